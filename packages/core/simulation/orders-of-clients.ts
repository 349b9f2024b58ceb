import {
  type Account,
  type Action,
  type Command,
  type Core,
  type Distance,
  type Instrument,
  isLimited,
  type Limits,
  type Money,
  NO_LIMITS,
  type Order,
  type OrderType,
  type PlaceOrder,
  PRICE_KINDS,
  type Price,
  positionOf,
  type Quantity,
  type Validity,
  waitOf,
} from '../src/index.ts';
import { FEE_PLANS, TRADED } from './listing.ts';
import type { SimulatedMarket } from './market.ts';
import type { Random } from './random.ts';

/** What clients look at when they make up their minds. */
export interface View {
  readonly core: Core;
  readonly markets: ReadonlyMap<number, SimulatedMarket>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly random: Random;
}

/** A command, and the token by which its effect is found in the journal. */
export type Wish = (token: string) => Command;

/** An order that a trader of this account might place. */
export function placeWish(view: View, account: Account): Wish | null {
  const { core, random } = view;
  const { instruments } = core.state;
  const code = instruments.assets[account.currency]?.code ?? '';
  const instrument = instruments.bySymbol.get(random.pick(TRADED[code] ?? ['SBER']));
  if (instrument === undefined) return null;
  const orderType: OrderType = random.weighted({
    limit: 47,
    market: 23,
    stop: 6,
    stopLimit: 6,
    takeProfit: 3,
    takeProfitLimit: 4,
    trailing: 6,
    trailingLimit: 5,
  });
  const waits = waitOf(orderType) !== null;
  const trails = waitOf(orderType) === 'trailing';
  const limited = isLimited(orderType) && !trails;
  const stop = trails ? random.chance(0.5) : waits;
  const validity = (
    waits ? random.pick(['day', 'gtc']) : random.weighted({ gtc: 40, day: 30, fok: 15, fak: 15 })
  ) as Validity;
  const { leg, action, most } = intention(view, account, instrument);
  const quantity = Math.min(most, random.between(1, view.sizes[instrument.symbol] as number));
  const middle = view.markets.get(instrument.id)?.middle ?? 1000;
  const keyed = random.chance(0.85);
  const told = validity === 'gtc' && random.chance(0.2);
  const until = told ? core.now + random.between(1, 5 * 86_400_000) : undefined;
  return (token) => ({
    type: 'orders.place',
    account: account.id,
    instrument: instrument.id,
    action,
    orderType,
    validity,
    ...(until === undefined ? {} : { until }),
    quantity: Math.max(1, quantity) as Quantity,
    price: (limited ? middle + random.between(-9, 9) : 0) as Price,
    stopPrice: (stop ? middle + random.between(-12, 12) : 0) as Price,
    ...(waits ? { trigger: triggerWish(random, orderType) } : {}),
    leg,
    key: keyed ? token : null,
    origin: 'simulation',
    comment: keyed ? null : token,
  });
}

function triggerWish(random: Random, orderType: OrderType): NonNullable<PlaceOrder['trigger']> {
  const length = (): Distance =>
    random.chance(0.5)
      ? { unit: 'steps', distance: random.between(1, 15) }
      : { unit: 'millionths', distance: random.between(10, 9_000) };
  return {
    ...(random.chance(0.2) ? {} : { by: random.pick(PRICE_KINDS) }),
    ...(waitOf(orderType) === 'trailing' ? { trail: length() } : {}),
    ...(orderType === 'trailingLimit' && random.chance(0.7) ? { offset: length() } : {}),
  };
}

function intention(
  view: View,
  account: Account,
  instrument: Instrument,
): { leg: 'net' | 'new' | number; action: Action; most: number } {
  const { random } = view;
  const most = Number.MAX_SAFE_INTEGER;
  if (account.hedging && instrument.settlement === 'cfd') {
    const tickets = [...account.tickets.values()].filter((ticket) => ticket.instrument === instrument.id);
    if (tickets.length === 0 || random.chance(0.5)) return { leg: 'new', action: random.pick(['buy', 'sell']), most };
    const ticket = random.pick(tickets);
    return { leg: ticket.leg, action: ticket.quantity > 0 ? 'sell' : 'buy', most: Math.abs(ticket.quantity) };
  }
  const held = positionOf(account, instrument.id, 0)?.quantity ?? 0;
  if (held < 0 && random.chance(0.4)) return { leg: 'net', action: 'cover', most: -held };
  if (held === 0 && account.margin && random.chance(0.2)) return { leg: 'net', action: 'short', most };
  return { leg: 'net', action: random.pick(['buy', 'sell']), most };
}

