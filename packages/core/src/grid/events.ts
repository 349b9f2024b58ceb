import { type CoreEvent, defineEvent } from '../events/index.ts';
import type { Money } from '../numbers/index.ts';
import type { GridSettings } from './settings.ts';

export interface GridCreated extends CoreEvent {
  readonly type: 'grid.created';
  readonly id: number;
  readonly account: number;
  readonly settings: GridSettings;
  readonly note: string | null;
}

export interface GridEdited extends CoreEvent {
  readonly type: 'grid.edited';
  readonly id: number;
  readonly settings: GridSettings;
}

export interface GridNoted extends CoreEvent {
  readonly type: 'grid.noted';
  readonly id: number;
  readonly note: string | null;
}

/** A run begins: the coins for the lines above the price are bought first. */
export interface GridBegun extends CoreEvent {
  readonly type: 'grid.begun';
  readonly id: number;
  /** The last price in steps. */
  readonly price: number;
  /** The line without an order: the nearest to the price. */
  readonly waiting: number;
  /** What each line buys, in quantity steps, from the lowest line on; the highest line buys nothing. */
  readonly quantities: readonly number[];
}

/** Free coins of the account become the bot's, at the price that the run began with. */
export interface CoinsTaken extends CoreEvent {
  readonly type: 'grid.coinsTaken';
  readonly id: number;
  /** Quantity steps. */
  readonly quantity: number;
  /** Minor units of base, and of quote that they are worth. */
  readonly units: Money;
  readonly money: Money;
}

/** What a cell begins with: `[line, minor units of base, minor units of quote they cost, quantity steps to be sold]`. */
export type CellStart = readonly [line: number, units: string, money: string, sell: number];

/** The coins are there: orders go on the lines. */
export interface GridStarted extends CoreEvent {
  readonly type: 'grid.started';
  readonly id: number;
  readonly cells: readonly CellStart[];
  /** What the coins cost and what the buy lines take, in minor units of quote. */
  readonly invested: Money;
  /** Of coins that were sold because an edited grid needs fewer. */
  readonly profit: Money;
  readonly profitUsd: string | null;
}

/** A line was bought whole: so many quantity steps are sold on the line above. */
export interface LineBought extends CoreEvent {
  readonly type: 'grid.lineBought';
  readonly id: number;
  readonly line: number;
  readonly sell: number;
}

/** What was bought on a line has been sold on the one above: its cycle is over, the line buys again. */
export interface LineSold extends CoreEvent {
  readonly type: 'grid.lineSold';
  readonly id: number;
  readonly line: number;
  /** Sold less bought, fees included: minor units of quote, and of base what was bought and not sold. */
  readonly profit: Money;
  readonly profitUnits: Money;
  /** The profit in its currency in dollars; null when nothing tells the rate. */
  readonly profitUsd: string | null;
}

/** The grid follows the price: a line is added at one end, and with `moved` one leaves at the other. */
export interface LineAdded extends CoreEvent {
  readonly type: 'grid.lineAdded';
  readonly id: number;
  readonly line: number;
  /** What it buys, in quantity steps. */
  readonly quantity: number;
  /** The line that leaves; what it holds goes on with the new one. The new line itself: none leaves. */
  readonly moved: number;
  /** What is sold of coins that go on with the new line, in quantity steps; 0: it has none. */
  readonly sell: number;
}

/** Why a bot takes its orders back. */
export type StopReason = 'owner' | 'upperStop' | 'lowerStop' | 'edited';

/** What follows when all orders are back. */
export type StopEnd = 'keep' | 'buy' | 'sell' | 'begin';

export interface GridStopping extends CoreEvent {
  readonly type: 'grid.stopping';
  readonly id: number;
  readonly reason: StopReason;
  readonly end: StopEnd;
}

/** All orders are back: what the lines hold is one heap now. */
export interface GridCollected extends CoreEvent {
  readonly type: 'grid.collected';
  readonly id: number;
  /** Minor units of quote that the buy lines would have spent. */
  readonly budget: Money;
}

/** The bot is disabled. */
export interface GridStopped extends CoreEvent {
  readonly type: 'grid.stopped';
  readonly id: number;
  /** Of coins that were sold; with `end` sell alone. */
  readonly profit: Money;
  readonly profitUnits: Money;
  readonly profitUsd: string | null;
}

export interface GridFailing extends CoreEvent {
  readonly type: 'grid.failing';
  readonly id: number;
  readonly error: string;
  readonly retryAt: number;
}

export interface GridRecovered extends CoreEvent {
  readonly type: 'grid.recovered';
  readonly id: number;
}

export interface GridDeleted extends CoreEvent {
  readonly type: 'grid.deleted';
  readonly id: number;
  readonly account: number;
}

export type GridEvent =
  | GridCreated
  | GridEdited
  | GridNoted
  | GridBegun
  | CoinsTaken
  | GridStarted
  | LineBought
  | LineSold
  | LineAdded
  | GridStopping
  | GridCollected
  | GridStopped
  | GridFailing
  | GridRecovered
  | GridDeleted;

const ID = ['id', 'integer'] as const;

export const GRID_EVENTS = [
  defineEvent<GridCreated>('grid.created', 140, 1, [
    ID,
    ['account', 'integer'],
    ['settings', 'json'],
    ['note', 'optionalText'],
  ]),
  defineEvent<GridEdited>('grid.edited', 141, 1, [ID, ['settings', 'json']]),
  defineEvent<GridNoted>('grid.noted', 142, 1, [ID, ['note', 'optionalText']]),
  defineEvent<GridBegun>('grid.begun', 143, 1, [
    ID,
    ['price', 'integer'],
    ['waiting', 'integer'],
    ['quantities', 'json'],
  ]),
  defineEvent<CoinsTaken>('grid.coinsTaken', 154, 1, [
    ID,
    ['quantity', 'integer'],
    ['units', 'money'],
    ['money', 'money'],
  ]),
  defineEvent<GridStarted>('grid.started', 144, 1, [
    ID,
    ['cells', 'json'],
    ['invested', 'money'],
    ['profit', 'money'],
    ['profitUsd', 'optionalText'],
  ]),
  defineEvent<LineBought>('grid.lineBought', 145, 1, [ID, ['line', 'integer'], ['sell', 'integer']]),
  defineEvent<LineSold>('grid.lineSold', 146, 1, [
    ID,
    ['line', 'integer'],
    ['profit', 'money'],
    ['profitUnits', 'money'],
    ['profitUsd', 'optionalText'],
  ]),
  defineEvent<LineAdded>('grid.lineAdded', 147, 1, [
    ID,
    ['line', 'integer'],
    ['quantity', 'integer'],
    ['moved', 'integer'],
    ['sell', 'integer'],
  ]),
  defineEvent<GridStopping>('grid.stopping', 148, 1, [ID, ['reason', 'text'], ['end', 'text']]),
  defineEvent<GridCollected>('grid.collected', 149, 1, [ID, ['budget', 'money']]),
  defineEvent<GridStopped>('grid.stopped', 150, 1, [
    ID,
    ['profit', 'money'],
    ['profitUnits', 'money'],
    ['profitUsd', 'optionalText'],
  ]),
  defineEvent<GridFailing>('grid.failing', 151, 1, [ID, ['error', 'text'], ['retryAt', 'integer']]),
  defineEvent<GridRecovered>('grid.recovered', 152, 1, [ID]),
  defineEvent<GridDeleted>('grid.deleted', 153, 1, [ID, ['account', 'integer']]),
];
