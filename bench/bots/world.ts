import { type Command, Core, type Instrument } from '@outcry/core';
import {
  BOTS_PER_ACCOUNT,
  creation,
  deposit,
  listings,
  MIDDLE,
  opening,
  PAIRS,
  quote,
  START,
  symbolOf,
} from './commands.ts';

/** A core with bots of one pair each, spread evenly over 200 pairs. */
export class BotsWorld {
  readonly core = new Core();
  readonly #instruments: readonly number[];
  readonly #prices: number[] = new Array<number>(PAIRS).fill(MIDDLE);
  #now = START;
  #account = 0;
  #bots = 0;
  #random = 7;
  /** Events of everything that was done. */
  events = 0;

  constructor() {
    for (const command of listings()) this.do(command);
    this.#settle();
    const { bySymbol } = this.core.state.instruments;
    this.#instruments = this.#prices.map((_, pair) => (bySymbol.get(symbolOf(pair)) as Instrument).id);
    for (let pair = 0; pair < PAIRS; pair++) this.#show(pair);
  }

  get deals(): number {
    return this.core.state.bots.deals.size;
  }

  get openOrders(): number {
    return this.core.state.orders.open.size;
  }

  /** Grows by one with every deal. */
  get nextDeal(): number {
    return this.core.state.bots.nextDeal;
  }

  /** The instrument of the nth bot. */
  instrument(n: number): number {
    return this.#instruments[n % PAIRS] as number;
  }

  /** Makes bots; their ids. */
  create(count: number): number[] {
    return Array.from({ length: count }, () => {
      const n = this.#bots++;
      if (n % BOTS_PER_ACCOUNT === 0) {
        this.#account = this.do(opening(n / BOTS_PER_ACCOUNT));
        this.do(deposit(this.#account));
      }
      return this.do(creation(n, this.#account, this.instrument(n)));
    });
  }

  /** Enables bots: each opens its deal at once, with five safety orders and a take profit. */
  enable(bots: readonly number[]): void {
    for (const bot of bots) this.do({ type: 'bots.enable', bot });
  }

  /** Moves prices, one at a time, by a step up or down, inside a share of where they began. */
  tick(count: number, within: number): void {
    for (let i = 0; i < count; i++) {
      const pair = Math.floor(this.#next() * PAIRS);
      const step = this.#next() < 0.5 ? -1 : 1;
      const price = (this.#prices[pair] as number) + step;
      if (Math.abs(price - MIDDLE) <= MIDDLE * within) this.#prices[pair] = price;
      this.#show(pair);
    }
  }

  /** Every price falls by this share, through safety orders, and comes back through the take profits. */
  wave(depth: number): void {
    for (const share of [1 - depth, 1 + depth]) {
      for (let pair = 0; pair < PAIRS; pair++) {
        this.#prices[pair] = Math.round(MIDDLE * share);
        this.#show(pair);
      }
    }
  }

  /** Has a command carried out; the id that it answers with. */
  do(command: Command): number {
    const { events, outcome, rejection } = this.core.execute(command, this.#now);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    this.events += events.length;
    this.core.takeFinished();
    return outcome.id;
  }

  #show(pair: number): void {
    this.#now += 1;
    const tick = quote(this.instrument(pair), this.#prices[pair] as number);
    this.events += this.core.tick(tick, this.#now).length;
    this.#settle();
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
