import type { Instrument, SmartTrade, SmartTradeSettings } from 'outcry/native-api';
import { typedText } from '../words/numbers.ts';
import { isOver } from './steps.ts';

/**
 * What a trade is to do: buy and sell, sell and buy back, or leave what is held already: coins, or coins that were sold
 * before.
 */
export const MODES = ['buy', 'sale', 'sell', 'buyBack'] as const;
export type Mode = (typeof MODES)[number];

export const ENTRY_TYPES = ['market', 'limit', 'conditional'] as const;
export const STEP_ORDERS = ['market', 'resting', 'limit'] as const;
export const WATCHED_PRICES = ['bid', 'ask', 'last'] as const;
export const AMOUNT_UNITS = ['quote', 'base', 'percent'] as const;

export type EntryType = (typeof ENTRY_TYPES)[number];
export type StepOrder = (typeof STEP_ORDERS)[number];
export type WatchedPrice = (typeof WATCHED_PRICES)[number];
export type AmountUnit = (typeof AMOUNT_UNITS)[number];

/** The API takes at most so many take profits. */
export const MOST_STEPS = 8;

/** Where an exit lies, as it was typed: a price, or percent away from the entry, above 0 where the exit belongs. */
export interface Target {
  readonly by: 'price' | 'percent';
  readonly text: string;
}

export interface EntryDraft {
  readonly type: EntryType;
  /** Of `limit`: its price; of `conditional`: the price that is waited for. */
  readonly price: string;
  readonly by: WatchedPrice;
  readonly order: 'market' | 'limit';
  readonly limitPrice: string;
  /** Percent; empty: at once. */
  readonly trailing: string;
}

interface ExitDraft {
  readonly target: Target;
  readonly by: WatchedPrice;
  readonly limitPrice: string;
}

export interface StepDraft extends ExitDraft {
  readonly position: number;
  readonly share: string;
  readonly order: StepOrder;
  readonly trailing: string;
  /** It has been sold, or ended otherwise, and stays as it is. */
  readonly over: boolean;
}

export interface StopDraft extends ExitDraft {
  readonly order: 'market' | 'limit';
  readonly trails: boolean;
  /** Seconds. */
  readonly timeout: string;
  readonly breakeven: boolean;
}

/** A smart trade as a person writes it: numbers as they are typed. */
export interface TradeDraft {
  readonly account: number;
  readonly symbol: string;
  readonly mode: Mode;
  readonly entry: EntryDraft;
  /** Of what is held already. */
  readonly averagePrice: string;
  readonly amount: string;
  readonly unit: AmountUnit;
  readonly profits: boolean;
  /** By position. */
  readonly steps: readonly StepDraft[];
  readonly stops: boolean;
  readonly stop: StopDraft;
  readonly note: string;
}

/** Whether the trade gains when the price rises. */
export function isLong({ mode }: Pick<TradeDraft, 'mode'>): boolean {
  return mode === 'buy' || mode === 'sale';
}

/** Whether it enters the market itself; else it leaves what is held already. */
export function isEntering({ mode }: Pick<TradeDraft, 'mode'>): boolean {
  return mode === 'buy' || mode === 'sell';
}

/** The price that an exit watches unless another is chosen. */
function exitPrice(long: boolean): WatchedPrice {
  return long ? 'bid' : 'ask';
}

/** A step as it is added. `position`: its own number, above those that are there. */
export function newStep(long: boolean, position: number, percent: string, share: string): StepDraft {
  return {
    position,
    target: { by: 'percent', text: typedText(percent) },
    share: typedText(share),
    order: 'market',
    by: exitPrice(long),
    limitPrice: '',
    trailing: '',
    over: false,
  };
}

function newStop(long: boolean): StopDraft {
  return {
    target: { by: 'percent', text: '2' },
    by: exitPrice(long),
    order: 'market',
    limitPrice: '',
    trails: false,
    timeout: '',
    breakeven: false,
  };
}

function newEntry(long: boolean): EntryDraft {
  return { type: 'market', price: '', by: long ? 'ask' : 'bid', order: 'market', limitPrice: '', trailing: '' };
}

/** What a new trade begins with: it buys at the market, takes profit 3 % above and stops 2 % below. */
export function newDraft(account: number, { symbol }: Pick<Instrument, 'symbol'>): TradeDraft {
  return {
    account,
    symbol,
    mode: 'buy',
    entry: newEntry(true),
    averagePrice: '',
    amount: '',
    unit: 'quote',
    profits: true,
    steps: [newStep(true, 1, '3', '100')],
    stops: true,
    stop: newStop(true),
    note: '',
  };
}

/** The draft with another mode: what lies on the other side of the market begins anew. */
export function withMode(draft: TradeDraft, mode: Mode): TradeDraft {
  const changed = { ...draft, mode };
  const unit = !isEntering(changed) && draft.unit === 'quote' ? 'base' : draft.unit;
  const amount = unit === draft.unit ? draft.amount : '';
  if (isLong(changed) === isLong(draft)) return { ...changed, unit, amount };
  const long = isLong(changed);
  return {
    ...changed,
    unit,
    amount,
    entry: newEntry(long),
    steps: [newStep(long, 1, '3', '100')],
    stop: newStop(long),
  };
}

function modeOf({ side, entry }: SmartTradeSettings): Mode {
  if (entry === null) return side === 'long' ? 'sale' : 'buyBack';
  return side === 'long' ? 'buy' : 'sell';
}

/** A signed percentage of the API as the distance that a person types. */
function targetOf({ price, percent }: { readonly price: string | null; readonly percent: string | null }): Target {
  return price === null
    ? { by: 'percent', text: typedText((percent ?? '').replace(/^-/, '')) }
    : { by: 'price', text: typedText(price) };
}

const typed = (text: string | null): string => (text === null ? '' : typedText(text));

/** The draft of a trade that is there. */
export function draftOf({ account, settings, steps, note }: SmartTrade): TradeDraft {
  const mode = modeOf(settings);
  const long = isLong({ mode });
  const { entry, takeProfits, stopLoss } = settings;
  const over = new Set(steps.filter(({ status }) => isOver(status)).map(({ position }) => position));
  return {
    account,
    symbol: settings.instrument,
    mode,
    entry:
      entry === null
        ? newEntry(long)
        : {
            ...entry,
            price: typed(entry.price),
            limitPrice: typed(entry.limitPrice),
            trailing: typed(entry.trailing),
          },
    averagePrice: typed(settings.averagePrice),
    amount: typedText(settings.quantity),
    unit: 'base',
    profits: takeProfits.length > 0,
    steps: takeProfits
      .map((step) => ({
        position: step.position,
        target: targetOf(step),
        share: typedText(step.share),
        order: step.order,
        by: step.by,
        limitPrice: typed(step.limitPrice),
        trailing: typed(step.trailing),
        over: over.has(step.position),
      }))
      .sort((a, b) => a.position - b.position),
    stops: stopLoss !== null,
    stop:
      stopLoss === null
        ? newStop(long)
        : {
            target: targetOf(stopLoss),
            by: stopLoss.by,
            order: stopLoss.order,
            limitPrice: typed(stopLoss.limitPrice),
            trails: stopLoss.trails,
            timeout: stopLoss.timeout === 0 ? '' : String(stopLoss.timeout),
            breakeven: stopLoss.breakeven,
          },
    note: note ?? '',
  };
}

/** A draft of another trade like one that is there: nothing of it is over yet. */
export function copyOf(trade: SmartTrade): TradeDraft {
  const draft = draftOf(trade);
  return { ...draft, note: '', steps: draft.steps.map((step) => ({ ...step, over: false })) };
}
