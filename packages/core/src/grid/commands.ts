import type { GridSettings } from './settings.ts';

/** Makes a grid bot; it is disabled at first. */
export interface CreateGrid {
  readonly type: 'grid.create';
  readonly account: number;
  readonly settings: GridSettings;
  /** A note of the owner, at most 300 characters; null: none. */
  readonly note: string | null;
}

/** What is not named stays. With other lines or amounts a running bot takes its orders back and begins anew. */
export interface EditGrid {
  readonly type: 'grid.edit';
  readonly bot: number;
  readonly changes: Partial<Omit<GridSettings, 'instrument'>>;
}

/** Buys the coins for the lines above the price and puts an order on every line. */
export interface EnableGrid {
  readonly type: 'grid.enable';
  readonly bot: number;
}

/** Takes its orders back; coins stay in the account, or are sold at the market. */
export interface DisableGrid {
  readonly type: 'grid.disable';
  readonly bot: number;
  readonly sell: boolean;
}

/** Only a disabled one. */
export interface DeleteGrid {
  readonly type: 'grid.delete';
  readonly bot: number;
}

export interface NoteGrid {
  readonly type: 'grid.note';
  readonly bot: number;
  readonly note: string | null;
}

export type GridCommand = CreateGrid | EditGrid | EnableGrid | DisableGrid | DeleteGrid | NoteGrid;
