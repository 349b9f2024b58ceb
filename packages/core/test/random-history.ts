import fc from 'fast-check';
import {
  type Command,
  type Distance,
  isLimited,
  type Limits,
  type Money,
  ORDER_TYPES,
  type OrderType,
  type PlaceOrder,
  PRICE_KINDS,
  type Price,
  type PriceKind,
  type Quantity,
  type Report,
  waitOf,
} from '../src/index.ts';
import { DAY, HOUR, MINUTE, World } from './world.ts';

/** The markets of random histories: symbol and middle price in steps. */
export const MARKETS = [
  ['SBER', 10_000],
  ['GAZP', 15_000],
  ['USDT_BTC', 5_000_000],
  ['SRZ6', 30_000],
  ['EURUSD', 110_000],
  ['USDJPY', 150_000],
  ['EURJPY', 165_000],
] as const;

const WAITING = ORDER_TYPES.filter((type) => waitOf(type) !== null);

/** A random step of a history; numbers are picks, so that every step means something in every state. */
export interface Step {
  readonly kind: keyof typeof KINDS;
  readonly account: number;
  readonly market: number;
  readonly pick: number;
  readonly offset: number;
  readonly size: number;
  readonly choice: number;
}

const KINDS = {
  place: 34,
  move: 5,
  replace: 3,
  cancel: 3,
  cancelAll: 1,
  deposit: 1,
  withdraw: 2,
  configure: 1,
  report: 8,
  balance: 1,
  close: 1,
  limits: 2,
  kill: 1,
  resume: 3,
  quote: 14,
  level: 5,
  depth: 4,
  trade: 14,
  status: 1,
  advance: 2,
};

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    ...Object.entries(KINDS).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as keyof typeof KINDS) })),
  ),
  // account 7 is none at all
  account: fc.oneof(
    { weight: 24, arbitrary: fc.nat(6) },
    { weight: 1, arbitrary: fc.constant(7) },
    { weight: 8, arbitrary: fc.constant(8) },
  ),
  market: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 5, arbitrary: fc.nat(MARKETS.length - 1) }),
  pick: fc.nat(1_000_000),
  offset: fc.integer({ min: -6, max: 6 }),
  size: fc.integer({ min: 1, max: 60 }),
  choice: fc.nat(1_000_000),
});

/** A world with accounts of every kind and every market open. */
export class History {
  readonly world = new World();
  readonly accounts: readonly number[];
  /** Accounts that may never owe anything. */
  readonly cash: readonly number[];
  readonly placed: number[] = [];

  constructor() {
    const { world } = this;
    const fees = { maker: 500, taker: 1000, decimals: 2 };
    const cash = world.open({ fees });
    const received = world.open({ fees: { ...fees, decimals: 8, mode: 'received' } });
    const poor = world.open({ fees: { ...fees, rounding: 'up' } });
    const margin = world.open({ margin: true, fees });
    const tickets = world.open({ currency: 'usd', margin: true, hedging: true });
    const sandbox = world.open({ margin: true, fillPolicy: 'sandbox', fees });
    const venue = world.open({ venue: 'binance', margin: true, fees });
    // its orders are large for its money: it trades on leverage and is refused often
    const leveraged = world.open({ margin: true, fees });
    this.accounts = [cash, received, poor, margin, tickets, sandbox, venue, 7, leveraged];
    this.cash = [cash, received, poor];
    for (const id of [cash, received, margin, tickets, sandbox]) {
      world.deposit(id, 'rub', '1000000');
      world.deposit(id, 'USDT', '100000');
      world.deposit(id, 'usd', '1000');
      world.deposit(id, 'SBER', '50');
      world.deposit(id, 'BTC', '0.01');
    }
    for (const [asset, total] of [
      ['rub', '1000000'],
      ['USDT', '100000'],
    ] as const) {
      world.must({ type: 'accounts.reportBalance', account: venue, asset, total: world.money(asset, total) });
    }
    world.deposit(leveraged, 'rub', '3000');
    world.deposit(leveraged, 'SBER', '20');
    world.deposit(poor, 'rub', '3000');
    world.deposit(poor, 'SBER', '7');
    for (const [symbol, middle] of MARKETS) this.quote(symbol, middle - 2, 20, middle + 2, 20);
    for (const [symbol, middle] of MARKETS) this.#trade(symbol, middle, 1, undefined);
  }

