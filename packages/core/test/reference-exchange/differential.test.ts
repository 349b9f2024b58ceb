import { describe, expect, it } from 'vitest';
import type { CoreEvent, OrderFilled, Price, Quantity } from '../../src/index.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { World } from '../world.ts';
import { type Entry, type MarketFacts, type RefAccount, ReferenceExchange } from './exchange.ts';

/** Flows of one run; each has STEPS orders, moves, cancels and ticks. `FLOWS` and `SEED` choose others. */
const FLOWS = Number(process.env.FLOWS ?? 400);
const FIRST_SEED = Number(process.env.SEED ?? 1);
const STEPS = 120;

const SYMBOLS = ['SBER', 'FUND'] as const;
const RATES = [
  { maker: 0, taker: 0, money: '1000000000', units: '1000000' },
  { maker: 500, taker: 1000, money: '1000000000', units: '1000000' },
  { maker: 1000, taker: 250, money: '1000000000', units: '1000000' },
  { maker: 0, taker: 3000, money: '2500', units: '12' },
];
const POOR = 3;

class Flow {
  readonly random: Seeded;
  readonly world = new World();
  readonly ids: number[] = [];
  readonly accounts: number[] = [];
  readonly reference: ReferenceExchange;
  #heard = 0;
  #told = 0;
  middle = 10_000;

  constructor(seed: number) {
    this.random = seeded(seed);
    const accounts: RefAccount[] = RATES.map(({ maker, taker, money, units }) => {
      const id = this.world.open({ fees: { maker, taker, decimals: 2, rounding: 'halfUp', mode: 'quote' } });
      this.accounts.push(id);
      this.world.deposit(id, 'rub', money);
      for (const symbol of SYMBOLS) this.world.deposit(id, symbol, units);
      const total = new Map<string, bigint>([['rub', BigInt(money) * 10n ** 10n]]);
      for (const symbol of SYMBOLS) total.set(symbol, BigInt(units));
      return { maker: BigInt(maker), taker: BigInt(taker), total, held: new Map() };
    });
    const markets: MarketFacts[] = SYMBOLS.map((symbol) => ({
      base: symbol,
      quote: 'rub',
      stepValue: 100_000_000n,
      stepUnits: 1n,
    }));
    this.reference = new ReferenceExchange(accounts, markets);
    for (const market of [0, 1]) {
      this.quote(market, 9_990, 5, 10_010, 5);
      this.world.trade(SYMBOLS[market] as string, '100', '1');
    }
    this.#heard = this.world.events.length;
  }

  quote(market: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    this.reference.quote(market, bid, bidSize, ask, askSize);
    this.world.tick({
      kind: 'quote',
      instrument: this.instrument(market),
      bid: bid as Price,
      bidSize: bidSize as Quantity,
      ask: ask as Price,
      askSize: askSize as Quantity,
    });
  }

  instrument(market: number): number {
    return this.world.instrument(SYMBOLS[market] as string).id;
  }

  /** One random step on both; returns what it was, for the report of a difference. */
  step(): string {
    const { random } = this;
    const market = random.between(0, 1);
    const dice = random.between(0, 99);
    if (random.chance(10)) this.middle += random.between(-3, 3);
    if (dice < 40) return this.#place(market);
    if (dice < 50) return this.#move();
    if (dice < 58) return this.#cancel();
    return this.#tick(market);
  }

