import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import {
  type Command,
  Core,
  type CoreEvent,
  type Instrument,
  type OpenAccount,
  type Price,
  type Quantity,
} from '../../packages/core/src/index.ts';
import { ASSETS, SPECS } from '../../packages/core/test/specs.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const DAY = 86_400_000;
const DEEP = (2 ** 45) as Quantity;

/** Turns of the core, the disk aside. */
export interface Turns {
  readonly count: number;
  /** Ms by the clock: the longest one, and that behind which only the longest hundredth lies. */
  readonly longest: number;
  readonly long: number;
}

/** What one signal took. */
export interface Settled extends Turns {
  /** From the command to the disk having the last allocation, in ms. */
  readonly whole: number;
  /** The same without the disk. */
  readonly core: number;
  /** What processors did in it, in ms. */
  readonly work: number;
  readonly deals: number;
}

/** A core with one strategy and so many investments in it, and a journal on disk. */
export class CopyBench {
  readonly core = new Core();
  readonly #file: number;
  readonly #path: string;
  readonly #strategy: number;
  readonly #instrument: number;
  #lot = 0;
  #now = NOW;

  constructor(investors: number, folder: string) {
    this.#path = `${folder}/journal-${investors}`;
    this.#file = openSync(this.#path, 'w');
    for (const asset of ASSETS) this.#do({ type: 'instruments.defineAsset', asset });
    for (const instrument of SPECS) this.#do({ type: 'instruments.list', instrument });
    this.#instrument = (this.core.state.instruments.bySymbol.get('EURUSD') as Instrument).id;
    const account = this.#do(STREAM);
    const amount = (10n ** 22n) as never;
    this.#do({ type: 'accounts.deposit', account, asset: 'usd', amount, key: null });
    this.#do({ type: 'copy.setCompany', company: 1, spec: { accountMinBalance: 0, securityMinBalance: 0 } });
    this.#do({ type: 'copy.addStream', company: 1, name: 'stream', account, liquidityRate: 10 });
    this.price(110_000);
    const terms = { feeRate: 2_000, commissionRate: 10, partnerShare: 2_000, accounting: 1 } as const;
    const wallet = this.#wallet(1, 1_000_000);
    this.#strategy = this.#do({
      type: 'copy.addStrategy',
      wallet,
      name: 'bench',
      money: 1_000_000,
      partner: 1,
      ...terms,
    });
    const offer = this.core.state.copy.strategies.get(this.#strategy)?.publicOffer ?? 0;
    for (let n = 0; n < investors; n++) {
      const money = 50_000 + (n % 997) * 100;
      const protection = n % 3 === 0 ? 5_000 : 0;
      const investor = this.#wallet(n + 2, money);
      this.#do({
        type: 'copy.openAccount',
        wallet: investor,
        offer,
        money,
        factor: 5_000 + (n % 20) * 1_000,
        protection,
      });
    }
    this.#advance();
  }

  #wallet(client: number, amount: number): number {
    const wallet = this.#do({ type: 'copy.openWallet', company: 1, client, precisionVolume: 4 });
    this.#do({ type: 'copy.transfer', wallet, kind: 0, amount });
    return wallet;
  }

  price(price: number, size: number = DEEP): void {
    const instrument = this.#instrument;
    const quote = { bid: price as Price, bidSize: DEEP, ask: (price + 1) as Price, askSize: size as Quantity };
    this.core.tick({ kind: 'quote', instrument, ...quote }, this.#now);
    this.#trade(price);
    this.#advance();
  }

  #trade(price: number): readonly CoreEvent[] {
    const instrument = this.#instrument;
    return this.core.tick({ kind: 'trade', instrument, price: price as Price, size: 1 as Quantity }, this.#now);
  }

  /** The next signal of the trader, until every allocation is on disk. */
  signal(): Settled {
    // in and out again, growing and turning
    const lots = [10, 25, -5, 0];
    const lot = (lots[this.#lot++ % lots.length] as number) * 10_000_000;
    let disk = 0;
    const deals = this.core.state.copy.next.deal;
    const worked = process.cpuUsage();
    const begun = performance.now();
    const write = (body: string): void => {
      const from = performance.now();
      writeSync(this.#file, body);
      disk += performance.now() - from;
    };
    const row = { instrument: this.#instrument, lot, equity: 1_000_000 };
    const signal = { type: 'copy.signal', strategy: this.#strategy, ...row } as const;
    const turns = this.#measure(() => this.core.execute(signal, this.#now).events, write);
    // turns do not wait for each other's disk (group commit): the last one is what is waited for
    const written = performance.now();
    fdatasyncSync(this.#file);
    disk += performance.now() - written;
    const whole = performance.now() - begun;
    const { user, system } = process.cpuUsage(worked);
    if (this.core.state.copy.groups.size > 0) throw new Error('a group is left open');
    return {
      whole,
      core: whole - disk,
      work: (user + system) / 1_000,
      ...turns,
      deals: this.core.state.copy.next.deal - deals,
    };
  }

  /** All that follows from one thing, turn by turn. */
  #measure(act: () => readonly CoreEvent[], write: (body: string) => void): Turns {
    const times: number[] = [];
    const turn = (own: () => readonly CoreEvent[]): void => {
      const from = performance.now();
      const body = this.core.encode(own());
      times.push(performance.now() - from);
      write(body);
    };
    turn(act);
    while (this.core.nextTimer <= this.#now) turn(() => this.core.advance(this.#now));
    this.core.takeFinished();
    times.sort((a, b) => a - b);
    return { count: times.length, longest: times.at(-1) ?? 0, long: times[Math.floor(times.length * 0.99)] ?? 0 };
  }

  /** The longest turn of each kind of work on all accounts, by its name. */
  *longestTurns(): Generator<readonly [string, Turns], void> {
    const { core } = this;
    const [strategy, instrument] = [this.#strategy, this.#instrument];
    const row = (lot: number) => ({ instrument, lot: lot * 100_000_000, equity: 1_000_000 });
    const measured = (act: () => readonly CoreEvent[]): Turns => this.#measure(act, () => {});
    const run = (command: Command): Turns => measured(() => core.execute(command, this.#now).events);
    const later = (at: number): Turns => {
      this.#now = at;
      return measured(() => core.advance(at));
    };
    yield ['a hard sync', run({ type: 'copy.sync', strategy, soft: false, rows: [row(1)] })];
    this.price(110_000, 2 ** 24);
    yield ['a signal with a shortfall', run({ type: 'copy.signal', strategy, ...row(3) })];
    this.price(110_000);
    yield ['the swap of a day', run({ type: 'copy.bookSwap', stream: 1, instrument, long: -100, short: 50 })];
    yield ['a day that begins', later(Math.ceil((this.#now + 1) / DAY) * DAY)];
    this.price(110_300);
    yield ['fees of a week', later(core.state.copy.companies.get(1)?.intervalEnds ?? 0)];
    yield ['protection of a third at one price', measured(() => this.#trade(106_000))];
    yield ['a strategy that pauses', run({ type: 'copy.pauseStrategy', strategy })];
    yield ['a strategy that closes', run({ type: 'copy.closeStrategy', strategy })];
  }

  /** Ticks a second at prices that reach no stop. */
  ticks(count: number): number {
    const begun = performance.now();
    for (let n = 0; n < count; n++) {
      const price = (110_000 + (n % 7)) as Price;
      this.core.tick({ kind: 'trade', instrument: this.#instrument, price, size: 1 as Quantity }, this.#now);
    }
    return (count * 1_000) / (performance.now() - begun);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path);
  }

  #do(command: Command): number {
    const { outcome, rejection } = this.core.execute(command, this.#now);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    return outcome.id;
  }

  #advance(): void {
    while (this.core.nextTimer <= this.#now) this.core.advance(this.#now);
    this.core.takeFinished();
  }
}

const STREAM: OpenAccount = {
  type: 'accounts.open',
  owner: 1,
  name: 'stream',
  currency: 'usd',
  venue: 'paper',
  fillPolicy: 'book',
  margin: true,
  closeOut: false,
  hedging: false,
  fees: { maker: 0, taker: 0, decimals: 2, rounding: 'up', mode: 'quote' },
};
