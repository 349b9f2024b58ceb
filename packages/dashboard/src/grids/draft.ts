import type { GridBot, GridBotSettings, Instrument } from 'outcry/native-api';
import { notch } from '../chart/handles.ts';
import { type Decimal, decimal, decimalText, multiply, nearestTo } from '../decimal.ts';
import { typedText } from '../words/numbers.ts';

export type GridStopAction = NonNullable<GridBotSettings['upperStop']>['action'];
export type GridCurrency = NonNullable<GridBotSettings['orderCurrency']>;

/** What a stop does that the form offers; `closePosition` is another word for `stopAndSell`. */
export const STOP_ACTIONS = ['stop', 'stopAndSell', 'stopAndBuy'] as const satisfies readonly GridStopAction[];

/** The stops, by their names in the settings. */
export const STOPS = ['upperStop', 'lowerStop'] as const;

export interface StopDraft {
  readonly on: boolean;
  readonly price: string;
  readonly action: GridStopAction;
}

/** A grid bot as a person writes it: numbers as they are typed. */
export interface GridDraft {
  readonly account: number;
  readonly symbol: string;
  readonly name: string;
  readonly note: string;
  readonly lower: string;
  readonly upper: string;
  readonly lines: string;
  readonly type: NonNullable<GridBotSettings['type']>;
  readonly per: GridBotSettings['amount']['per'];
  readonly amount: string;
  readonly orderCurrency: GridCurrency;
  readonly profitCurrency: GridCurrency;
  readonly upperStop: StopDraft;
  readonly lowerStop: StopDraft;
  readonly trailingUp: boolean;
  readonly trailingDown: boolean;
  /** Empty: none. */
  readonly expandUp: string;
  readonly expandDown: string;
  /** Empty: all. */
  readonly maxBuyLines: string;
  readonly maxSellLines: string;
}

/** Fields that hold a typed number. */
export type GridNumber =
  | 'lower'
  | 'upper'
  | 'lines'
  | 'amount'
  | 'expandUp'
  | 'expandDown'
  | 'maxBuyLines'
  | 'maxSellLines';

/** Prices of a new grid and its stops, as parts of the last price in percent. */
const NEW_RANGE = { lower: 95n, upper: 105n };
const NEW_STOP = { lowerStop: 90n, upperStop: 110n };
const NEW_LINES = '11';

/** The draft of a new bot around the last price (null: there is none). */
export function newDraft(account: number, { symbol, priceStep }: Instrument, last: string | null, name: string) {
  const at = (percent: bigint): string => (last === null ? '' : partOf(last, percent, priceStep));
  const stop = (price: string): StopDraft => ({ on: false, price, action: 'stop' });
  return {
    account,
    symbol,
    name,
    note: '',
    lower: at(NEW_RANGE.lower),
    upper: at(NEW_RANGE.upper),
    lines: NEW_LINES,
    type: 'arithmetic',
    per: 'total',
    amount: '',
    orderCurrency: 'quote',
    profitCurrency: 'quote',
    upperStop: stop(at(NEW_STOP.upperStop)),
    lowerStop: { ...stop(at(NEW_STOP.lowerStop)), action: 'stopAndSell' },
    trailingUp: false,
    trailingDown: false,
    expandUp: '',
    expandDown: '',
    maxBuyLines: '',
    maxSellLines: '',
  } satisfies GridDraft as GridDraft;
}

/** A part of a price as it is typed: a round number near it. */
function partOf(price: string, percent: bigint, priceStep: string): string {
  const [value, step] = [decimal(price), decimal(priceStep)];
  if (value === null || step === null) return '';
  const near: Decimal = nearestTo(multiply(value, { coefficient: percent, scale: 2 }), notch(value, step));
  return near.coefficient <= 0n ? '' : typedText(decimalText(near));
}

/** The draft of a bot as it stands. */
export function draftOf({ account, instrument, settings, note }: GridBot): GridDraft {
  const { lower, upper, lines, amount, name } = settings;
  const text = (value: string | number | null | undefined): string => (value == null ? '' : typedText(String(value)));
  const stop = (set: GridBotSettings['upperStop'], otherwise: GridStopAction): StopDraft =>
    set == null
      ? { on: false, price: '', action: otherwise }
      : { on: true, price: text(set.price), action: set.action };
  return {
    account,
    symbol: instrument,
    name,
    note: note ?? '',
    lower: text(lower),
    upper: text(upper),
    lines: String(lines),
    type: settings.type,
    per: amount.per,
    amount: text(amount.value),
    orderCurrency: settings.orderCurrency,
    profitCurrency: settings.profitCurrency,
    upperStop: stop(settings.upperStop, 'stop'),
    lowerStop: stop(settings.lowerStop, 'stopAndSell'),
    trailingUp: settings.trailingUp,
    trailingDown: settings.trailingDown,
    expandUp: text(settings.expandUp),
    expandDown: text(settings.expandDown),
    maxBuyLines: text(settings.maxBuyLines),
    maxSellLines: text(settings.maxSellLines),
  };
}

/** A grid that follows the price up keeps money, one that follows it down keeps coins. */
export function mayTrail({ orderCurrency, profitCurrency }: GridDraft, way: 'up' | 'down'): boolean {
  const needed = way === 'up' ? 'quote' : 'base';
  return orderCurrency === needed && profitCurrency === needed;
}

/** Whether a grid will follow the price this way. */
export function trails(draft: GridDraft, way: 'up' | 'down'): boolean {
  return (way === 'up' ? draft.trailingUp : draft.trailingDown) && mayTrail(draft, way);
}
