import { add, decimal, decimalText } from '../decimal.ts';
import type { PriceMark } from './price-chart.ts';

interface FillEvent {
  readonly kind: 'filled';
  readonly at: string;
  readonly order: number;
  readonly role: string;
  readonly quantity: string;
}

/** Fills of a timeline as marks on a chart; what filled an order at one moment is one mark. `entries`: roles that enter. */
export function fillMarks(
  events: readonly (FillEvent | { readonly kind: string })[],
  entries: ReadonlySet<string>,
  side: 'long' | 'short',
): readonly PriceMark[] {
  const [entry, exit] = side === 'long' ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  const marks = new Map<string, PriceMark>();
  for (const event of events) {
    if (!isFill(event)) continue;
    const { at, order, role, quantity } = event;
    const [before, more] = [decimal(marks.get(`${at} ${order}`)?.text ?? '0'), decimal(quantity)];
    const text = before === null || more === null ? quantity : decimalText(add(before, more));
    marks.set(`${at} ${order}`, { at, side: entries.has(role) ? entry : exit, text });
  }
  return [...marks.values()];
}

function isFill(event: FillEvent | { readonly kind: string }): event is FillEvent {
  return event.kind === 'filled';
}
