import type { BotSettings, DealSettings } from './settings.ts';

/** Makes a bot; it is disabled at first. */
export interface CreateBot {
  readonly type: 'bots.create';
  readonly account: number;
  readonly settings: BotSettings;
  /** Of its webhook address, made outside: 10 to 64 characters. */
  readonly secret: string;
}

/** Changes count for deals that start later. Account and strategy stay. */
export interface EditBot {
  readonly type: 'bots.edit';
  readonly bot: number;
  readonly changes: Partial<Omit<BotSettings, 'strategy'>>;
}

export interface EnableBot {
  readonly type: 'bots.enable';
  readonly bot: number;
}

/** No new deals; running ones go on to their end. */
export interface DisableBot {
  readonly type: 'bots.disable';
  readonly bot: number;
}

/** Only without active deals. */
export interface DeleteBot {
  readonly type: 'bots.delete';
  readonly bot: number;
}

/** Starts a deal now, if all checks pass. A disabled bot is enabled by it. */
export interface StartDeal {
  readonly type: 'bots.startDeal';
  readonly bot: number;
  /** null: the pair of a bot of one pair. */
  readonly instrument: number | null;
  readonly skipSignals: boolean;
  readonly skipOpenDeals: boolean;
  readonly onlyIfEnabled: boolean;
}

/** Every deal is sold at the market, those without coins are cancelled; the bot is disabled. */
export interface PanicSellAll {
  readonly type: 'bots.panicSellAll';
  readonly bot: number;
}

/** Every deal is cancelled, coins stay in the account; the bot is disabled. */
export interface CancelAllDeals {
  readonly type: 'bots.cancelAllDeals';
  readonly bot: number;
}

/**
 * A message from outside for a bot (`tv_custom_signal`): starts a deal if all else allows it, adds to the running deals of
 * a pair at the market, or ends them.
 */
export interface BotSignal {
  readonly type: 'bots.signal';
  readonly bot: number;
  /** null: with `start` its only pair, otherwise all of its pairs. */
  readonly instrument: number | null;
  readonly action: 'start' | 'add' | 'panicSell' | 'cancel';
  /** With `add`: how much, as decimal text. */
  readonly volume?: { readonly amount: string; readonly unit: 'quote' | 'base' };
}

/** No bot of this owner starts deals on these instruments. The list replaces the one before. */
export interface SetBlackList {
  readonly type: 'bots.setBlackList';
  readonly owner: number;
  readonly instruments: readonly number[];
}

export interface PanicSellDeal {
  readonly type: 'bots.panicSellDeal';
  readonly deal: number;
}

/** Takes its orders back; coins stay in the account. */
export interface CancelDeal {
  readonly type: 'bots.cancelDeal';
  readonly deal: number;
}

/** Changes settings of a running deal; only while it is bought. */
export interface EditDeal {
  readonly type: 'bots.editDeal';
  readonly deal: number;
  readonly changes: Partial<DealSettings>;
}

/** A note of the owner, at most 300 characters; null: none. */
export interface NoteDeal {
  readonly type: 'bots.noteDeal';
  readonly deal: number;
  readonly note: string | null;
}

/** Buys (short: sells) more into a running deal, at the market or at a price. Quantity and price in steps; 0: market. */
export interface AddFunds {
  readonly type: 'bots.addFunds';
  readonly deal: number;
  readonly quantity: number;
  readonly price: number;
}

/** Takes an order of `bots.addFunds` back. */
export interface CancelFunds {
  readonly type: 'bots.cancelFunds';
  readonly deal: number;
  readonly order: number;
}

/** Sells the coins of one of several take profits at the market. */
export interface SellStep {
  readonly type: 'bots.sellStep';
  readonly deal: number;
  /** From 0. */
  readonly step: number;
}

export type BotsCommand =
  | CreateBot
  | EditBot
  | EnableBot
  | DisableBot
  | DeleteBot
  | StartDeal
  | PanicSellAll
  | CancelAllDeals
  | BotSignal
  | SetBlackList
  | PanicSellDeal
  | CancelDeal
  | EditDeal
  | NoteDeal
  | AddFunds
  | CancelFunds
  | SellStep;
