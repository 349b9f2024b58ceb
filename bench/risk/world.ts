import {
  type Command,
  Core,
  type Instrument,
  isWatched,
  type Money,
  marginTotals,
  type OpenAccount,
  type PlaceOrder,
  type Price,
  type Quantity,
} from '../../packages/core/src/index.ts';
import { ASSETS, SPECS } from '../../packages/core/test/specs.ts';

const START = Date.UTC(2026, 10, 20, 9);
const DEPTH = 2 ** 40;

/** Symbol, middle price in steps, and quantity steps that 1 000 of the account's currency open at full leverage. */
const TRADED = {
  rub: [
    ['SBER', 10_000, 45],
    ['GAZP', 15_000, 3],
    ['SRZ6', 30_000, 0.15],
    ['MXZ6', 300_000, 0.033],
  ],
  usd: [
    ['EURUSD', 110_000, 9_000],
    ['USDJPY', 150_000, 9_500],
    ['EURJPY', 165_000, 9_000],
  ],
} as const;

const ALL = [...TRADED.rub, ...TRADED.usd];

/** A core with so many accounts on margin, each with one to three positions of 10 to 90 % of what it could open. */
export class RiskBench {
  readonly core = new Core();
  readonly #random: () => number;
  readonly #now = START;
  readonly #walks = ALL.map(([symbol, middle]) => ({ symbol, middle, price: middle as number }));
  readonly #ids: readonly number[];
  /** Accounts that were closed out. */
  closeOuts = 0;

  constructor(accounts: number, closeOut: boolean) {
    this.#random = generator(7);
    for (const asset of ASSETS) this.#do({ type: 'instruments.defineAsset', asset });
    for (const instrument of SPECS) this.#do({ type: 'instruments.list', instrument });
    while (this.core.nextTimer <= START) this.core.advance(START);
    this.#ids = ALL.map(([symbol]) => (this.core.state.instruments.bySymbol.get(symbol) as Instrument).id);
    for (let i = 0; i < ALL.length; i++) this.#show(i);
    for (let i = 0; i < accounts; i++) this.#open(i, closeOut);
    this.core.takeFinished();
  }

  /** Trades at prices that wander within a part of where they began, by such a part of it at once. */
  tick(count: number, within: number, by: number): void {
    for (let i = 0; i < count; i++) {
      const which = Math.floor(this.#random() * ALL.length);
      const walk = this.#walks[which] as { middle: number; price: number };
      const step = Math.max(1, Math.round(walk.middle * by)) * (this.#random() < 0.5 ? -1 : 1);
      if (Math.abs(walk.price + step - walk.middle) <= walk.middle * within) walk.price += step;
      this.#trade(which);
    }
  }

  /** Values every account that is watched; how many stand below their minimal margin. */
  valueAll(): number {
    const { state } = this.core;
    let below = 0;
    for (const account of state.accounts.accounts.values()) {
      if (account.owner === 0) continue;
      const { liquid, minimal } = marginTotals(state, account);
      if (liquid < minimal && isWatched(account) && !state.risk.closings.has(account.id)) below++;
    }
    return below;
  }

  #open(index: number, closeOut: boolean): void {
    const currency = index % 4 === 3 ? 'usd' : 'rub';
    const command: OpenAccount = {
      type: 'accounts.open',
      owner: 1 + Math.floor(index / 1_000),
      name: 'bench',
      currency,
      venue: 'paper',
      fillPolicy: 'book',
      margin: true,
      closeOut,
      hedging: false,
      fees: { maker: 0, taker: 0, decimals: 2, rounding: 'halfUp', mode: 'quote' },
    };
    const account = this.#do(command);
    const amount = (BigInt(100_000) * 10n ** 10n) as Money;
    this.#do({ type: 'accounts.deposit', account, asset: currency, amount, key: null });
    const positions = 1 + (index % 3);
    for (let i = 0; i < positions; i++) {
      const traded = TRADED[currency];
      const [symbol, , perThousand] = traded[(index + i) % traded.length] as (typeof traded)[number];
      const part = (0.1 + 0.8 * this.#random()) / positions;
      const quantity = Math.max(1, Math.floor(perThousand * 100 * part)) as Quantity;
      const order: PlaceOrder = {
        type: 'orders.place',
        account,
        instrument: (this.core.state.instruments.bySymbol.get(symbol) as Instrument).id,
        action: this.#random() < 0.5 ? 'buy' : 'sell',
        orderType: 'market',
        validity: 'fak',
        quantity: (symbol === 'GAZP' ? Math.max(2, quantity) : quantity) as Quantity,
        price: 0 as Price,
        stopPrice: 0 as Price,
        leg: 'net',
        key: null,
        origin: 'bench',
        comment: null,
      };
      this.core.execute(order, this.#now);
    }
    if (index % 1_000 === 0) this.core.takeFinished();
  }

  #show(which: number): void {
    const { price } = this.#walks[which] as { price: number };
    const instrument = this.#ids[which] as number;
    this.core.tick({ kind: 'depth', instrument, bids: [price - 1, DEPTH], asks: [price + 1, DEPTH] }, this.#now);
    this.#trade(which);
  }

  #trade(which: number): void {
    const { price } = this.#walks[which] as { price: number };
    const instrument = this.#ids[which] as number;
    const events = this.core.tick({ kind: 'trade', instrument, price: price as Price, size: 1 as Quantity }, this.#now);
    if (events.length === 0) return;
    for (const { type } of events) if (type === 'risk.closeOutBegun') this.closeOuts++;
    this.core.takeFinished();
  }

  #do(command: Command): number {
    const { outcome, rejection } = this.core.execute(command, this.#now);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    return outcome.id;
  }
}

/** A small seeded generator (mulberry32). */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
