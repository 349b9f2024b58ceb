import {
  BOT_DEFAULTS,
  type BotSettings,
  type Command,
  Core,
  type Instrument,
  type Money,
  type Price,
  type Quantity,
} from '../../packages/core/src/index.ts';

const START = Date.UTC(2026, 10, 20, 9);
/** Displayed on both sides: more than all bots together take. */
const DEPTH = (2 ** 38) as Quantity;
export const PAIRS = 200;
/** Price of every pair at first, in steps of 0.01, and half of its spread. */
const MIDDLE = 5_000_000;
const HALF_SPREAD = 50;
/** Bots that share an account. */
const PER_ACCOUNT = 100;

const SETTINGS = {
  ...BOT_DEFAULTS,
  baseVolume: '100',
  safetyVolume: '100',
  volumeScale: '1.2',
  safetyStep: '2',
  stepScale: '1.1',
  maxSafetyOrders: 8,
  activeSafetyOrders: 5,
  takeProfit: '3',
  takeProfitType: 'total',
  start: [{ kind: 'nonstop' }],
  stopLoss: '60',
} as const satisfies Partial<BotSettings>;

/** A core with bots of one pair each, spread evenly over 200 pairs; each has a deal with 5 resting safety orders. */
export class BotsBench {
  readonly core = new Core();
  readonly instruments: readonly number[];
  readonly #prices: number[];
  readonly #bots: number[] = [];
  #now = START;
  #account = 0;
  #random = 7;
  events = 0;

  constructor() {
    this.#do({ type: 'instruments.defineAsset', asset: { code: 'USDT', name: 'Tether', kind: 'crypto' } });
    for (let i = 0; i < PAIRS; i++) this.#list(`C${i}`);
    this.#settle();
    this.instruments = Array.from({ length: PAIRS }, (_, i) => {
      const found = this.core.state.instruments.bySymbol.get(`USDT_C${i}`) as Instrument;
      return found.id;
    });
    this.#prices = this.instruments.map(() => MIDDLE);
    for (let i = 0; i < PAIRS; i++) this.#show(i);
  }

  get count(): number {
    return this.#bots.length;
  }

  /** Makes bots and enables them: each opens its deal at once. */
  open(count: number): void {
    for (let i = 0; i < count; i++) {
      const n = this.#bots.length;
      if (n % PER_ACCOUNT === 0) this.#openAccount();
      const instrument = this.instruments[n % PAIRS] as number;
      const settings: BotSettings = { ...SETTINGS, name: `bot ${n}`, instruments: [instrument] };
      const bot = this.#do({ type: 'bots.create', account: this.#account, secret: 'a1b2c3d4e5', settings });
      this.#bots.push(bot);
      this.#do({ type: 'bots.enable', bot });
    }
    this.core.takeFinished();
  }

  /** Moves prices by a step up or down inside a share of where they began. */
  tick(count: number, within: number): void {
    for (let i = 0; i < count; i++) {
      const which = Math.floor(this.#next() * PAIRS);
      const step = this.#next() < 0.5 ? -1 : 1;
      const price = (this.#prices[which] as number) + step;
      if (Math.abs(price - MIDDLE) <= MIDDLE * within) this.#prices[which] = price;
      this.#show(which);
    }
  }

  /** Every price falls through the first safety orders and comes back through the take profits. */
  wave(depth: number): void {
    for (const share of [1 - depth, 1 + depth]) {
      for (let i = 0; i < PAIRS; i++) {
        this.#prices[i] = Math.round(MIDDLE * share);
        this.#show(i);
      }
    }
  }

  #show(which: number): void {
    const price = this.#prices[which] as number;
    const bid = (price - HALF_SPREAD) as Price;
    const ask = (price + HALF_SPREAD) as Price;
    this.#now += 1;
    const instrument = this.instruments[which] as number;
    const events = this.core.tick({ kind: 'quote', instrument, bid, bidSize: DEPTH, ask, askSize: DEPTH }, this.#now);
    this.events += events.length;
    this.#settle();
  }

  #list(base: string): void {
    this.#do({ type: 'instruments.defineAsset', asset: { code: base, name: base, kind: 'crypto' } });
    this.#do({
      type: 'instruments.list',
      instrument: {
        symbol: `USDT_${base}`,
        kind: 'crypto',
        settlement: 'spot',
        title: base,
        base,
        quote: 'USDT',
        priceStep: '0.01',
        quantityStep: '0.00001',
        calendar: 'utc',
        ids: { ticker: `${base}USDT`, classCode: 'CRYPTO' },
        typicalPrice: '50000',
        dailyVolatility: '0.02',
        dailyTurnover: '1000000',
      },
    });
  }

  #openAccount(): void {
    this.#account = this.#do({
      type: 'accounts.open',
      owner: 1 + Math.floor(this.#bots.length / 50_000),
      name: 'bots',
      currency: 'USDT',
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: { maker: 1000, taker: 1000, decimals: 18, rounding: 'halfUp', mode: 'quote' },
    });
    this.#do({
      type: 'accounts.deposit',
      account: this.#account,
      asset: 'USDT',
      amount: (10n ** 27n) as Money,
      key: null,
    });
  }

  #do(command: Command): number {
    const { events, outcome, rejection } = this.core.execute(command, this.#now);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    this.events += events.length;
    return outcome.id;
  }

  #settle(): void {
    while (this.core.nextTimer <= this.#now) this.events += this.core.advance(this.#now).length;
    this.core.takeFinished();
    this.core.takeFinishedDeals();
  }

  #next(): number {
    this.#random = (this.#random * 48_271) % 2_147_483_647;
    return this.#random / 2_147_483_647;
  }
}
