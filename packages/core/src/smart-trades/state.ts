import type { BotsWorld } from '../bots/index.ts';
import { type Amount, Timers } from '../legs/index.ts';
import type { Money } from '../numbers/index.ts';
import type { TakeProfitSettings, TradeSettings } from './settings.ts';
import { type FinalTradeStatus, isStepOver, type StepStatus, type TradeStatus } from './status.ts';

/** One exit of a trade. */
export interface Step {
  readonly id: number;
  /** Of its condition in the stop index. */
  readonly slot: number;
  settings: TakeProfitSettings;
  status: StepStatus;
  /** Quantity steps that it sells, and has sold; fixed when the coins are there. */
  amount: number;
  sold: number;
  readonly proceeds: Amount;
  /** Price in steps at which it fires or rests; 0 before the coins are there. */
  level: number;
  /** It is sold at the market whatever its price. */
  panic: boolean;
  /** It ends without being sold as soon as its order is back. */
  cancelling: boolean;
  /** The price at which it began to trail; 0 before. */
  mark: number;
  readonly createdAt: number;
  updatedAt: number;
}

/** A running trade. Finished ones leave memory for the read model. */
export interface Trade {
  readonly id: number;
  readonly account: number;
  settings: TradeSettings;
  /** Where the price of a conditional entry lay at the start; empty without one. */
  direction: 'above' | 'below' | '';
  /** The deal whose coins it took over; 0: none. */
  readonly deal: number;
  status: TradeStatus;
  readonly createdAt: number;
  updatedAt: number;
  readonly entered: Amount;
  readonly exited: Amount;
  /** The same fills in quantity steps, and their value without fees in minor units of the quote asset. */
  enteredSteps: number;
  enteredValue: Money;
  exitedSteps: number;
  /** Of `enteredSteps` what added orders have brought before the trade had entered. */
  addedEarly: number;
  /** Sold by `trades.reduce`: these coins belong to no step. */
  reducedSteps: number;
  /** The entry order was filled whole, or the coins were held already. */
  entryFilled: boolean;
  /** By position, in the order of positions. */
  readonly steps: Map<number, Step>;
  /** Price of the stop loss in steps; 0: none, or not known yet. */
  stopLevel: number;
  /** A part that is to be taken out once resting steps are back; null: none. */
  toReduce: ReducedPart | null;
  /** What the last sale of everything was for; empty before it has sold anything. */
  closedBy: '' | 'stop' | 'panic';
  /** `exitedSteps` when the newest order went out. */
  exitedBefore: number;
  /** Quantity that the steps were fixed for; -1: they are to be fixed anew. */
  heldFor: number;
  /** Prices that conditions have seen, by slot, until they are acted upon. */
  readonly reached: Map<number, number>;
  /** The price that last touched the stop loss or a trailing entry began at. */
  touchedAt: number;
  /** When the stop loss is carried out if the price stays in its zone; 0: no timer runs. */
  stopAt: number;
  /** Refused orders are not tried again before this moment; 0: at once. */
  retryAt: number;
  error: string | null;
  /** An order ended that the trade had not taken back, and why; null once that is acted upon. */
  lost: { readonly role: Role; readonly step: number; readonly detail: string } | null;
  note: string | null;
}

/** Quantity and limit price in steps; price 0: at the market. */
export interface ReducedPart {
  readonly quantity: number;
  readonly price: number;
}

/** What orders of trades are for; of `step` the leg's step is its position. */
export type Role = 'entry' | 'added' | 'step' | 'stop' | 'panic' | 'reduce';

/** Slots of conditions: the entry, the stop loss, then the steps. */
export const ENTRY_SLOT = 0;
export const STOP_SLOT = 1;
export const FIRST_STEP_SLOT = 2;
/** Only remembers the best price for a trailing stop loss. */
export const MARK_SLOT = 15;
/** Room for conditions of one trade in the ids of the stop index. */
export const SLOTS = 16;

/** A trade that has ended. */
export interface FinishedTrade {
  readonly trade: Trade;
  readonly status: FinalTradeStatus;
  readonly at: number;
  readonly profit: Money;
  readonly profitUsd: string | null;
}

export interface TradesState {
  readonly trades: Map<number, Trade>;
  readonly byAccount: Map<number, Set<number>>;
  nextTrade: number;
  nextStep: number;
  /** Trades that ended in this turn, for the read model; taken by the runtime, not part of the state. */
  readonly finished: FinishedTrade[];
  /** Market state: trades to be looked at, and when others want to be. After a restart all are looked at. */
  readonly work: { readonly trades: Set<number>; readonly timers: Timers };
}

export interface TradesWorld extends BotsWorld {
  readonly trades: TradesState;
}

export function emptyTrades(): TradesState {
  return {
    trades: new Map(),
    byAccount: new Map(),
    nextTrade: 1,
    nextStep: 1,
    finished: [],
    work: { trades: new Set(), timers: new Timers() },
  };
}

export function tradeById(state: TradesState, id: number): Trade {
  const trade = state.trades.get(id);
  if (trade === undefined) throw new Error(`no running trade ${id}`);
  return trade;
}

export function isLong(trade: Trade): boolean {
  return trade.settings.side === 'long';
}

/** The steps that are not over, by position. */
export function openSteps(trade: Trade): Step[] {
  return [...trade.steps.values()].filter(({ status }) => !isStepOver(status));
}
