import {
  type Command,
  type CoreState,
  divide,
  type Instrument,
  isTradable,
  type Price,
  type Quantity,
  type Rejection,
  type Validity,
  valuationPrice,
} from '@outcry/core';
import type { PriceType, Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import { OrderDirection, OrderType, TimeInForceType } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { findOrder, freshOrder } from '../../../readmodel/index.ts';
import { accountNamed } from '../accounts.ts';
import type { TInvestCall } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { refusal, TInvestError } from '../errors.ts';
import type { Listed } from '../listing.ts';
import { BEST_PRICE, ORIGIN, type ShownOrder } from '../wire/orders.ts';
import { limitPriceOf } from '../wire/prices.ts';
import { accountFacts, type OrderAccount, orderOfKeyIn, shownOrder } from './own-order.ts';

/** An order as both ways of posting ask for it. */
export interface AskedOrder {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly figi?: string | undefined;
  readonly quantity: number;
  readonly price?: Quotation | undefined;
  readonly direction: OrderDirection;
  readonly orderType: OrderType;
  readonly orderId: string;
  readonly timeInForce?: TimeInForceType | undefined;
  readonly priceType?: PriceType | undefined;
}

/** Longest idempotency key. */
export const MAX_KEY = 36;

const NO_PRICE = 0 as Price;

type PlaceCommand = Extract<Command, { type: 'orders.place' }>;

/** Places an order, once for each key. Throws TInvestError, in the order of checks of `tinvest.md` 12.1. */
export function placeOrder(desk: ServiceDesk, call: TInvestCall, asked: AskedOrder): Promise<ShownOrder> {
  return carriedOut(desk, call, (state) => {
    const account = tradingAccountIn(state, call, asked.accountId);
    const listed = desk.listing.named(asked);
    if (!desk.listing.isTradable(listed)) throw new TInvestError('30052');
    const command = placeCommand(desk, account, listed, asked);
    const refused = capRefusal(desk, listed.instrument, command);
    // what a key has done already is answered whatever holds now
    const isKnown = (): boolean =>
      command.key !== null && orderOfKeyIn(desk, state, account.id, command.key) !== undefined;
    if (refused !== null && !isKnown()) throw refused;
    return { account, command };
  });
}

/** The account of an order. Throws TInvestError, 40004 for one that the call cannot see. */
export async function tradingAccount(desk: ServiceDesk, call: TInvestCall, id: string): Promise<OrderAccount> {
  return desk.parts.engine.read((state) => tradingAccountIn(state, call, id));
}

function tradingAccountIn(state: CoreState, call: TInvestCall, id: string): OrderAccount {
  const account = accountFacts(state, accountNamed(state, call, id, '40004'));
  if (account.closed) throw new TInvestError('30081');
  return account;
}

/** A command that makes an order, and the account it is for. */
export interface OrderCommand {
  readonly account: OrderAccount;
  readonly command: Command;
}

/** Has the core carry out what makes an order, and answers that order after one wait for the disk. Throws TInvestError. */
export async function carriedOut(
  desk: ServiceDesk,
  call: TInvestCall,
  compose: (state: CoreState) => OrderCommand,
): Promise<ShownOrder> {
  const { engine, readModel, settings } = desk.parts;
  let account: OrderAccount | undefined;
  const { outcome, rejection, fresh } = await engine.transact(
    (state) => {
      const composed = compose(state);
      account = composed.account;
      return composed.command;
    },
    (state, answer, ended) => ({
      ...answer,
      fresh: answer.outcome === null ? undefined : freshOrder(state, ended, answer.outcome.id),
    }),
    call.trackingId,
  );
  const facts = account as unknown as OrderAccount;
  if (rejection !== null) throw orderRefusal(facts, rejection);
  if (outcome?.repeated === true && settings.orderRepeats === 'refuse') throw new TInvestError('30057');
  // a key that was known belongs to an order of any age
  const row = fresh ?? (outcome === null ? undefined : await findOrder(engine, readModel, outcome.id));
  const order = row === undefined ? undefined : shownOrder(desk, facts, row);
  if (order === undefined) throw new TInvestError('30057');
  return order;
}

/** On an account without margin, selling what is not there would need it. */
export function orderRefusal({ margin, sandbox }: OrderAccount, rejection: Rejection): TInvestError {
  if (!sandbox && !margin && rejection.reason === 'insufficient_units') return new TInvestError('30051');
  return refusal(rejection, sandbox);
}

function placeCommand(desk: ServiceDesk, account: OrderAccount, listed: Listed, asked: AskedOrder): PlaceCommand {
  const { instrument } = listed;
  const quantity = quantityOf(asked.quantity);
  const action = actionOf(asked.direction);
  const { orderType, price, validity, comment } = termsOf(desk, instrument, action, asked);
  const { orderId } = asked;
  if (orderId.length > MAX_KEY) throw new TInvestError('30055');
  return {
    type: 'orders.place',
    account: account.id,
    instrument: instrument.id,
    action,
    orderType,
    validity,
    quantity,
    price,
    stopPrice: NO_PRICE,
    leg: 'net',
    key: orderId === '' ? null : orderId,
    origin: ORIGIN,
    comment,
  };
}

/** Lots of a request: a lot is one step of the core. Throws TInvestError 30015, 30080. */
export function quantityOf(lots: number): Quantity {
  if (lots === 0) throw new TInvestError('30015');
  if (lots < 0) throw new TInvestError('30080');
  return lots as Quantity;
}

/** Throws TInvestError 30019, 30020. */
export function actionOf(direction: OrderDirection): 'buy' | 'sell' {
  switch (direction) {
    case OrderDirection.ORDER_DIRECTION_BUY:
      return 'buy';
    case OrderDirection.ORDER_DIRECTION_SELL:
      return 'sell';
    default:
      throw new TInvestError(direction === OrderDirection.ORDER_DIRECTION_UNSPECIFIED ? '30019' : '30020');
  }
}

type Terms = Pick<PlaceCommand, 'orderType' | 'price' | 'validity' | 'comment'>;

/** How the order is to be filled. Throws TInvestError. */
function termsOf(desk: ServiceDesk, instrument: Instrument, action: 'buy' | 'sell', asked: AskedOrder): Terms {
  switch (asked.orderType) {
    case OrderType.ORDER_TYPE_LIMIT: {
      const price = limitPriceOf(instrument, asked.price, asked.priceType ?? 0);
      return { orderType: 'limit', price, validity: validityOf(instrument, asked.timeInForce), comment: null };
    }
    case OrderType.ORDER_TYPE_MARKET:
      return { orderType: 'market', price: NO_PRICE, validity: 'day', comment: null };
    case OrderType.ORDER_TYPE_BESTPRICE:
      return { orderType: 'limit', price: bestPrice(desk, instrument, action), validity: 'fak', comment: BEST_PRICE };
    default:
      throw new TInvestError(asked.orderType === OrderType.ORDER_TYPE_UNSPECIFIED ? '30025' : '30026');
  }
}

/** Throws TInvestError 30254: also for fill-or-kill of futures. */
function validityOf(
  { spec }: Instrument,
  given: TimeInForceType = TimeInForceType.TIME_IN_FORCE_UNSPECIFIED,
): Validity {
  switch (given) {
    case TimeInForceType.TIME_IN_FORCE_UNSPECIFIED:
    case TimeInForceType.TIME_IN_FORCE_DAY:
      return 'day';
    case TimeInForceType.TIME_IN_FORCE_FILL_AND_KILL:
      return 'fak';
    case TimeInForceType.TIME_IN_FORCE_FILL_OR_KILL:
      if (spec.kind === 'future') break;
      return 'fok';
  }
  throw new TInvestError('30254');
}

/** Thousandths by which the best price may be worse than the last one. */
const BEST_PRICE_LEEWAY = 3n;

/** The last price and 0.3 % against the client, inside it to the step (`tinvest.md` 12.1). Throws TInvestError 30098. */
function bestPrice({ parts }: ServiceDesk, instrument: Instrument, action: 'buy' | 'sell'): Price {
  const last = parts.engine.market(({ market }) => valuationPrice(market, instrument.id));
  if (last === undefined) throw new TInvestError('30098');
  const buys = action === 'buy';
  const thousandths = buys ? 1_000n + BEST_PRICE_LEEWAY : 1_000n - BEST_PRICE_LEEWAY;
  const worst = Number(divide(BigInt(last) * thousandths, 1_000n, buys ? 'floor' : 'ceiling'));
  return Math.min(Math.max(worst, instrument.lowestPrice), instrument.highestPrice) as Price;
}

/** Roubles that one order may be worth (`tinvest.md` 12.1). */
const ROUBLE_CAP = 30_000_000n;

/** 30079 while it is not traded, 90003 above the cap. */
function capRefusal(
  { parts }: ServiceDesk,
  instrument: Instrument,
  { price, quantity }: PlaceCommand,
): TInvestError | null {
  const { open, last, scale } = parts.engine.market(({ instruments, market }) => ({
    open: isTradable(instruments, instrument) && market.markets[instrument.id]?.status === 'normal',
    last: valuationPrice(market, instrument.id) ?? 0,
    scale: instruments.assets[instrument.quote]?.scale ?? 0,
  }));
  if (!open) return new TInvestError('30079');
  const counted = price === 0 ? last : price;
  const worth = BigInt(counted) * BigInt(quantity) * instrument.stepValue;
  return worth > ROUBLE_CAP * 10n ** BigInt(scale) ? new TInvestError('90003') : null;
}
