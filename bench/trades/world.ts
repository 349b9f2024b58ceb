import { type Command, Core, type CoreEvent, type Instrument, type StopsFired } from '@outcry/core';
import { deposit, listings, MIDDLE, opening as openAccount, PAIRS, quote, START, symbolOf } from '../bots/commands.ts';
import { opening } from './commands.ts';

/** A core with smart trades that hold coins, spread evenly over 200 pairs. */
export class TradesWorld {
  readonly core = new Core();
  readonly #instruments: readonly number[];
  readonly #account: number;
  readonly #prices: number[] = new Array<number>(PAIRS).fill(MIDDLE);
  #now = START;
  #opened = 0;
  #random = 7;
  /** Events of everything that was done, and conditions that were fired. */
  events = 0;
  fired = 0;

  constructor() {
    for (const command of listings()) this.do(command);
    const { bySymbol } = this.core.state.instruments;
    this.#instruments = this.#prices.map((_, pair) => (bySymbol.get(symbolOf(pair)) as Instrument).id);
    this.#account = this.do(openAccount(0));
    this.do(deposit(this.#account));
    for (const instrument of this.#instruments) {
      const { base } = this.core.state.instruments.instruments[instrument] as Instrument;
      const { code } = this.core.state.instruments.assets[base] as { code: string };
      this.do({ ...deposit(this.#account), asset: code } as Command);
    }
    for (let pair = 0; pair < PAIRS; pair++) this.#show(pair);
  }

  get trades(): number {
    return this.core.state.trades.trades.size;
  }

  get conditions(): number {
    return this.core.state.stops.index.count;
  }

  /** Opens further trades: ids by number, as `levelsOf` counts them. */
  open(count: number): number[] {
    return Array.from({ length: count }, () => {
      const n = this.#opened++;
      return this.do(opening(n, this.#account, this.#instruments[n % PAIRS] as number));
    });
  }

  /** Moves prices, one at a time, by a step up or down, inside a share of where they began. Tells of each what it was. */
  tick(count: number, within: number, tell?: (pair: number, bid: number) => void): void {
    for (let i = 0; i < count; i++) {
      const pair = Math.floor(this.#next() * PAIRS);
      const step = this.#next() < 0.5 ? -1 : 1;
      const price = (this.#prices[pair] as number) + step;
      if (Math.abs(price - MIDDLE) <= MIDDLE * within) this.#prices[pair] = price;
      const bid = this.#show(pair);
      tell?.(pair, bid);
    }
  }

  /** One price comes to a share of where it began; its bid. */
  move(pair: number, share: number): number {
    this.#prices[pair] = Math.round(MIDDLE * share);
    return this.#show(pair);
  }

  /** Has a command carried out; the id that it answers with. */
  do(command: Command): number {
    const { events, outcome, rejection } = this.core.execute(command, this.#now);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    this.#note(events);
    this.#settle();
    return outcome.id;
  }

  #show(pair: number): number {
    this.#now += 1;
    const tick = quote(this.#instruments[pair] as number, this.#prices[pair] as number);
    this.#note(this.core.tick(tick, this.#now));
    this.#settle();
    return (tick as { bid: number }).bid;
  }

  #settle(): void {
    while (this.core.nextTimer <= this.#now) this.#note(this.core.advance(this.#now));
    this.core.takeFinished();
    this.core.takeFinishedTrades();
  }

  #note(events: readonly CoreEvent[]): void {
    if (events.length === 0) return;
    this.events += events.length;
    for (const event of events) if (event.type === 'stops.fired') this.fired += (event as StopsFired).ids.length;
  }

  #next(): number {
    this.#random = (this.#random * 48_271) % 2_147_483_647;
    return this.#random / 2_147_483_647;
  }
}
