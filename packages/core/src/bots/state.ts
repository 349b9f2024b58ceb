import { type Amount, type Leg, type LegsWorld, Timers } from '../legs/index.ts';
import type { Decimal, Money } from '../numbers/index.ts';
import type { SignalsState } from '../signals/index.ts';
import { QuickStarts } from './quick-starts.ts';
import type { DealStatus, FinalDealStatus } from './status.ts';
import type { Terms } from './terms.ts';

export interface Bot {
  readonly id: number;
  readonly account: number;
  /** Of its webhook address. */
  readonly secret: string;
  terms: Terms;
  enabled: boolean;
  readonly createdAt: number;
  updatedAt: number;
  /** Ids of its active deals, oldest first. */
  readonly deals: Set<number>;
  /** Deals started since `disableAfterDeals` was set; and in all. */
  counted: number;
  started: number;
  /** Deals that sold something and ended, and what they brought, by quote asset and in dollars. */
  finished: number;
  profits: ReadonlyMap<number, Money>;
  profitUsd: Decimal;
  /** By instrument: when its last deal there closed. */
  closedAt: ReadonlyMap<number, number>;
  /** By instrument: the newest signal that has started a deal (market time that identifies the signal). */
  consumed: ReadonlyMap<number, number>;
  /** By instrument: starts that wait for their moment. */
  waits: ReadonlyMap<number, WaitingStart>;
}

/** What has started a deal that begins later. */
export interface WaitingStart {
  readonly by: Deal['startedBy'];
  /** When it begins (ms UTC). */
  readonly startAt: number;
}

/** What a volume setting came to when the deal started, fixed for its life. */
export interface Volume {
  readonly amount: Decimal;
  readonly unit: 'quote' | 'base';
  readonly rounding: 'floor' | 'ceiling';
}

/** A running deal. Finished ones leave memory for the read model. */
export interface Deal {
  readonly id: number;
  readonly bot: number;
  readonly account: number;
  readonly instrument: number;
  /** Copied from the bot at the start: shared with it until one of them is edited. */
  terms: Terms;
  readonly baseVolume: Volume;
  readonly safetyVolume: Volume;
  /** What started it. */
  readonly startedBy: 'manual' | 'nonstop' | 'signal' | 'webhook';
  status: DealStatus;
  readonly createdAt: number;
  updatedAt: number;
  /** What base, safety and added orders brought and cost; what take profits and closing orders did. */
  readonly entered: Amount;
  readonly exited: Amount;
  /** Quantity steps of the same fills, before fees. */
  enteredSteps: number;
  exitedSteps: number;
  /** Of the base order alone; its average is 0 until it is filled. */
  readonly base: Amount;
  baseAverage: Decimal;
  /** The base order was filled whole. */
  baseFilled: boolean;
  /** Safety orders that are filled, by number from 1; and how much of others was filled before they ended. */
  safetyDone: ReadonlySet<number>;
  safetyPart: ReadonlyMap<number, number>;
  /** Added orders that were filled. */
  addedDone: number;
  /** Take profit steps that are done, how much of others was filled, and those to be sold at the market. */
  stepsDone: ReadonlySet<number>;
  stepPart: ReadonlyMap<number, number>;
  stepsToSell: ReadonlySet<number>;
  /** What had been entered when the resting take profits were sized; -1: they must be sized anew. */
  exitBasis: bigint;
  /** Conditions that the price has reached: bits of `SLOT`. */
  reached: number;
  /** The price that did, in steps. */
  reachedPrice: number;
  /** When the stop loss is carried out if the price stays in its zone; 0: no timer runs. */
  stopAt: number;
  /** Entry, take profit and closing orders are not tried again before these moments; 0: at once. */
  retryEntryAt: number;
  retryExitAt: number;
  retryCloseAt: number;
  /** What goes wrong now, in words. */
  error: string | null;
  /** An order ended that the deal itself had not taken back, and why; null once that is acted upon. */
  lost: Lost | null;
  /** Quantity steps exited before its closing order was sent; -1: it is not being closed. */
  closeBasis: number;
  note: string | null;
  /** How often something has happened to it since it is in memory: what was made of it holds while this stays. Not kept. */
  version: number;
}

export interface Lost {
  readonly role: Role;
  readonly detail: string;
}

/** Conditions of a deal in the stop index; `stopMark` only remembers the best price for a trailing stop loss. */
export const SLOT = { stopLoss: 0, takeProfit: 1, safety: 2, stopMark: 3 } as const;

export type Slot = keyof typeof SLOT;

/** A deal that has ended. */
export interface FinishedDeal {
  readonly deal: Deal;
  readonly status: FinalDealStatus;
  readonly at: number;
  /** Sold less bought, 8 decimals, in minor units of the quote asset. */
  readonly profit: Money;
  /** The same in dollars, as text; null when nothing tells the rate. */
  readonly profitUsd: string | null;
  readonly botName: string;
}

export interface BotsState {
  readonly bots: Map<number, Bot>;
  readonly byAccount: Map<number, Set<number>>;
  readonly deals: Map<number, Deal>;
  /** By owner: instruments on which none of their bots starts. */
  readonly blackLists: Map<number, readonly number[]>;
  nextBot: number;
  nextDeal: number;
  /** Deals that ended in this turn, for the read model; taken by the runtime, not part of the state. */
  readonly finished: FinishedDeal[];
  readonly work: BotsWork;
}

/** Market state: what is to be looked at. After a restart everything is. */
export interface BotsWork {
  /** Deals that something has happened to; bots that may start deals. */
  readonly deals: Set<number>;
  readonly bots: Set<number>;
  readonly dealTimers: Timers;
  readonly botTimers: Timers;
  /** Enabled bots that wait for signals, by instrument. */
  readonly waiting: Map<number, Set<number>>;
  /** Deals that conditions close or add to, by instrument. */
  readonly waitingDeals: Map<number, Set<number>>;
  readonly quickStarts: QuickStarts;
}

export interface BotsWorld extends LegsWorld {
  readonly bots: BotsState;
  readonly signals: SignalsState;
}

export function emptyBots(): BotsState {
  return {
    bots: new Map(),
    byAccount: new Map(),
    deals: new Map(),
    blackLists: new Map(),
    nextBot: 1,
    nextDeal: 1,
    finished: [],
    work: {
      deals: new Set(),
      bots: new Set(),
      dealTimers: new Timers(),
      botTimers: new Timers(),
      waiting: new Map(),
      waitingDeals: new Map(),
      quickStarts: new QuickStarts(),
    },
  };
}

/** What orders of deals are for. */
export type Role = 'base' | 'safety' | 'added' | 'takeProfit' | 'close';

/** Whether an order of this role brings coins into the deal (a short one: sells them) or ends it. */
export function isEntryRole(role: string): boolean {
  return role === 'base' || role === 'safety' || role === 'added';
}

export function isEntry(leg: Leg): boolean {
  return isEntryRole(leg.role);
}

export function botById(state: BotsState, id: number): Bot {
  const bot = state.bots.get(id);
  if (bot === undefined) throw new Error(`no bot ${id}`);
  return bot;
}

export function dealById(state: BotsState, id: number): Deal {
  const deal = state.deals.get(id);
  if (deal === undefined) throw new Error(`no active deal ${id}`);
  return deal;
}