export function moveWish({ random }: View, order: Order): Wish {
  const price = order.price + random.between(-6, 6);
  const quantity = Math.max(1, order.quantity + random.between(-20, 20));
  const both = random.weighted({ price: 4, quantity: 3, both: 3 });
  if (order.status === 'armed') {
    const stopPrice = (order.stopPrice + random.between(-8, 8)) as Price;
    return () => ({
      type: 'orders.move',
      order: order.id,
      stopPrice,
      ...(both === 'price' ? {} : { quantity: quantity as Quantity }),
    });
  }
  return () => ({
    type: 'orders.move',
    order: order.id,
    ...(both === 'quantity' ? {} : { price: price as Price }),
    ...(both === 'price' ? {} : { quantity: quantity as Quantity }),
  });
}

export function replaceWish({ random }: View, order: Order): Wish {
  const price = (order.price === 0 ? 0 : order.price + random.between(-6, 6)) as Price;
  const quantity = Math.max(1, order.quantity + random.between(-20, 20)) as Quantity;
  return (token) => ({ type: 'orders.replace', account: order.account, order: order.id, quantity, price, key: token });
}

/** Faults of a sandbox account: each kind that the core acts on comes and goes. */
export function faultsWish({ random }: View, account: Account): Wish {
  const maybe = (least: number, most: number): number | null =>
    random.chance(0.4) ? null : random.between(least, most);
  const faults = { rejectEvery: maybe(2, 6), partialPercent: maybe(1, 99), delayMs: maybe(1, 20_000) };
  return () => ({ type: 'accounts.setFaults', account: account.id, faults });
}

export function configureWish({ random }: View, account: Account): Wish {
  const what = random.weighted({ name: 3, fees: 4, margin: 1, fillPolicy: 1 });
  return (token) => ({
    type: 'accounts.configure',
    account: account.id,
    ...(what === 'name' ? { name: `renamed ${token}` } : {}),
    ...(what === 'fees' ? { fees: random.pick(FEE_PLANS) } : {}),
    ...(what === 'margin' ? { margin: !account.margin } : {}),
    ...(what === 'fillPolicy' ? { fillPolicy: account.fillPolicy === 'book' ? 'sandbox' : 'book' } : {}),
  });
}

/** Commands that no core should take. */
export function badWish({ random, core }: View, account: Account): Wish {
  const place = (token: string, wrong: object): Command =>
    ({
      type: 'orders.place',
      account: account.id,
      instrument: 1,
      action: 'buy',
      orderType: 'limit',
      validity: 'gtc',
      quantity: 1,
      price: 100,
      stopPrice: 0,
      leg: 'net',
      key: token,
      origin: 'simulation',
      comment: null,
      ...wrong,
    }) as unknown as Command;
  const wrong = random.pick<object>([
    { account: 7 },
    { account: 3 },
    { instrument: 999 },
    { quantity: 0 },
    { quantity: -5 },
    { quantity: 1.5 },
    { quantity: 2 ** 53 },
    { price: 0 },
    { price: Number.NaN },
    { stopPrice: 100 },
    { orderType: 'stop', validity: 'fok', price: 0, stopPrice: 100 },
    { orderType: 'peg' },
    { trigger: { by: 'last' } },
    { orderType: 'trailing', price: 0, trigger: { trail: { unit: 'steps', distance: 0 } } },
    { orderType: 'takeProfit', price: 0, stopPrice: 100, trigger: { by: 'middle' } },
    { action: 'give' },
    { leg: 123 },
    { key: 'x'.repeat(65) },
    { comment: 'x'.repeat(201) },
  ]);
  const amount = random.pick([0n, -1n, 10n ** 60n]);
  const others = (token: string): readonly unknown[] => [
    { type: 'orders.cancel', order: core.state.orders.nextOrder * 16 + 16 },
    { type: 'orders.move', order: 7, price: 100 },
    { type: 'accounts.deposit', account: account.id, asset: 'rub', amount, key: token },
    { type: 'accounts.withdraw', account: account.id, asset: 'gold', amount: 1n, key: token },
    {
      type: 'accounts.open',
      owner: 0,
      name: token,
      currency: 'rub',
      venue: 'paper',
      fillPolicy: 'book',
      fees: FEE_PLANS[0],
    },
    { type: 'nothing.known' },
  ];
  const place1 = random.chance(0.6);
  const choice = random.between(0, 5);
  return (token) => (place1 ? place(token, wrong) : (others(token)[choice] as Command));
}

/** One limit that matters now and then, or none at all. */
export function limitsWish({ core, random }: View, account: Account): Wish {
  const scale = core.state.instruments.assets[account.currency]?.scale ?? 0;
  const amount = (BigInt(random.between(1, 400_000)) * 10n ** BigInt(scale)) as Money;
  const limits: Partial<Limits> = random.pick([
    { maxOrderValue: amount },
    { maxPositionValue: amount },
    { maxOrdersPerMinute: random.between(1, 2) },
    { maxDailyLoss: amount },
    NO_LIMITS,
    NO_LIMITS,
  ]);
  return () => ({ type: 'risk.setLimits', account: account.id, limits });
}

/** The owner stops an account, often to get out of the market. */
export function killWish({ random }: View, account: Account): Wish {
  const flatten = random.chance(0.6);
  return () => ({ type: 'risk.kill', account: account.id, flatten, note: null });
}