  #place(market: number): string {
    const { random } = this;
    const account = random.between(0, RATES.length - 1);
    const limited = account === POOR || random.chance(80);
    const validity = random.chance(80) ? 'day' : random.pick(['fok', 'fak'] as const);
    const entry: Entry = {
      account,
      market,
      side: random.pick(['buy', 'sell'] as const),
      kind: limited ? 'limit' : 'market',
      validity,
      quantity: random.between(1, account === POOR ? 10 : 30),
      price: limited ? this.middle + random.between(-6, 6) : 0,
    };
    const { outcome } = this.world.run({
      type: 'orders.place',
      account: this.accounts[account] as number,
      instrument: this.instrument(market),
      action: entry.side,
      orderType: entry.kind,
      validity,
      quantity: entry.quantity as Quantity,
      price: entry.price as Price,
      stopPrice: 0 as Price,
      leg: 'net',
      key: null,
      origin: 'test',
      comment: null,
    });
    const id = outcome?.id ?? 0;
    const taken = this.reference.place(id, entry);
    if (outcome !== null) this.ids.push(id);
    return this.#same(`place ${id} ${JSON.stringify(entry)}`, outcome !== null, taken);
  }

  #move(): string {
    const open = this.reference.resting;
    if (open.length === 0) return 'no order to move';
    const { id, price, quantity } = this.random.pick(open);
    const newPrice = this.random.chance(50) ? price : this.middle + this.random.between(-6, 6);
    const newQuantity = this.random.chance(30) ? quantity : this.random.between(1, 30);
    const { outcome } = this.world.run({
      type: 'orders.move',
      order: id,
      price: newPrice as Price,
      quantity: newQuantity as Quantity,
    });
    const moved = this.reference.move(id, newPrice, newQuantity);
    return this.#same(`move ${id} to ${newPrice} x ${newQuantity}`, outcome !== null, moved);
  }

  #cancel(): string {
    if (this.ids.length === 0) return 'no order to cancel';
    const id = this.random.pick(this.ids);
    const { outcome } = this.world.run({ type: 'orders.cancel', order: id });
    return this.#same(`cancel ${id}`, outcome !== null, this.reference.cancel(id));
  }

  #tick(market: number): string {
    const { random, middle } = this;
    const size = (): number => random.between(0, 25);
    const bid = middle - random.between(0, 5);
    const ask = bid + random.between(1, 5);
    const dice = random.between(0, 9);
    if (dice < 4) {
      const [bidSize, askSize] = [size(), size()];
      this.quote(market, bid, bidSize, ask, askSize);
      return `quote ${market} ${bid} x ${bidSize}, ${ask} x ${askSize}`;
    }
    if (dice < 7) {
      const price = middle + random.between(-5, 5);
      const traded = random.between(1, 30);
      const aggressor = random.pick(['buy', 'sell', undefined] as const);
      this.reference.trade(market, price, traded, aggressor);
      this.world.tick({
        kind: 'trade',
        instrument: this.instrument(market),
        price: price as Price,
        size: traded as Quantity,
        ...(aggressor === undefined ? {} : { aggressor }),
      });
      return `trade ${market} ${price} x ${traded} ${aggressor}`;
    }
    if (dice < 9) {
      const side = random.pick(['bid', 'ask'] as const);
      const price = middle + random.between(-5, 5);
      const shown = size();
      this.reference.level(market, side === 'bid' ? 'bids' : 'asks', price, shown);
      this.world.tick({
        kind: 'level',
        instrument: this.instrument(market),
        side,
        price: price as Price,
        size: shown as Quantity,
      });
      return `level ${market} ${side} ${price} x ${shown}`;
    }
    const levels = (start: number, step: 1 | -1): [number, number][] =>
      Array.from({ length: random.between(0, 4) }, (_, index) => [start + index * step, random.between(1, 25)]);
    const [bids, asks] = [levels(bid, -1), levels(ask, 1)];
    this.reference.depth(market, bids, asks);
    this.world.tick({ kind: 'depth', instrument: this.instrument(market), bids: bids.flat(), asks: asks.flat() });
    return `depth ${market} ${bids.join(' ')} | ${asks.join(' ')}`;
  }

  #same(step: string, core: boolean, reference: boolean): string {
    if (core !== reference)
      throw new Error(`${step}: the core ${core ? 'took' : 'refused'} it, the reference did not agree`);
    return step;
  }

  /** What both told since the last call. */
  news(): { core: string[]; reference: string[] } {
    const core = this.world.events.slice(this.#heard).flatMap(tell);
    const reference = this.reference.told.slice(this.#told);
    this.#heard = this.world.events.length;
    this.#told = this.reference.told.length;
    return { core, reference };
  }

  /** Totals and holds of every account and asset on both sides. */
  books(): { core: string[]; reference: string[] } {
    const core: string[] = [];
    const reference: string[] = [];
    const { instruments } = this.world.core.state;
    this.accounts.forEach((id, index) => {
      for (const code of ['rub', ...SYMBOLS]) {
        const balance = this.world.account(id).balances.get(instruments.assetByCode.get(code)?.id ?? 0);
        core.push(`${index} ${code} ${balance?.total ?? 0n} ${balance?.held ?? 0n}`);
        const { total, held } = this.reference.accounts[index] as RefAccount;
        reference.push(`${index} ${code} ${total.get(code) ?? 0n} ${held.get(code) ?? 0n}`);
      }
    });
    return { core, reference };
  }
}

function tell(event: CoreEvent): string[] {
  if (event.type === 'orders.ended') {
    const { id, status, reason } = event as CoreEvent & { id: number; status: string; reason: string };
    return [`${id} ${status} ${reason}`];
  }
  if (event.type !== 'orders.filled') return [];
  const { id, price, quantity, maker } = event as OrderFilled;
  return [`${id} ${price} ${quantity} ${maker ? 'm' : 't'}`];
}

function runFlow(seed: number): number {
  const flow = new Flow(seed);
  const steps: string[] = [];
  let told = 0;
  try {
    for (let i = 0; i < STEPS; i++) {
      steps.push(flow.step());
      const { core, reference } = flow.news();
      expect(core).toEqual(reference);
      told += core.length;
    }
    const { core, reference } = flow.books();
    expect(core).toEqual(reference);
  } catch (error) {
    const last = steps.slice(-12).join('\n  ');
    throw new Error(
      `flow ${seed} (SEED=${seed} FLOWS=1), after step ${steps.length}:\n  ${last}\n${(error as Error).message}`,
    );
  }
  return told;
}

describe('the paper exchange and the slow reference tell the same', { timeout: 60_000 }, () => {
  it(`over ${FLOWS} random flows: fills and ends in order, holds and balances at the end`, () => {
    let told = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + FLOWS; seed++) told += runFlow(seed);
    expect(told).toBeGreaterThan(FLOWS * 20);
  });
});
