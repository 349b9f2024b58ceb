import type { FinalTradeStatus, StepStatus, TradeRole, TradeSettings, TradeStatus, TradesEvent } from '@outcry/core';
import type { LegEventData, NewEntry } from '../timelines/leg-event.ts';

/** What each kind of entry of a trade's timeline says. Prices and quantities in steps, money as text in minor units. */
export interface TradeEventData extends LegEventData<TradeRole> {
  /** The trade began; `deal`: whose coins it took over, 0: none. */
  readonly opened: { readonly deal: number };
  /** It has another status. */
  readonly moved: { readonly status: TradeStatus };
  /** The coins are there: what each step sells at which price; `stop`: the price of the stop loss, 0: none. */
  readonly held: {
    readonly steps: readonly (readonly [position: number, quantity: number, price: number])[];
    readonly stop: number;
  };
  readonly stepMoved: { readonly position: number; readonly status: StepStatus };
  /** A step is to be sold at the market. */
  readonly stepSale: { readonly position: number };
  /** A step is to end without being sold. */
  readonly stepCancel: { readonly position: number };
  /** A part is to be taken out once resting steps are back; price 0: at the market, quantity 0: no longer. */
  readonly reduction: { readonly quantity: number; readonly price: number };
  /** The price is in the zone of the stop loss, which comes at this moment (ms UTC); 0: it has left. */
  readonly stopTimed: { readonly stopAt: number };
  /** An order could not be placed or was lost; it is tried again from then on (ms UTC). */
  readonly failing: { readonly error: string; readonly retryAt: number };
  readonly recovered: Readonly<Record<never, never>>;
  /** Its settings from now on, without what faces keep. */
  readonly edited: { readonly settings: Omit<TradeSettings, 'stored'> };
  readonly noted: { readonly note: string | null };
  readonly closed: {
    readonly status: FinalTradeStatus;
    readonly profit: string;
    readonly profitUsd: string | null;
    readonly detail: string | null;
  };
}

export type TradeEventKind = keyof TradeEventData;

/** What an event of the module `smart-trades` adds to the timeline of its trade; those of its orders are `legEventOf`'s. */
export function tradeEventOf(event: TradesEvent): NewEntry<TradeEventData> {
  switch (event.type) {
    case 'trades.opened':
      return { kind: 'opened', order: null, data: { deal: event.deal } };
    case 'trades.moved':
      return { kind: 'moved', order: null, data: { status: event.status as TradeStatus } };
    case 'trades.held':
      return { kind: 'held', order: null, data: { steps: event.steps, stop: event.stop } };
    case 'trades.stepMoved': {
      const { position, status } = event;
      return { kind: 'stepMoved', order: null, data: { position, status: status as StepStatus } };
    }
    case 'trades.stepSaleAsked':
      return { kind: 'stepSale', order: null, data: { position: event.position } };
    case 'trades.stepCancelAsked':
      return { kind: 'stepCancel', order: null, data: { position: event.position } };
    case 'trades.reduceAsked':
      return { kind: 'reduction', order: null, data: { quantity: event.quantity, price: event.price } };
    case 'trades.stopTimed':
      return { kind: 'stopTimed', order: null, data: { stopAt: event.stopAt } };
    case 'trades.failing':
      return { kind: 'failing', order: null, data: { error: event.error, retryAt: event.retryAt } };
    case 'trades.recovered':
      return { kind: 'recovered', order: null, data: {} };
    case 'trades.edited': {
      const { stored: _, ...settings } = event.settings;
      return { kind: 'edited', order: null, data: { settings } };
    }
    case 'trades.noted':
      return { kind: 'noted', order: null, data: { note: event.note } };
    case 'trades.closed': {
      const { status, profit, profitUsd, detail } = event;
      const closed = { status: status as FinalTradeStatus, profit: `${profit}`, profitUsd, detail };
      return { kind: 'closed', order: null, data: closed };
    }
  }
}