  quote(symbol: string, bid: number, bidSize: number, ask: number, askSize: number): void {
    this.world.tick({
      kind: 'quote',
      instrument: this.world.instrument(symbol).id,
      bid: bid as Price,
      bidSize: bidSize as Quantity,
      ask: ask as Price,
      askSize: askSize as Quantity,
    });
  }

  /** Carries out one step; a refused command that left an event behind is an error. */
  perform(step: Step): void {
    const command = this.#command(step);
    if (command !== null) {
      const { events, outcome, rejection } = this.world.run(command);
      if ((outcome === null) === (rejection === null))
        throw new Error(`${command.type}: neither or both of outcome and rejection`);
      if (rejection !== null && command.type !== 'orders.replace' && events.length > 0) {
        throw new Error(`${command.type} was refused with ${rejection.reason} and left ${events.length} events`);
      }
      if (outcome !== null && (command.type === 'orders.place' || command.type === 'orders.replace'))
        this.placed.push(outcome.id);
    } else this.#market(step);
    this.world.advance();
  }

  #command(step: Step): Command | null {
    const account = this.accounts[step.account] as number;
    const order = this.placed.length === 0 ? 16 : (this.placed[step.pick % this.placed.length] as number);
    const [symbol, middle] = MARKETS[step.market] as (typeof MARKETS)[number];
    switch (step.kind) {
      case 'place':
        return this.#place(step, account);
      case 'move': {
        const known = this.world.order(order);
        const price = ((known?.price ?? middle) + (step.choice % 3 === 0 ? 0 : step.offset)) as Price;
        const stopPrice = ((known?.stopPrice ?? 0) + (step.pick % 9) - 4) as Price;
        return {
          type: 'orders.move',
          order,
          ...(known?.price === 0 && step.choice % 9 > 0 ? {} : { price }),
          ...(known?.status === 'armed' && known.stopPrice !== 0 && step.choice % 4 > 0 ? { stopPrice } : {}),
          ...(step.choice % 2 === 0 ? {} : { quantity: step.size as Quantity }),
        };
      }
      case 'replace': {
        const known = this.world.order(order);
        const price = (known?.price === 0 ? 0 : (known?.price ?? middle) + step.offset) as Price;
        const key = step.choice % 3 === 0 ? `key-${step.choice % 5}` : null;
        return {
          type: 'orders.replace',
          account: known?.account ?? account,
          order,
          quantity: step.size as Quantity,
          price,
          key,
        };
      }
      case 'cancel':
        return { type: 'orders.cancel', order };
      case 'cancelAll':
        return {
          type: 'orders.cancelAll',
          account,
          instrument: step.choice % 2 === 0 ? 0 : this.world.instrument(symbol).id,
        };
      case 'deposit':
      case 'withdraw': {
        const asset = ['rub', 'SBER', 'BTC', 'USDT', 'usd'][step.choice % 5] as string;
        const scale = { rub: 10, SBER: 0, BTC: 18, USDT: 18, usd: 10 }[asset] as number;
        const amount = (BigInt(step.size) * 10n ** BigInt(Math.max(0, scale - (step.pick % 3)))) as Money;
        const key = step.choice % 4 === 0 ? `key-${step.choice % 5}` : null;
        return { type: `accounts.${step.kind}`, account, asset, amount, key };
      }
      case 'configure':
        return step.choice % 2 === 0
          ? { type: 'accounts.configure', account, margin: step.pick % 2 === 0 && !this.cash.includes(account) }
          : {
              type: 'accounts.configure',
              account,
              fees: { maker: 0, taker: step.size * 100, decimals: 2, rounding: 'halfUp', mode: 'quote' },
            };
      case 'close':
        return { type: 'accounts.close', account: step.choice % 10 === 0 ? account : 1 };
      case 'limits':
        return { type: 'risk.setLimits', account, limits: this.#limits(step) };
      case 'kill':
        return {
          type: 'risk.kill',
          account,
          flatten: step.choice % 2 === 0,
          note: step.choice % 3 === 0 ? 'why' : null,
        };
      case 'resume':
        return step.choice % 10 === 0 ? { type: 'risk.resume', owner: 1 } : { type: 'risk.resume', account };
      case 'report':
        return { type: 'orders.report', order: this.#venueOrder(step) ?? order, report: this.#report(step) };
      case 'balance':
        return {
          type: 'accounts.reportBalance',
          account,
          asset: 'rub',
          total: (BigInt(step.pick) * 10n ** 10n) as Money,
        };
      default:
        return null;
    }
  }

  /** One limit, tight enough to matter now and then, or none. */
  #limits(step: Step): Partial<Limits> {
    const amount = (BigInt(step.size) * 10n ** BigInt(12 + (step.pick % 3))) as Money;
    return (
      [
        { maxOrderValue: amount },
        { maxPositionValue: (amount * 4n) as Money },
        { maxOrdersPerMinute: 1 + (step.size % 20) },
        { maxDailyLoss: (amount / 50n) as Money },
        { maxOrderValue: null, maxPositionValue: null },
        { maxOrdersPerMinute: null, maxDailyLoss: null },
      ] as const
    )[step.choice % 6] as Partial<Limits>;
  }

