import { type CoreEvent, defineEvent, type EventDefinition, type Upcaster } from '../events/index.ts';
import type { Money } from '../numbers/index.ts';
import type { Trigger } from './trigger.ts';

/** An order exists from here on. One that waits for its price holds nothing yet. */
export interface OrderPlaced extends CoreEvent {
  readonly type: 'orders.placed';
  readonly id: number;
  readonly account: number;
  readonly instrument: number;
  readonly leg: number;
  readonly action: string;
  readonly orderType: string;
  readonly validity: string;
  readonly quantity: number;
  readonly price: number;
  readonly stopPrice: number;
  /** null: it goes to its venue at once. */
  readonly trigger: Trigger | null;
  readonly heldMoney: Money;
  readonly heldUnits: Money;
  readonly expiresAt: number;
  readonly key: string | null;
  readonly origin: string;
  readonly comment: string | null;
}

/** The price that an order waited for was reached; it goes to the venue as a market or limit order. */
export interface OrderTriggered extends CoreEvent {
  readonly type: 'orders.triggered';
  readonly id: number;
  /** The market price that triggered it. */
  readonly price: number;
  /** The limit price with which it goes out; 0: its own, or none. */
  readonly limit: number;
  readonly heldMoney: Money;
  readonly heldUnits: Money;
}

/** The activation price of a trailing order was reached, or it has none: it trails from here on. */
export interface OrderActivated extends CoreEvent {
  readonly type: 'orders.activated';
  readonly id: number;
  /** The price it starts from, the best so far. */
  readonly mark: number;
}

/** An order that waits for its price has other figures; it is armed anew, or goes on trailing. */
export interface WaitingOrderMoved extends CoreEvent {
  readonly type: 'orders.waitingMoved';
  readonly id: number;
  readonly price: number;
  readonly stopPrice: number;
  readonly quantity: number;
}

/** The venue has it. `resting`: it stands in the paper book with all it has left. */
export interface OrderAccepted extends CoreEvent {
  readonly type: 'orders.accepted';
  readonly id: number;
  readonly resting: boolean;
}

/** What was left after the fills stands in the paper book now. */
export interface OrderRested extends CoreEvent {
  readonly type: 'orders.rested';
  readonly id: number;
}

/** A fill and all that it does to the account; applying it only adds and assigns. */
export interface OrderFilled extends CoreEvent {
  readonly type: 'orders.filled';
  /** Of the fill; both sides of a trade between users share one. */
  readonly fill: number;
  readonly id: number;
  readonly account: number;
  readonly instrument: number;
  readonly leg: number;
  /** 0 buy, 1 sell. */
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  readonly maker: boolean;
  /** The venue's own id of the fill, on real venues. */
  readonly venueFill: string | null;
  readonly cash: Money;
  readonly cashAsset: number;
  readonly units: Money;
  readonly fee: Money;
  readonly feeAsset: number;
  readonly feeExact: Money;
  readonly releasedMoney: Money;
  readonly releasedUnits: Money;
  readonly positionQuantity: number;
  readonly positionCost: Money;
  readonly positionMargin: Money;
  readonly positionRealised: Money;
  readonly result: Money;
}

/** Price or quantity changed; its place in the queue is kept only when `keepsPriority`. */
export interface OrderMoved extends CoreEvent {
  readonly type: 'orders.moved';
  readonly id: number;
  readonly price: number;
  readonly quantity: number;
  readonly heldMoney: Money;
  readonly heldUnits: Money;
  readonly keepsPriority: boolean;
}

export interface OrderCancelRequested extends CoreEvent {
  readonly type: 'orders.cancelRequested';
  readonly id: number;
  /** The order ends with this reason once the venue agrees. */
  readonly reason: string;
}

export interface OrderCancelRefused extends CoreEvent {
  readonly type: 'orders.cancelRefused';
  readonly id: number;
  readonly detail: string;
}

/** The venue did not answer in time: the order may or may not be there. */
export interface OrderUnknown extends CoreEvent {
  readonly type: 'orders.unknown';
  readonly id: number;
}

/** The venue has ended it with more fills than have arrived; it ends when they have. */
export interface OrderClosing extends CoreEvent {
  readonly type: 'orders.closing';
  readonly id: number;
  readonly venueTotal: number;
}

/** The order has ended unfilled or partly filled: cancelled, expired or rejected. What it held is free. */
export interface OrderEnded extends CoreEvent {
  readonly type: 'orders.ended';
  readonly id: number;
  readonly status: string;
  readonly reason: string;
  readonly detail: string | null;
}

/** Cancelling many orders began and goes on in later turns. */
export interface MassCancelBegun extends CoreEvent {
  readonly type: 'orders.massCancelBegun';
  readonly account: number;
  readonly instrument: number;
  readonly upTo: number;
  /** Why the orders end. */
  readonly reason: string;
}

export interface MassCancelDone extends CoreEvent {
  readonly type: 'orders.massCancelDone';
  readonly account: number;
  readonly instrument: number;
  readonly upTo: number;
  readonly reason: string;
}

export type OrdersEvent =
  | OrderPlaced
  | OrderTriggered
  | OrderActivated
  | WaitingOrderMoved
  | OrderAccepted
  | OrderRested
  | OrderFilled
  | OrderMoved
  | OrderCancelRequested
  | OrderCancelRefused
  | OrderUnknown
  | OrderClosing
  | OrderEnded
  | MassCancelBegun
  | MassCancelDone;

/** In version 1 there were stops and stop limits by the last price alone. */
const BY_LAST: Trigger = { by: 'last', trail: null, offset: null };

