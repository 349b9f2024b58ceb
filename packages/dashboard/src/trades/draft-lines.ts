import type { Handle } from '../chart/handles.ts';
import type { PriceLine } from '../chart/price-chart.ts';
import { type Decimal, decimalText, typedDecimal } from '../decimal.ts';
import { fixed, typedText } from '../words/numbers.ts';
import { tell } from '../words/trades/trade-words.ts';
import { isEntering, isLong, type StepDraft, type TradeDraft } from './draft.ts';
import { distance, read, sideOf, targetPrice, withTarget } from './targets.ts';

/** What a draft's prices are measured by. */
export interface Measure {
  /** Where it enters or has entered; null while that cannot be told. */
  readonly entry: Decimal | null;
  readonly priceStep: Decimal;
  /** The trade has its coins: its entry is a fact and no line to be moved. */
  readonly entered: boolean;
}

/** Lines of a draft that can be moved, the entry first, then steps by position, then the stop loss. */
export function handlesOf(draft: TradeDraft, measure: Measure): readonly Handle[] {
  const [enter, leave] = isLong(draft) ? (['up', 'down'] as const) : (['down', 'up'] as const);
  return [
    ...(measure.entered ? [] : entryHandles(draft)).map((handle) => ({ ...handle, colour: enter })),
    ...(draft.profits ? draft.steps : [])
      .filter(({ over }) => !over)
      .flatMap((step): Handle[] => {
        const side = sideOf(draft, 'step');
        const price = targetPrice(step.target, side, measure.entry, measure.priceStep);
        if (price === null) return [];
        const name = stepName(draft, step);
        const share = draft.steps.length > 1 ? ` · ${sharePercent(step)}` : '';
        const label = `${stepShort(draft, step)}${distanceText(distance(price, side, measure.entry), side)}${share}`;
        return [{ id: stepId(step), price: decimalText(price), colour: leave, name, label }];
      }),
    ...stopHandles(draft, measure),
  ];
}

function entryHandles(draft: TradeDraft): readonly Omit<Handle, 'colour'>[] {
  const { type, order, price, limitPrice } = draft.entry;
  if (!isEntering(draft) || type === 'market') return [];
  const word = isLong(draft) ? 'lineBuy' : 'lineSell';
  const conditional = type === 'conditional';
  const handles = [{ id: 'entry', typed: price, name: conditional ? tell('lineWaits') : tell(word) }];
  if (conditional && order === 'limit') handles.push({ id: 'limit', typed: limitPrice, name: tell(word) });
  return handles.flatMap(({ id, typed, name }) => {
    const value = read(typed);
    return value === null || value.coefficient <= 0n ? [] : [{ id, price: decimalText(value), name, label: name }];
  });
}

function stopHandles(draft: TradeDraft, { entry, priceStep }: Measure): readonly Handle[] {
  if (!draft.stops) return [];
  const side = sideOf(draft, 'stop');
  const price = targetPrice(draft.stop.target, side, entry, priceStep);
  if (price === null) return [];
  const name = tell(draft.stop.trails ? 'lineStopTrails' : 'lineStop');
  const label = `${name}${distanceText(distance(price, side, entry), side)}`;
  return [{ id: 'stop', price: decimalText(price), colour: 'stop', name, label }];
}

/** The lines themselves; what stands on them stands on the handles. */
export function linesOf(draft: TradeDraft, measure: Measure, handles: readonly Handle[]): readonly PriceLine[] {
  const lines: PriceLine[] = handles.map(({ price, colour }) => ({ price, colour, title: '', solid: true }));
  const isMarket = isEntering(draft) && draft.entry.type === 'market';
  if (measure.entry !== null && (isMarket || measure.entered || !isEntering(draft)))
    lines.push({
      price: decimalText(measure.entry),
      colour: 'accent',
      title: tell(isMarket && !measure.entered ? 'lineMarket' : 'lineAverage'),
      solid: measure.entered,
    });
  return lines;
}

/** The draft after a line was moved to a price. */
export function moved(draft: TradeDraft, id: string, price: string, { entry, priceStep }: Measure): TradeDraft {
  const text = typedText(price);
  if (id === 'entry') {
    const { limitPrice, price: before } = draft.entry;
    const along = draft.entry.type === 'conditional' && typedDecimal(limitPrice) === typedDecimal(before);
    return { ...draft, entry: { ...draft.entry, price: text, limitPrice: along ? text : limitPrice } };
  }
  if (id === 'limit') return { ...draft, entry: { ...draft.entry, limitPrice: text } };
  const target = { by: 'price', text } as const;
  if (id === 'stop') return { ...draft, stop: withTarget(draft.stop, target, sideOf(draft, 'stop'), entry, priceStep) };
  const side = sideOf(draft, 'step');
  return {
    ...draft,
    steps: draft.steps.map((step) => (stepId(step) === id ? withTarget(step, target, side, entry, priceStep) : step)),
  };
}

function stepId({ position }: Pick<StepDraft, 'position'>): string {
  return `step ${position}`;
}

/** The place of a step among the steps, from 1: positions may have gaps. */
function placeOf({ steps }: TradeDraft, { position }: StepDraft): string {
  return String(steps.findIndex((step) => step.position === position) + 1);
}

function stepName(draft: TradeDraft, step: StepDraft): string {
  return draft.steps.length > 1 ? tell('lineStep', { n: placeOf(draft, step) }) : tell('lineProfit');
}

function stepShort(draft: TradeDraft, step: StepDraft): string {
  return draft.steps.length > 1 ? tell('lineStepShort', { n: placeOf(draft, step) }) : tell('lineProfitShort');
}

function sharePercent({ share }: StepDraft): string {
  const value = read(share);
  return value === null ? '…' : `${fixed(decimalText(value), 0)}\u202f%`;
}

/** ` · +3.00 %`: above the entry with a plus, below with a minus. */
export function distanceText(percent: Decimal | null, side: 1 | -1): string {
  if (percent === null) return '';
  const signed = { ...percent, coefficient: percent.coefficient * BigInt(side) };
  return ` · ${signed.coefficient > 0n ? '+' : ''}${fixed(decimalText(signed), 2)}\u202f%`;
}
