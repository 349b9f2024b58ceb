import type { KnownWork } from '../accounts/index.ts';
import type { Price, Quantity } from '../numbers/index.ts';
import type { Distance, PriceKind } from '../stops/index.ts';
import type { OrderType } from './order-types.ts';
import type { Action, Validity } from './state.ts';

/** Places an order. Prices and quantities are in steps of the instrument; 0 where the order type has none. */
export interface PlaceOrder {
  readonly type: 'orders.place';
  readonly account: number;
  readonly instrument: number;
  readonly action: Action;
  readonly orderType: OrderType;
  readonly validity: Validity;
  /** Of GTC orders: they end at this moment (ms UTC), in place of 30 days. */
  readonly until?: number;
  readonly quantity: Quantity;
  readonly price: Price;
  /** Of trailing types the activation price: reached like a take profit; 0: it trails from now on. */
  readonly stopPrice: Price;
  /** For types that wait: the price they watch (`last` unless told), and how far trailing ones stay behind. */
  readonly trigger?: {
    readonly by?: PriceKind;
    readonly trail?: Distance;
    readonly offset?: Distance;
  };
  /** `net`, `new` (opens a ticket) or the ticket to close. */
  readonly leg: 'net' | 'new' | number;
  readonly key: string | null;
  /** The order this key already belongs to in the read model, when it is older than the core's memory. */
  readonly known?: KnownWork;
  readonly origin: string;
  readonly comment: string | null;
}

/**
 * Changes price or whole quantity of a working order, or these and the stop price of one that waits; its id stays. In the
 * book a worse or better price loses time priority; a trailing order keeps the best price it has seen.
 */
export interface MoveOrder {
  readonly type: 'orders.move';
  readonly order: number;
  readonly price?: Price;
  readonly stopPrice?: Price;
  readonly quantity?: Quantity;
}

/**
 * Cancels an order and places another in the same turn. When the new one is refused the old one is gone. One that waits is
 * replaced by one that waits for the same, anew; one that has fired by the limit order it has become.
 */
export interface ReplaceOrder {
  readonly type: 'orders.replace';
  /** Whose order it is: the key is found by it when the old order has long gone. */
  readonly account: number;
  readonly order: number;
  readonly quantity: Quantity;
  readonly price: Price;
  readonly key: string | null;
  readonly known?: KnownWork;
}

export interface CancelOrder {
  readonly type: 'orders.cancel';
  readonly order: number;
}

/** Cancels all open orders of an account, or those of one instrument. */
export interface CancelAllOrders {
  readonly type: 'orders.cancelAll';
  readonly account: number;
  /** 0: all instruments. */
  readonly instrument: number;
}

/** What a venue says of an order. Repeated, late and reordered reports change nothing that is already known. */
export interface VenueReport {
  readonly type: 'orders.report';
  readonly order: number;
  readonly report: Report;
}

export type Report =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'filled';
      readonly fill: string;
      readonly price: Price;
      readonly quantity: Quantity;
      readonly maker: boolean;
    }
  /** Ended at the venue with this quantity filled in all. */
  | { readonly kind: 'cancelled'; readonly filledTotal: Quantity }
  | { readonly kind: 'cancelRejected'; readonly detail: string }
  | { readonly kind: 'rejected'; readonly detail: string }
  /** No answer in time. */
  | { readonly kind: 'unknown' }
  /** Asked for it: the venue has never seen it. */
  | { readonly kind: 'absent' };

export type OrdersCommand = PlaceOrder | MoveOrder | ReplaceOrder | CancelOrder | CancelAllOrders | VenueReport;
