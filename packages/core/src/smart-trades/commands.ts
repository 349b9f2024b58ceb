import type { TradeChanges, TradeSettings } from './settings.ts';

export interface OpenTrade {
  readonly type: 'trades.open';
  readonly account: number;
  readonly settings: TradeSettings;
  /** A note of the owner, at most 300 characters; null: none. */
  readonly note: string | null;
}

/** Takes the coins of a running deal over as a trade that holds them; the deal ends cancelled. */
export interface TradeFromDeal {
  readonly type: 'trades.fromDeal';
  readonly deal: number;
  /** Disables the bot of the deal as well; false unless told. */
  readonly stopBot?: boolean;
}

export interface EditTrade {
  readonly type: 'trades.edit';
  readonly trade: number;
  readonly changes: TradeChanges;
}

export interface NoteTrade {
  readonly type: 'trades.note';
  readonly trade: number;
  readonly note: string | null;
}

/** Takes its orders back; coins stay in the account. */
export interface CancelTrade {
  readonly type: 'trades.cancel';
  readonly trade: number;
}

/** Sells what is left at the market. */
export interface PanicSellTrade {
  readonly type: 'trades.panicSell';
  readonly trade: number;
}

/** Sells the coins of one step at the market. */
export interface PanicSellStep {
  readonly type: 'trades.panicSellStep';
  readonly trade: number;
  readonly position: number;
}

/** Ends one step without selling; its coins go to the others. */
export interface CancelStep {
  readonly type: 'trades.cancelStep';
  readonly trade: number;
  readonly position: number;
}

/** Looks at everything anew with the latest prices; changes nothing when nothing is due. */
export interface ForceProcess {
  readonly type: 'trades.forceProcess';
  readonly trade: number;
}

/** A waiting entry goes out now. */
export interface ForceStart {
  readonly type: 'trades.forceStart';
  readonly trade: number;
}

/** Buys (short: sells) more into the trade. Quantity and price in steps; price 0: at the market. */
export interface AddToTrade {
  readonly type: 'trades.add';
  readonly trade: number;
  readonly quantity: number;
  readonly price: number;
}

/** Sells (short: buys back) a part of the trade at the market, or at a price. */
export interface ReduceTrade {
  readonly type: 'trades.reduce';
  readonly trade: number;
  readonly quantity: number;
  readonly price: number;
}

/** Takes an order of `trades.add` or `trades.reduce` back. */
export interface CancelTradeOrder {
  readonly type: 'trades.cancelOrder';
  readonly trade: number;
  readonly order: number;
}

export type TradesCommand =
  | OpenTrade
  | TradeFromDeal
  | EditTrade
  | NoteTrade
  | CancelTrade
  | PanicSellTrade
  | PanicSellStep
  | CancelStep
  | ForceProcess
  | ForceStart
  | AddToTrade
  | ReduceTrade
  | CancelTradeOrder;
