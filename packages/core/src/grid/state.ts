import { type Amount, emptyAmount, Timers } from '../legs/index.ts';
import type { Money } from '../numbers/index.ts';
import type { TradesWorld } from '../smart-trades/index.ts';
import type { StopEnd, StopReason } from './events.ts';
import type { GridLadder } from './ladder.ts';
import type { GridSettings } from './settings.ts';

/**
 * Where a bot stands: `starting` until the coins for the lines above the price are there, `stopping` until all its orders
 * are back, `closing` while it buys or sells at its end.
 */
export const GRID_STATUSES = ['disabled', 'starting', 'running', 'stopping', 'closing'] as const;

export type GridStatus = (typeof GRID_STATUSES)[number];

/** Between two lines: it buys on the lower and sells on the upper one, in turn (`docs/grid-rules.md` G2). */
export interface Cell {
  /** Its lower line. */
  readonly line: number;
  side: 'buy' | 'sell';
  /** Quantity steps it buys, has bought, sells and has sold in this cycle. */
  quantity: number;
  boughtSteps: number;
  sell: number;
  soldSteps: number;
  bought: Amount;
  sold: Amount;
}

/** Coins that are not a line's: at the start and at the end of a run. */
export interface Heap {
  readonly bought: Amount;
  readonly sold: Amount;
  /** Quantity steps that are there; fees in coins are not taken off. */
  steps: number;
}

export interface GridBot {
  readonly id: number;
  readonly account: number;
  settings: GridSettings;
  /** Follows from the settings. */
  ladder: GridLadder;
  note: string | null;
  status: GridStatus;
  readonly createdAt: number;
  updatedAt: number;
  /** Of the newest run: when it began, the last price in steps then, and the line without an order. */
  begunAt: number;
  startPrice: number;
  waiting: number;
  /** By line, the lowest first. */
  readonly cells: Map<number, Cell>;
  heap: Heap;
  /** What its lines were worth at the start, in minor units of quote. */
  invested: Money;
  /** What the heap may cost at most, in minor units of quote: until then it is bought for at the end. */
  budget: Money;
  /** Why and how the newest run ends or has ended. */
  reason: StopReason | '';
  end: StopEnd;
  /** Results of all its cycles and sales: minor units of quote, and of base bought and not sold. */
  profit: Money;
  profitUnits: Money;
  cycles: number;
  /** What it has left to its owner: minor units of base, and of quote that they cost. */
  readonly released: Amount;
  /** What it has taken of the coins that its owner had: minor units of base, and of quote that they were worth. */
  readonly taken: Amount;
  /** All that its orders have bought and sold, in minor units. */
  readonly bought: Amount;
  readonly sold: Amount;
  /** Prices that conditions have seen, by slot, until they are acted upon. */
  readonly reached: Map<number, number>;
  /** The newest order has traded something. */
  traded: boolean;
  /** Refused orders are not tried again before this moment; 0: at once. */
  retryAt: number;
  error: string | null;
  /** An order ended that the bot had not taken back, and why; null once that is acted upon. */
  lost: { readonly role: GridRole; readonly line: number; readonly detail: string } | null;
}

/** What orders of grid bots are for; of `buy` and `sell` the leg's step is the cell's line. */
export type GridRole = 'buy' | 'sell' | 'start' | 'excess' | 'close' | 'final';

/** Slots of conditions. */
export const UPPER_STOP = 0;
export const LOWER_STOP = 1;
export const ABOVE = 2;
export const BELOW = 3;
/** Room for conditions of one bot in the ids of the stop index. */
export const SLOTS = 4;

export interface GridState {
  readonly bots: Map<number, GridBot>;
  readonly byAccount: Map<number, Set<number>>;
  nextBot: number;
  /** Market state: bots to be looked at, and when others want to be. After a restart all are looked at. */
  readonly work: { readonly bots: Set<number>; readonly timers: Timers };
}

export interface GridWorld extends TradesWorld {
  readonly grid: GridState;
}

export function emptyGrid(): GridState {
  return {
    bots: new Map(),
    byAccount: new Map(),
    nextBot: 1,
    work: { bots: new Set(), timers: new Timers() },
  };
}

export function emptyHeap(): Heap {
  return { bought: emptyAmount(), sold: emptyAmount(), steps: 0 };
}

export function gridById(state: GridState, id: number): GridBot {
  const bot = state.bots.get(id);
  if (bot === undefined) throw new Error(`no grid bot ${id}`);
  return bot;
}

/** The lowest and the highest line of a run; null while it has none. */
export function edgesOf({ cells }: GridBot): { readonly lowest: number; readonly highest: number } | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const line of cells.keys()) {
    lowest = Math.min(lowest, line);
    highest = Math.max(highest, line + 1);
  }
  return cells.size === 0 ? null : { lowest, highest };
}
