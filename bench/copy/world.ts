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
const DEEP = (2 ** 45) as Quantity;

/** What one signal took. */
export interface Settled {
  /** From the command to the disk having the last allocation, in ms. */
  readonly whole: number;
  /** The same without the disk. */
  readonly core: number;
  /** The longest time in which nothing else could be done, in ms, without the disk. */
  readonly longestTurn: number;
  readonly turns: number;
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

  price(price: number): void {
    const instrument = this.#instrument;
    const quote = { bid: price as Price, bidSize: DEEP, ask: (price + 1) as Price, askSize: DEEP };
    this.core.tick({ kind: 'quote', instrument, ...quote }, NOW);
    this.core.tick({ kind: 'trade', instrument, price: price as Price, size: 1 as Quantity }, NOW);
    this.#advance();
  }

  /** The next signal of the trader, until every allocation is on disk. */
  signal(): Settled {
    // in and out again, growing and turning
    const lots = [10, 25, -5, 0];
    const lot = (lots[this.#lot++ % lots.length] as number) * 10_000_000;
    const times: number[] = [];
    let disk = 0;
    const deals = this.core.state.copy.next.deal;
    const begun = performance.now();
    const turn = (act: () => readonly CoreEvent[]): void => {
      const from = performance.now();
      const body = this.core.encode(act());
      const until = performance.now();
      times.push(until - from);
      writeSync(this.#file, body);
      disk += performance.now() - until;
    };
    const row = { instrument: this.#instrument, lot, equity: 1_000_000 };
    turn(() => this.core.execute({ type: 'copy.signal', strategy: this.#strategy, ...row }, NOW).events);
    while (this.core.nextTimer === 0) turn(() => this.core.advance(NOW));
    this.core.takeFinished();
    // turns do not wait for each other's disk (group commit): the last one is what is waited for
    const written = performance.now();
    fdatasyncSync(this.#file);
    disk += performance.now() - written;
    const whole = performance.now() - begun;
    if (this.core.state.copy.groups.size > 0) throw new Error('a group is left open');
    return {
      whole,
      core: whole - disk,
      longestTurn: Math.max(...times),
      turns: times.length,
      deals: this.core.state.copy.next.deal - deals,
    };
  }

  /** Ticks a second at prices that reach no stop. */
  ticks(count: number): number {
    const begun = performance.now();
    for (let n = 0; n < count; n++) {
      const price = (110_000 + (n % 7)) as Price;
      this.core.tick({ kind: 'trade', instrument: this.#instrument, price, size: 1 as Quantity }, NOW);
    }
    return (count * 1_000) / (performance.now() - begun);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path);
  }

  #do(command: Command): number {
    const { outcome, rejection } = this.core.execute(command, NOW);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    return outcome.id;
  }

  #advance(): void {
    while (this.core.nextTimer <= NOW) this.core.advance(NOW);
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
