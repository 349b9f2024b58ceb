import type { Deal, DealEvent, DealOrder } from 'outcry/native-api';
import { fillMarks } from '../chart/fill-marks.ts';
import type { PriceLine, PriceMark } from '../chart/price-chart.ts';
import { tell } from '../words/bots/bot-words.ts';
import { roleText } from './timeline-text.ts';

const ENTRIES: ReadonlySet<string> = new Set(['base', 'safety', 'added']);

/** Average, take profits, stop loss and resting orders of a deal as lines on its chart. */
export function dealLines(deal: Deal, orders: readonly DealOrder[]): readonly PriceLine[] {
  const { strategy, bought, sold, figures, settings } = deal;
  const [entry, exit] = strategy === 'long' ? (['up', 'down'] as const) : (['down', 'up'] as const);
  const { average } = strategy === 'long' ? bought : sold;
  const lines: PriceLine[] = [];
  if (average !== null) lines.push({ price: average, colour: 'accent', title: tell('averagePrice'), solid: true });
  const several = settings.takeProfitSteps.length;
  for (const { price, step } of figures?.takeProfits ?? [])
    lines.push({
      price,
      colour: exit,
      title: several > 1 ? `${tell('lineTakeProfit')} ${step + 1}` : tell('lineTakeProfit'),
      solid: true,
    });
  if (figures?.stopLoss != null)
    lines.push({ price: figures.stopLoss, colour: 'quiet', title: tell('lineStopLoss'), solid: true });
  if (figures?.trailingMark != null)
    lines.push({ price: figures.trailingMark, colour: 'quiet', title: tell('followed') });
  for (const { role, step, order } of orders) {
    if (order.endedAt !== null || order.price === null || !ENTRIES.has(role)) continue;
    const title = role === 'safety' ? tell('lineSafety', { n: String(step) }) : roleText(role, step, several);
    lines.push({ price: order.price, colour: entry, title });
  }
  return lines;
}

/** Fills of a deal as marks on its chart. */
export function dealMarks(events: readonly DealEvent[], strategy: 'long' | 'short'): readonly PriceMark[] {
  return fillMarks(events, ENTRIES, strategy);
}
