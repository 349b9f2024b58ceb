import type { Instrument, TakeProfitSettings, TradeSettings } from '../src/index.ts';
import type { AuditedLeg } from './leg-audit.ts';
import { ceiling, type Fraction, floor, fraction, percent, type Sum } from './naive-deal.ts';

/** One exit of a trade as the journal tells it; quantities in steps. */
export interface AuditedStep {
  readonly id: number;
  settings: TakeProfitSettings;
  status: string;
  amount: number;
  level: number;
  sold: number;
  /** It is to be sold whatever its price, or to end without. */
  sale: boolean;
  cancel: boolean;
}

/** What the figures of a smart trade follow from (`dca-and-smarttrade-rules.md` part C). */
export interface NaiveTrade {
  readonly id: number;
  readonly instrument: Instrument;
  settings: TradeSettings;
  readonly entered: Sum;
  readonly exited: Sum;
  /** Of the entered: money without fees, in minor units. */
  value: bigint;
  reduced: number;
  readonly steps: Map<number, AuditedStep>;
  /** Open orders by id. */
  readonly legs: Map<number, AuditedLeg>;
}

const OVER = ['done', 'panicSold', 'skipped', 'cancelled'];

export function isOver({ status }: AuditedStep): boolean {
  return OVER.includes(status);
}

export function isLongTrade({ settings }: NaiveTrade): boolean {
  return settings.side === 'long';
}

/** Quantity steps that exits have to move in all. */
export function naiveWhole({ instrument, settings, entered }: NaiveTrade): number {
  return settings.side === 'long' ? Number(entered.units / instrument.stepUnits) : entered.steps;
}

export function naiveLeft(trade: NaiveTrade): number {
  return Math.max(0, naiveWhole(trade) - trade.exited.steps);
}

/** Quantity steps of orders that take a part out. */
export function naiveReducing({ legs }: NaiveTrade): number {
  let sum = 0;
  for (const { role, left } of legs.values()) if (role === 'reduce') sum += left;
  return sum;
}

/** What a share of everything comes to before what others take, in quantity steps. */
export function naiveShare(trade: NaiveTrade, { settings }: AuditedStep): number {
  const [share, whole] = percent(settings.share);
  const all = naiveWhole(trade) - trade.reduced - naiveReducing(trade);
  return floor([BigInt(Math.max(0, all)) * share, whole]);
}

/** The price of a target in steps, on the side that is reached later. */
export function naiveTarget(
  { instrument, value, entered }: NaiveTrade,
  { price, percent: text }: { readonly price: string | null; readonly percent: string | null },
  above: boolean,
): number {
  const round = (exact: Fraction): number => Math.max(1, above ? ceiling(exact) : floor(exact));
  if (price !== null) {
    const { coefficient, scale } = instrument.priceStep;
    const [part, unit] = fraction(price);
    return round([part * 10n ** BigInt(scale), unit * coefficient]);
  }
  const [share, whole] = percent(text?.replace('-', '') ?? '0');
  const factor: Fraction = [text?.startsWith('-') === true ? whole - share : whole + share, whole];
  return round([value * factor[0], BigInt(entered.steps) * instrument.stepValue * factor[1]]);
}