  #place(step: Step, account: number): PlaceOrder {
    const currencies = this.accounts.indexOf(account) === 4;
    const market = currencies ? 4 + (step.market % 3) : step.pick % 50 === 0 ? step.market : step.market % 4;
    const [symbol, middle] = MARKETS[market] as (typeof MARKETS)[number];
    const at = (places: number): number => Math.floor(step.choice / 10 ** places) % 10;
    const plain = (['market', 'limit', 'limit', 'limit', 'limit'] as const)[at(0) % 5] as OrderType;
    const orderType = at(4) % 3 > 0 ? plain : (WAITING[Math.floor(step.pick / 50) % WAITING.length] as OrderType);
    const trails = waitOf(orderType) === 'trailing';
    const limited = isLimited(orderType) && !trails;
    const stop = waitOf(orderType) !== null && !(trails && at(5) < 5);
    const tickets = [...(this.world.core.state.accounts.accounts.get(account)?.tickets.keys() ?? [])];
    const ticket = tickets.length > 0 && at(5) < 6 ? (tickets[step.pick % tickets.length] as number) : 'new';
    return {
      type: 'orders.place',
      account,
      instrument: this.world.instrument(symbol).id,
      action: (['buy', 'sell', 'buy', 'sell', 'short', 'cover'] as const)[at(1) % 6] as PlaceOrder['action'],
      orderType,
      validity: (['day', 'day', 'gtc', 'gtc', 'fok', 'fak'] as const)[at(2) % 6] as PlaceOrder['validity'],
      quantity: (step.size * (symbol === 'USDT_BTC' ? 20 : 1)) as Quantity,
      price: (limited ? middle + step.offset : 0) as Price,
      stopPrice: (stop ? middle + ((step.pick % 13) - 6) : 0) as Price,
      ...(waitOf(orderType) === null ? {} : { trigger: this.#trigger(step, orderType) }),
      leg: currencies ? ticket : 'net',
      key: at(3) === 0 ? `key-${at(4)}` : null,
      origin: 'test',
      comment: null,
    };
  }

  #trigger({ pick, size, choice }: Step, orderType: OrderType): NonNullable<PlaceOrder['trigger']> {
    const length = (much: number): Distance =>
      Math.floor(pick / 7) % 3 === 0
        ? { unit: 'millionths', distance: much * 20 }
        : { unit: 'steps', distance: 1 + (much % 6) };
    return {
      ...(choice % 4 === 0 ? {} : { by: PRICE_KINDS[pick % 3] as PriceKind }),
      ...(waitOf(orderType) === 'trailing' ? { trail: length(size) } : {}),
      ...(orderType === 'trailingLimit' && choice % 3 > 0 ? { offset: length(choice % 40) } : {}),
    };
  }

