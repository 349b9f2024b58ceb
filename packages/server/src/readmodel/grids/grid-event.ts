import type { GridEvent, GridRole, GridSettings, StopEnd, StopReason } from '@outcry/core';
import type { LegEventData, NewEntry } from '../timelines/leg-event.ts';

/**
 * What each kind of entry of a grid bot's timeline says. Prices and quantities in steps, money as text in minor units: of
 * quote, and with `units` of base.
 */
export interface GridEventData extends LegEventData<GridRole> {
  readonly created: Readonly<Record<never, never>>;
  /** Its settings from now on, without what faces keep. */
  readonly edited: { readonly settings: Omit<GridSettings, 'stored'> };
  readonly noted: { readonly note: string | null };
  /** A run begins at a last price; the coins for the lines above it are bought. */
  readonly begun: { readonly price: number; readonly waiting: number };
  /** Free coins of the account are the bot's from here on; `money`: what they are worth. */
  readonly coinsTaken: { readonly quantity: number; readonly money: string };
  /** The coins are there, orders go on the lines. `profit`: of coins that an edited grid did not need. */
  readonly started: { readonly invested: string; readonly profit: string; readonly profitUsd: string | null };
  /** A line was bought whole; so much is sold on the line above. */
  readonly lineBought: { readonly line: number; readonly sell: number };
  /** What a line has bought was sold: the profit of a cycle. */
  readonly lineSold: {
    readonly line: number;
    readonly profit: string;
    readonly profitUnits: string;
    readonly profitUsd: string | null;
  };
  /** The grid follows the price; `moved`: the line that leaves, the new one itself when none does. */
  readonly lineAdded: { readonly line: number; readonly quantity: number; readonly moved: number };
  readonly stopping: { readonly reason: StopReason; readonly end: StopEnd };
  readonly collected: { readonly budget: string };
  readonly stopped: { readonly profit: string; readonly profitUnits: string; readonly profitUsd: string | null };
  /** An order could not be placed or was lost; it is tried again from then on (ms UTC). */
  readonly failing: { readonly error: string; readonly retryAt: number };
  readonly recovered: Readonly<Record<never, never>>;
  readonly deleted: Readonly<Record<never, never>>;
}

export type GridEventKind = keyof GridEventData;

/** What an event of the module `grid` adds to the timeline of its bot; those of its orders are `legEventOf`'s. */
export function gridEventOf(event: GridEvent): NewEntry<GridEventData> {
  const order = null;
  switch (event.type) {
    case 'grid.created':
      return { kind: 'created', order, data: {} };
    case 'grid.edited': {
      const { stored: _, ...settings } = event.settings;
      return { kind: 'edited', order, data: { settings } };
    }
    case 'grid.noted':
      return { kind: 'noted', order, data: { note: event.note } };
    case 'grid.begun':
      return { kind: 'begun', order, data: { price: event.price, waiting: event.waiting } };
    case 'grid.coinsTaken':
      return { kind: 'coinsTaken', order, data: { quantity: event.quantity, money: `${event.money}` } };
    case 'grid.started': {
      const { invested, profit, profitUsd } = event;
      return { kind: 'started', order, data: { invested: `${invested}`, profit: `${profit}`, profitUsd } };
    }
    case 'grid.lineBought':
      return { kind: 'lineBought', order, data: { line: event.line, sell: event.sell } };
    case 'grid.lineSold': {
      const { line, profit, profitUnits, profitUsd } = event;
      return { kind: 'lineSold', order, data: { line, profit: `${profit}`, profitUnits: `${profitUnits}`, profitUsd } };
    }
    case 'grid.lineAdded': {
      const { line, quantity, moved } = event;
      return { kind: 'lineAdded', order, data: { line, quantity, moved } };
    }
    case 'grid.stopping':
      return { kind: 'stopping', order, data: { reason: event.reason, end: event.end } };
    case 'grid.collected':
      return { kind: 'collected', order, data: { budget: `${event.budget}` } };
    case 'grid.stopped': {
      const { profit, profitUnits, profitUsd } = event;
      return { kind: 'stopped', order, data: { profit: `${profit}`, profitUnits: `${profitUnits}`, profitUsd } };
    }
    case 'grid.failing':
      return { kind: 'failing', order, data: { error: event.error, retryAt: event.retryAt } };
    case 'grid.recovered':
      return { kind: 'recovered', order, data: {} };
    case 'grid.deleted':
      return { kind: 'deleted', order, data: {} };
  }
}
