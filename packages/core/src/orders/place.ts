import { type Account, checkKey, isSystemAccount, positionOf } from '../accounts/index.ts';
import {
  type Instrument,
  type InstrumentsState,
  instrumentById,
  moneyPhrase,
  priceToText,
  quantityPhrase,
  valueAt,
} from '../instruments/index.ts';
import { bestAsk, bestBid, type InstrumentMarket, valuationPrice } from '../market/index.ts';
import type { Money } from '../numbers/index.ts';
import { type Decision, done, isRejection, type Rejection, reject, type Turn } from '../turn.ts';
import type { PlaceOrder } from './commands.ts';
import type { OrderPlaced } from './events.ts';
import { activateOrder, emitTriggered } from './fire.ts';
import { decideHolds, type Exposure, type Holds, NO_HOLDS } from './holds.ts';
import { isLimited, ORDER_TYPES, waitOf } from './order-types.ts';
import { GTC_DAYS, idFrom, type Order, orderById } from './state.ts';
import { checkTrigger, reachedPrice, type Trigger, triggerOf } from './trigger.ts';
import type { OrdersWorld } from './world.ts';

const DAY = 86_400_000;

/** Open orders an account may have. */
export const MAX_OPEN_ORDERS = 2_000_000;
/** Longest comment and origin in characters. */
export const MAX_COMMENT = 200;

const WHOLE_STEPS = 'must be a whole number of steps';

const ACTIONS = ['buy', 'sell', 'short', 'cover'];
const VALIDITIES = ['day', 'gtc', 'fok', 'fak'];

export function decidePlace(world: OrdersWorld, command: PlaceOrder, turn: Turn): Decision {
  const weighed = weighPlace(world, command, turn.at);
  if (!('holds' in weighed)) return weighed;
  const { account, instrument, id, leg, trigger, trails, reached, holds } = weighed;
  turn.emit({
    type: 'orders.placed',
    at: turn.at,
    id,
    account: account.id,
    instrument: instrument.id,
    leg,
    action: command.action,
    orderType: command.orderType,
    validity: command.validity,
    quantity: command.quantity,
    price: command.price,
    stopPrice: command.stopPrice,
    trigger,
    heldMoney: holds.money,
    heldUnits: holds.units,
    expiresAt: expiryOf(instrument, command, turn.at),
    key: command.key,
    origin: command.origin,
    comment: command.comment,
  } satisfies OrderPlaced);
  if (reached !== undefined) {
    const order = orderById(world.orders, id);
    if (trails) activateOrder(world, order, reached, turn);
    else emitTriggered(order, reached, command.price, holds, turn);
  }
  return done(id);
}

/** A new order that can be placed, before anything has changed. */
export interface WeighedOrder {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly id: number;
  readonly side: 0 | 1;
  readonly leg: number;
  readonly trigger: Trigger | null;
  readonly trails: boolean;
  /** The price that has reached what the order waits for already. */
  readonly reached: number | undefined;
  readonly waits: boolean;
  readonly holds: Holds;
}