const PLACED_1: EventDefinition['fields'] = [
  ['id', 'integer'],
  ['account', 'integer'],
  ['instrument', 'integer'],
  ['leg', 'integer'],
  ['action', 'text'],
  ['orderType', 'text'],
  ['validity', 'text'],
  ['quantity', 'integer'],
  ['price', 'integer'],
  ['stopPrice', 'integer'],
  ['heldMoney', 'money'],
  ['heldUnits', 'money'],
  ['expiresAt', 'integer'],
  ['key', 'optionalText'],
  ['origin', 'text'],
  ['comment', 'optionalText'],
];

const TRIGGERED_1: EventDefinition['fields'] = [
  ['id', 'integer'],
  ['price', 'integer'],
  ['heldMoney', 'money'],
  ['heldUnits', 'money'],
];

const MASS_CANCEL_1 = [
  ['account', 'integer'],
  ['instrument', 'integer'],
  ['upTo', 'integer'],
] as const;

/** Before the reason was told, accounts cancelled for themselves and account 0 for an instrument that had ended. */
const withReason: Upcaster = (fields) => ({
  ...fields,
  reason: fields.account === 0 ? 'instrument_expired' : 'client',
});

export const ORDERS_EVENTS = [
  defineEvent<OrderPlaced>(
    'orders.placed',
    20,
    2,
    [
      ['id', 'integer'],
      ['account', 'integer'],
      ['instrument', 'integer'],
      ['leg', 'integer'],
      ['action', 'text'],
      ['orderType', 'text'],
      ['validity', 'text'],
      ['quantity', 'integer'],
      ['price', 'integer'],
      ['stopPrice', 'integer'],
      ['trigger', 'json'],
      ['heldMoney', 'money'],
      ['heldUnits', 'money'],
      ['expiresAt', 'integer'],
      ['key', 'optionalText'],
      ['origin', 'text'],
      ['comment', 'optionalText'],
    ],
    { 1: { fields: PLACED_1, upcast: (placed) => ({ ...placed, trigger: placed.stopPrice === 0 ? null : BY_LAST }) } },
  ),
  defineEvent<OrderTriggered>(
    'orders.triggered',
    21,
    2,
    [
      ['id', 'integer'],
      ['price', 'integer'],
      ['limit', 'integer'],
      ['heldMoney', 'money'],
      ['heldUnits', 'money'],
    ],
    { 1: { fields: TRIGGERED_1, upcast: (triggered) => ({ ...triggered, limit: 0 }) } },
  ),
  defineEvent<OrderAccepted>('orders.accepted', 22, 1, [
    ['id', 'integer'],
    ['resting', 'flag'],
  ]),
  defineEvent<OrderRested>('orders.rested', 23, 1, [['id', 'integer']]),
  defineEvent<OrderFilled>('orders.filled', 24, 1, [
    ['fill', 'integer'],
    ['id', 'integer'],
    ['account', 'integer'],
    ['instrument', 'integer'],
    ['leg', 'integer'],
    ['side', 'integer'],
    ['price', 'integer'],
    ['quantity', 'integer'],
    ['maker', 'flag'],
    ['venueFill', 'optionalText'],
    ['cash', 'money'],
    ['cashAsset', 'integer'],
    ['units', 'money'],
    ['fee', 'money'],
    ['feeAsset', 'integer'],
    ['feeExact', 'money'],
    ['releasedMoney', 'money'],
    ['releasedUnits', 'money'],
    ['positionQuantity', 'integer'],
    ['positionCost', 'money'],
    ['positionMargin', 'money'],
    ['positionRealised', 'money'],
    ['result', 'money'],
  ]),
  defineEvent<OrderMoved>('orders.moved', 25, 1, [
    ['id', 'integer'],
    ['price', 'integer'],
    ['quantity', 'integer'],
    ['heldMoney', 'money'],
    ['heldUnits', 'money'],
    ['keepsPriority', 'flag'],
  ]),
  defineEvent<OrderCancelRequested>(
    'orders.cancelRequested',
    26,
    2,
    [
      ['id', 'integer'],
      ['reason', 'text'],
    ],
    { 1: { fields: [['id', 'integer']], upcast: (fields) => ({ ...fields, reason: 'client' }) } },
  ),
  defineEvent<OrderCancelRefused>('orders.cancelRefused', 27, 1, [
    ['id', 'integer'],
    ['detail', 'text'],
  ]),
  defineEvent<OrderUnknown>('orders.unknown', 28, 1, [['id', 'integer']]),
  defineEvent<OrderClosing>('orders.closing', 29, 1, [
    ['id', 'integer'],
    ['venueTotal', 'integer'],
  ]),
  defineEvent<OrderEnded>('orders.ended', 30, 1, [
    ['id', 'integer'],
    ['status', 'text'],
    ['reason', 'text'],
    ['detail', 'optionalText'],
  ]),
  defineEvent<MassCancelBegun>('orders.massCancelBegun', 31, 2, [...MASS_CANCEL_1, ['reason', 'text']], {
    1: { fields: MASS_CANCEL_1, upcast: withReason },
  }),
  defineEvent<MassCancelDone>('orders.massCancelDone', 32, 2, [...MASS_CANCEL_1, ['reason', 'text']], {
    1: { fields: MASS_CANCEL_1, upcast: withReason },
  }),
  defineEvent<OrderActivated>('orders.activated', 33, 1, [
    ['id', 'integer'],
    ['mark', 'integer'],
  ]),
  defineEvent<WaitingOrderMoved>('orders.waitingMoved', 34, 1, [
    ['id', 'integer'],
    ['price', 'integer'],
    ['stopPrice', 'integer'],
    ['quantity', 'integer'],
  ]),
];