  #venueOrder(step: Step): number | undefined {
    const open = [...this.world.core.state.orders.open.values()].filter((order) => order.account === this.accounts[6]);
    return open.length === 0 ? undefined : open[step.pick % open.length]?.id;
  }

  #report(step: Step): Report {
    const kinds = [
      'accepted',
      'filled',
      'filled',
      'filled',
      'cancelled',
      'cancelRejected',
      'rejected',
      'unknown',
      'absent',
    ] as const;
    const kind = kinds[step.choice % kinds.length] as Report['kind'];
    const middle = (MARKETS[step.market] as (typeof MARKETS)[number])[1];
    switch (kind) {
      case 'filled':
        return {
          kind,
          fill: `f${step.choice % 50}`,
          price: (middle + step.offset) as Price,
          quantity: (1 + (step.size % 20)) as Quantity,
          maker: step.pick % 2 === 0,
        };
      case 'cancelled':
        return { kind, filledTotal: (step.size % 30) as Quantity };
      case 'cancelRejected':
      case 'rejected':
        return { kind, detail: 'too late' };
      default:
        return { kind };
    }
  }

  #trade(symbol: string, price: number, size: number, aggressor: 'buy' | 'sell' | undefined): void {
    this.world.tick({
      kind: 'trade',
      instrument: this.world.instrument(symbol).id,
      price: price as Price,
      size: size as Quantity,
      ...(aggressor === undefined ? {} : { aggressor }),
    });
  }

  /** Closed markets open again soon: a closed market shows little. */
  #market(step: Step): void {
    const [symbol, middle] = MARKETS[step.market] as (typeof MARKETS)[number];
    const { world } = this;
    if (step.kind !== 'status' && step.pick % 4 === 0) world.status(symbol, 'normal');
    const price = middle + step.offset;
    const spread = 1 + (step.pick % 4);
    switch (step.kind) {
      case 'quote':
        return this.quote(symbol, price, step.size % 30, price + spread, step.choice % 30);
      case 'level':
        world.tick({
          kind: 'level',
          instrument: world.instrument(symbol).id,
          side: step.choice % 2 === 0 ? 'bid' : 'ask',
          price: price as Price,
          size: (step.size % 30) as Quantity,
        });
        return;
      case 'depth': {
        const side = (direction: 1 | -1): number[] =>
          Array.from({ length: step.choice % 4 }, (_, i) => [
            price + (direction === 1 ? spread : 0) + direction * i,
            1 + ((step.pick + i) % 20),
          ]).flat();
        world.tick({ kind: 'depth', instrument: world.instrument(symbol).id, bids: side(-1), asks: side(1) });
        return;
      }
      case 'trade':
        return this.#trade(symbol, price, step.size, (['buy', 'sell', undefined] as const)[step.choice % 3]);
      case 'status':
        // mostly open: a closed market shows little
        world.status(symbol, (['normal', 'normal', 'normal', 'break', 'closed'] as const)[step.choice % 5] ?? 'normal');
        return;
      default: {
        const leap = ([11 * MINUTE, HOUR, 13 * HOUR, DAY, 31 * DAY] as const)[step.choice % 16] ?? MINUTE;
        world.advance(world.now + leap);
      }
    }
  }
}