/** Whether an order can be placed now and with which holds; the answer of its key when that is known. */
export function weighPlace(world: OrdersWorld, command: PlaceOrder, at: number): WeighedOrder | Decision {
  const account = world.accounts.accounts.get(command.account);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${command.account}`);
  const known = checkKey(world.accounts, account.id, command, 'order');
  if (known !== null) return known;
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  const instrument = instrumentById(world.instruments, command.instrument);
  if (instrument === undefined)
    return reject('unknown_instrument', 'instrument', `no instrument ${command.instrument}`);
  const wrong =
    checkForm(command) ??
    checkUntil(command, at) ??
    checkMarket(world, instrument, at) ??
    checkSize(world.instruments, instrument, command) ??
    checkPosition(account, instrument, command);
  if (wrong !== null) return wrong;
  if ((world.orders.byAccount.get(account.id)?.count ?? 0) >= MAX_OPEN_ORDERS) {
    return reject('too_many', 'account', `an account has at most ${MAX_OPEN_ORDERS} open orders`);
  }
  const id = idFrom(world.orders.nextOrder);
  const side = sideOf(command);
  const leg = command.leg === 'net' ? 0 : command.leg === 'new' ? id : command.leg;
  const { orderType, stopPrice } = command;
  const trigger = triggerOf(command);
  const reached = reachedPrice(world.market.markets[instrument.id], { orderType, side, stopPrice, trigger });
  const trails = waitOf(orderType) === 'trailing';
  if (trails && stopPrice === 0 && reached === undefined)
    return reject('no_market_price', 'trigger.by', `${instrument.symbol} has no ${trigger?.by} price to trail from`);
  const waits = trigger !== null && (trails || reached === undefined);
  const holds = waits ? NO_HOLDS : holdsFor(world, account, instrument, leg, side, command.quantity, command.price);
  if (isRejection(holds)) return holds;
  return { account, instrument, id, side, leg, trigger, trails, reached, waits, holds };
}

/** 0 for buy and cover, 1 for sell and short. */
export function sideOf(command: { action: string }): 0 | 1 {
  return command.action === 'buy' || command.action === 'cover' ? 0 : 1;
}

/** What an order of this quantity must set aside. A limit of 0 means at the market: the displayed book is walked. */
export function holdsFor(
  world: OrdersWorld,
  account: Account,
  instrument: Instrument,
  leg: number,
  side: 0 | 1,
  quantity: number,
  limit: number,
  order?: Order,
): Holds | Rejection {
  const terms = exposureOf(world, account, instrument, leg, side, quantity, limit, order);
  return isRejection(terms) ? terms : decideHolds(world, terms, order);
}

/** An order of this quantity at its worst; `order`: the one that it is a change of. */
export function exposureOf(
  world: OrdersWorld,
  account: Account,
  instrument: Instrument,
  leg: number,
  side: 0 | 1,
  quantity: number,
  limit: number,
  order?: Order,
): Exposure | Rejection {
  // a sandbox account's market orders are filled at the last price, whatever is displayed
  const market = account.fillPolicy === 'sandbox' ? undefined : world.market.markets[instrument.id];
  const worst =
    limit !== 0
      ? { price: limit, value: valueAt(instrument, limit, quantity) }
      : marketValue(world, instrument, market, side, quantity);
  if (worst === undefined)
    return reject('no_market_price', 'instrument', `${instrument.symbol} has no price to trade at`);
  return {
    account,
    instrument,
    leg,
    side,
    quantity,
    price: worst.price,
    value: worst.value,
    kept: order === undefined ? NO_HOLDS : { money: order.heldMoney, units: order.heldUnits },
    feeExact: order?.feeExact ?? 0n,
    feeCharged: order?.fee ?? 0n,
  };
}

/** Worst price and value of a market order: the displayed levels it would take; what lies deeper counts at the last one. */
export function marketValue(
  world: OrdersWorld,
  instrument: Instrument,
  market: InstrumentMarket | undefined,
  side: 0 | 1,
  quantity: number,
): { price: number; value: Money } | undefined {
  const ladder = side === 0 ? market?.asks : market?.bids;
  let rest = quantity;
  let value = 0n;
  let price: number | undefined;
  for (let i = 0; ladder !== undefined && i < ladder.prices.length && rest > 0; i++) {
    const taken = Math.min(rest, ladder.available(i));
    if (taken <= 0) continue;
    price = ladder.prices[i] as number;
    value += valueAt(instrument, price, taken);
    rest -= taken;
  }
  price ??= valuationPrice(world.market, instrument.id);
  if (price === undefined) return undefined;
  return { price, value: (value + valueAt(instrument, price, rest)) as Money };
}

/** What an order's end follows from. */
type Lifetime = Pick<PlaceOrder, 'validity' | 'until'>;

/** End of the trading day for day orders, of the 30th day or the moment that is told for GTC; 0 for orders that end at once. */
export function expiryOf(instrument: Instrument, { validity, until }: Lifetime, at: number): number {
  if (validity === 'fok' || validity === 'fak') return 0;
  const endOfDay = (Math.floor((at + instrument.dayOffset) / DAY) + 1) * DAY - instrument.dayOffset;
  const end = until ?? (validity === 'day' ? endOfDay : endOfDay + (GTC_DAYS - 1) * DAY);
  return instrument.expiresAt > 0 ? Math.min(end, instrument.expiresAt) : end;
}

function checkForm(command: PlaceOrder): Rejection | null {
  if (!ACTIONS.includes(command.action)) return reject('invalid_value', 'action', `one of ${ACTIONS.join(', ')}`);
  if (!ORDER_TYPES.includes(command.orderType))
    return reject('invalid_value', 'orderType', `one of ${ORDER_TYPES.join(', ')}`);
  if (!VALIDITIES.includes(command.validity))
    return reject('invalid_value', 'validity', `one of ${VALIDITIES.join(', ')}`);
  if (!Number.isSafeInteger(command.quantity)) return reject('invalid_value', 'quantity', WHOLE_STEPS);
  if (!Number.isSafeInteger(command.price)) return reject('invalid_value', 'price', WHOLE_STEPS);
  if (!Number.isSafeInteger(command.stopPrice)) return reject('invalid_value', 'stopPrice', WHOLE_STEPS);
  if (command.leg !== 'net' && command.leg !== 'new' && !Number.isSafeInteger(command.leg)) {
    return reject('invalid_value', 'leg', 'net, new or the id of a ticket');
  }
  const wrong = checkTrigger(command);
  if (wrong !== null) return wrong;
  const waits = waitOf(command.orderType);
  const priced = isLimited(command.orderType) && waits !== 'trailing';
  if (!priced && command.price !== 0)
    return reject('invalid_value', 'price', `a ${command.orderType} order has no price`);
  if (priced && command.price === 0)
    return reject('invalid_value', 'price', `a ${command.orderType} order needs a price`);
  if (waits !== null && (command.validity === 'fok' || command.validity === 'fak'))
    return reject('invalid_value', 'validity', `a ${command.orderType} order waits: day or gtc`);
  if (command.comment !== null && !isShortText(command.comment))
    return reject('invalid_value', 'comment', `at most ${MAX_COMMENT} characters`);
  if (!isShortText(command.origin)) return reject('invalid_value', 'origin', `at most ${MAX_COMMENT} characters`);
  return null;
}

/** The last moment that an order may be told to end at: the end of 2099 (ms UTC). */
const LAST_END = 4_102_444_799_999;

function checkUntil({ validity, until }: PlaceOrder, at: number): Rejection | null {
  if (until === undefined) return null;
  if (validity !== 'gtc')
    return reject('invalid_value', 'until', `a ${validity} order ends by itself: gtc ends when told`);
  if (!Number.isSafeInteger(until)) return reject('invalid_value', 'until', 'must be whole ms since 1970');
  if (until > at && until <= LAST_END) return null;
  return reject('invalid_value', 'until', 'must lie ahead, in 2099 at the latest');
}

function isShortText(text: string): boolean {
  return typeof text === 'string' && text.length <= MAX_COMMENT;
}

function checkMarket(world: OrdersWorld, instrument: Instrument, at: number): Rejection | null {
  if (!instrument.tradable || world.instruments.delistedAt.has(instrument.id)) {
    return reject('not_tradable', 'instrument', `${instrument.symbol} cannot be traded`);
  }
  if (instrument.expiresAt > 0 && at >= instrument.expiresAt)
    return reject('not_tradable', 'instrument', `${instrument.symbol} has expired`);
  const market = world.market.markets[instrument.id];
  if (market === undefined)
    return reject('no_market_price', 'instrument', `${instrument.symbol} has no market data yet`);
  if (market.status !== 'normal')
    return reject('market_closed', 'instrument', `trading of ${instrument.symbol} is ${market.status}`);
  if (market.lastAt === 0 && bestBid(market) === undefined && bestAsk(market) === undefined) {
    return reject('no_market_price', 'instrument', `${instrument.symbol} has no price yet`);
  }
  return null;
}

function checkSize(state: InstrumentsState, instrument: Instrument, command: PlaceOrder): Rejection | null {
  return (
    checkQuantity(instrument, command.quantity) ??
    checkPrice(instrument, 'price', command.price) ??
    checkPrice(instrument, 'stopPrice', command.stopPrice) ??
    checkNotional(state, instrument, command.price, command.quantity)
  );
}

export function checkQuantity(instrument: Instrument, quantity: number): Rejection | null {
  if (quantity < instrument.minQuantity || quantity < 1)
    return reject('quantity_too_small', 'quantity', `at least ${quantityPhrase(instrument, instrument.minQuantity)}`);
  if (quantity > instrument.maxQuantity)
    return reject('quantity_too_large', 'quantity', `at most ${quantityPhrase(instrument, instrument.maxQuantity)}`);
  return null;
}

export function checkPrice(instrument: Instrument, field: string, price: number): Rejection | null {
  if (price === 0) return null;
  if (price < instrument.lowestPrice || price > instrument.highestPrice) {
    return reject(
      'price_out_of_range',
      field,
      `between ${priceToText(instrument, instrument.lowestPrice)} and ${priceToText(instrument, instrument.highestPrice)}`,
    );
  }
  return null;
}

export function checkNotional(
  state: InstrumentsState,
  instrument: Instrument,
  price: number,
  quantity: number,
): Rejection | null {
  if (price === 0 || instrument.minNotional === 0n || valueAt(instrument, price, quantity) >= instrument.minNotional)
    return null;
  const smallest = moneyPhrase(state.assets[instrument.quote], instrument.minNotional);
  return reject('notional_too_small', 'quantity', `price x quantity must be at least ${smallest}`);
}

function checkPosition(account: Account, instrument: Instrument, command: PlaceOrder): Rejection | null {
  const side = sideOf(command);
  if (command.leg !== 'net') {
    if (!account.hedging || instrument.settlement !== 'cfd')
      return reject('wrong_position', 'leg', 'tickets exist for cfd on hedging accounts');
    if (command.leg !== 'new') return checkTicket(account, instrument, command.leg, side, command.quantity);
  } else if (account.hedging && instrument.settlement === 'cfd') {
    return reject('wrong_position', 'leg', 'this account keeps tickets: open a new one or name the one to close');
  }
  const held = positionOf(account, instrument.id, 0)?.quantity ?? 0;
  if (command.action === 'short') {
    if (!account.margin) return reject('margin_disabled', 'action', 'short selling needs an account with margin');
    if (held > 0) return reject('wrong_position', 'action', 'there is a long position: sell it first');
  }
  if (command.action === 'cover' && (held >= 0 || command.quantity > -held)) {
    return reject(
      'wrong_position',
      'action',
      `the short position is ${quantityPhrase(instrument, held < 0 ? -held : 0)}`,
    );
  }
  return null;
}

export function checkTicket(
  account: Account,
  instrument: Instrument,
  ticket: number,
  side: 0 | 1,
  quantity: number,
): Rejection | null {
  const position = account.tickets.get(ticket);
  if (position === undefined || position.instrument !== instrument.id)
    return reject('unknown_ticket', 'leg', `no open ticket ${ticket}`);
  const against = side === 0 ? -position.quantity : position.quantity;
  if (against <= 0) return reject('wrong_position', 'action', 'a ticket is closed by the opposite side');
  if (quantity > against)
    return reject('quantity_too_large', 'quantity', `the ticket has ${quantityPhrase(instrument, against)}`);
  return null;
}
