import {
  type Command,
  Core,
  type CoreEvent,
  type CoreState,
  type FinishedOrder,
  isLimited,
  type Money,
  type Order,
  type OrderType,
  type Price,
  type Quantity,
  type Report,
  type Tick,
  waitOf,
} from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import { onTestFinished } from 'vitest';
import type { JournalRow, StatementRun } from '../journal/index.ts';
import { SqliteWriter } from '../journal/sqlite-writer.ts';
import { testFolder } from '../journal/test-folder.ts';
import type { LiveState } from './live-state.ts';
import { type ProjectedTurn, takeEnded } from './projected-turn.ts';
import { project } from './projection.ts';
import { Reader } from './reader.ts';
import type { RowSource } from './reader-messages.ts';
import { READ_MODEL_SCHEMA } from './schema.ts';

/** 2026-11-20T10:00Z, a Friday. */
const START = Date.UTC(2026, 10, 20, 10);
const HOUR = 3_600_000;

/** A spot share, a crypto pair with fees out of what is received, a future and a currency pair. */
export const SYMBOLS = ['SBER', 'USDT_BTC', 'SRZ6', 'EURUSD'] as const;

/** Numbers from 0 to `below` - 1; the same seed gives the same numbers. */
export function draws(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ORDER_KINDS: readonly OrderType[] = [
  'limit',
  'limit',
  'limit',
  'market',
  'stop',
  'stopLimit',
  'takeProfit',
  'trailing',
];

/**
 * A core with four paper accounts and one on a real venue that trade at random, its turns on disk as far as `flush` was called: what the runtime does,
 * without a queue and threads.
 */
export class History implements LiveState, RowSource {
  readonly core = prepared();
  readonly folder = testFolder();
  readonly turns: ProjectedTurn[] = [];
  readonly accounts: readonly number[];
  /** Called when a reader of core state waits for the disk: time passes. */
  meanwhile: () => void = () => {};
  readonly #writer = new SqliteWriter(this.folder, READ_MODEL_SCHEMA);
  readonly #reader = new Reader(this.folder);
  readonly #draw: (below: number) => number;
  #rows: JournalRow[] = [];
  #statements: StatementRun[] = [];
  #at = START;
  #keys = 0;

  constructor(seed: number) {
    this.#draw = draws(seed);
    onTestFinished(() => {
      this.#reader.close();
      this.#writer.close();
    });
    this.accounts = [
      this.#open('rub', 'quote', false),
      this.#open('rub', 'received', false),
      this.#open('USDT', 'received', false),
      this.#open('usd', 'quote', true),
      this.#open('rub', 'quote', false, 'ccxt'),
    ];
    for (const account of this.accounts.slice(0, 4)) {
      for (const [asset, units] of Object.entries({
        rub: 10n ** 18n,
        USDT: 10n ** 25n,
        BTC: 10n ** 21n,
        SBER: 10n ** 5n,
      })) {
        this.execute({ type: 'accounts.deposit', account, asset, amount: units as Money, key: null });
      }
      this.execute({
        type: 'accounts.deposit',
        account,
        asset: 'usd',
        amount: (10n ** 17n) as Money,
        key: `usd-${account}`,
      });
    }
    this.#reportBalance();
  }

  /** Commands, ticks and hours go by. */
  run(steps: number): this {
    for (let i = 0; i < steps; i++) this.#step();
    return this;
  }

  execute(command: Command): number {
    const { events, outcome } = this.core.execute(command, this.#at);
    this.#commit(events);
    return outcome?.id ?? 0;
  }

  /** A GTC order for SBER, `above` steps above the middle; at first 50 steps are offered at 1 above it. */
  buy(account: number, quantity: number, above: number, key: string | null = null): number {
    return this.execute({
      type: 'orders.place',
      account,
      instrument: 1,
      action: 'buy',
      orderType: 'limit',
      validity: 'gtc',
      quantity: quantity as Quantity,
      price: (middleOf(this.core, 1) + above) as Price,
      stopPrice: 0 as Price,
      leg: 'net',
      key,
      origin: 'native',
      comment: null,
    });
  }

  /** A deep market around this middle (steps); what follows from it is carried out. */
  show(instrument: number, mid: number): void {
    const deep = 1_000_000_000;
    this.#commit(this.core.tick({ kind: 'depth', instrument, bids: [mid - 1, deep], asks: [mid + 1, deep] }, this.#at));
    this.advance();
  }

  /** Lets time pass (ms) and carries out what is due. */
  advance(by = 0): void {
    this.#at += by;
    while (this.core.nextTimer <= this.#at) {
      const events = this.core.advance(this.#at);
      if (events.length === 0) break;
      this.#commit(events);
    }
  }

  /** Makes all turns so far durable. */
  flush(): this {
    this.#writer.write({ rows: this.#rows, statements: this.#statements });
    this.#rows = [];
    this.#statements = [];
    return this;
  }

  async read<T>(read: (state: CoreState) => T): Promise<T> {
    const answer = read(this.core.state);
    this.meanwhile();
    this.flush();
    return answer;
  }

  async query<T>(compiled: { sql: string; parameters: readonly unknown[] }): Promise<T[]> {
    return this.#reader.rows(compiled) as T[];
  }

  rows<T>(sql: string): T[] {
    return this.#reader.rows({ sql, parameters: [] }) as T[];
  }

  /** Every order that has ended, oldest end first. */
  get finished(): FinishedOrder[] {
    return this.turns.flatMap((turn) => [...turn.finished]);
  }

  #open(currency: string, mode: 'quote' | 'received', hedging: boolean, venue = 'paper'): number {
    return this.execute({
      type: 'accounts.open',
      owner: 16,
      name: 'trader',
      currency,
      venue,
      fillPolicy: hedging ? 'sandbox' : 'book',
      margin: true,
      hedging,
      fees: { maker: 500, taker: 1_000, decimals: 8, rounding: 'halfUp', mode },
    });
  }

  #step(): void {
    const draw = this.#draw;
    const dice = draw(100);
    if (dice < 35) return this.#tick();
    if (dice < 75) return void this.#place();
    if (dice < 85) return this.#change();
    if (dice < 87) return this.#move();
    if (dice < 88) return this.#reportBalance();
    if (dice < 92) {
      this.#at += draw(HOUR);
    } else if (dice < 93) {
      this.#at += 20 * HOUR;
    }
    this.advance();
  }

  #tick(): void {
    const instrument = 1 + this.#draw(SYMBOLS.length);
    const mid = middleOf(this.core, instrument) + this.#draw(9) - 4;
    const size = (): Quantity => (1 + this.#draw(40)) as Quantity;
    const tick: Tick =
      this.#draw(2) === 0
        ? { kind: 'trade', instrument, price: mid as Price, size: size() }
        : {
            kind: 'depth',
            instrument,
            bids: [mid - 1, size(), mid - 2, size()],
            asks: [mid + 1, size(), mid + 2, size()],
          };
    this.#commit(this.core.tick(tick, this.#at));
  }

  #place(): number {
    const draw = this.#draw;
    const account = this.accounts[draw(this.accounts.length)] as number;
    const instrument = 1 + draw(SYMBOLS.length);
    const orderType = ORDER_KINDS[draw(ORDER_KINDS.length)] as OrderType;
    const trails = waitOf(orderType) === 'trailing';
    const near = middleOf(this.core, instrument) + draw(13) - 6;
    const state = this.core.state.accounts.accounts.get(account);
    const tickets = instrument === 4 && state?.hedging === true ? [...state.tickets.keys()] : null;
    const ticket = tickets?.[draw(tickets.length + 1)] ?? 'new';
    const quantity = 1 + draw(20);
    return this.execute({
      type: 'orders.place',
      account,
      instrument,
      action: draw(2) === 0 ? 'buy' : 'sell',
      orderType,
      validity: waitOf(orderType) !== null ? 'day' : ((['day', 'gtc', 'fak', 'fok'] as const)[draw(4)] as 'day'),
      // Crypto pairs have a smallest value of an order.
      quantity: (instrument === 2 ? quantity * 1_000 : quantity) as Quantity,
      price: (isLimited(orderType) && !trails ? near : 0) as Price,
      stopPrice: (waitOf(orderType) !== null ? near : 0) as Price,
      ...(trails ? { trigger: { by: 'bid', trail: { unit: 'steps', distance: 1 + draw(4) } } } : {}),
      leg: tickets === null ? 'net' : ticket,
      key: draw(2) === 0 ? null : `k${this.#keys++}`,
      origin: (['native', 'chp', 'bot:32'] as const)[draw(3)] as string,
      comment: draw(4) === 0 ? 'so it was' : null,
    });
  }

  #change(): void {
    const open = [...this.core.state.orders.open.keys()];
    const order = open[this.#draw(open.length)];
    if (order === undefined) return;
    if (this.core.state.orders.open.get(order)?.account === this.accounts[4]) return this.#report(order);
    const dice = this.#draw(5);
    const price = (this.core.state.orders.open.get(order)?.price ?? 0) + this.#draw(5) - 2;
    if (dice === 0) {
      const account = this.core.state.orders.open.get(order)?.account ?? 0;
      const key = `k${this.#keys++}`;
      const quantity = 7 as Quantity;
      this.execute({ type: 'orders.replace', account, order, quantity, price: price as Price, key });
    } else if (dice === 1) {
      this.execute({ type: 'orders.move', order, price: price as Price });
    } else if (dice === 2 && this.#draw(4) === 0) {
      const account = this.accounts[this.#draw(this.accounts.length)] as number;
      this.execute({ type: 'orders.cancelAll', account, instrument: this.#draw(SYMBOLS.length + 1) });
    } else this.execute({ type: 'orders.cancel', order });
  }

  /** What a real venue says of an order. */
  #report(order: number): void {
    const { price, quantity, filled, instrument } = this.core.state.orders.open.get(order) as Order;
    const at = (price === 0 ? middleOf(this.core, instrument) : price) as Price;
    const part = (1 + this.#draw(quantity - filled)) as Quantity;
    const reports: readonly Report[] = [
      { kind: 'accepted' },
      { kind: 'filled', fill: `v${this.#keys++}`, price: at, quantity: part, maker: true },
      { kind: 'cancelled', filledTotal: (filled + part) as Quantity },
      { kind: 'rejected', detail: 'unknown symbol' },
      { kind: 'unknown' },
    ];
    this.execute({ type: 'orders.report', order, report: reports[this.#draw(reports.length)] as Report });
  }

  #reportBalance(): void {
    const account = this.accounts[4] as number;
    for (const asset of ['rub', 'USDT', 'SBER']) {
      const total = (10n ** 20n + BigInt(this.#draw(1_000_000))) as Money;
      this.execute({ type: 'accounts.reportBalance', account, asset, total });
    }
  }

  #move(): void {
    const account = this.accounts[this.#draw(this.accounts.length)] as number;
    const amount = BigInt(1 + this.#draw(1_000_000)) as Money;
    const asset = ['rub', 'USDT', 'BTC', 'SBER', 'usd'][this.#draw(5)] as string;
    const type = this.#draw(2) === 0 ? 'accounts.deposit' : 'accounts.withdraw';
    this.execute({ type, account, asset, amount, key: this.#draw(2) === 0 ? null : `k${this.#keys++}` });
  }

  #commit(events: readonly CoreEvent[]): void {
    if (events.length === 0) return;
    const seq = this.turns.length + 1;
    const { at } = events[0] as CoreEvent;
    const turn = { seq, at, events, ...takeEnded(this.core) };
    this.turns.push(turn);
    this.#rows.push({ seq, at, version: 1, body: Core.codec.encode(events) });
    this.#statements.push(...project(turn, this.core.state));
  }
}

/** A core that knows the instruments, with a first quote of each. */
function prepared(): Core {
  const core = new Core();
  for (const asset of ASSETS) core.execute({ type: 'instruments.defineAsset', asset }, START);
  const specs = catalogue(START);
  for (const symbol of SYMBOLS) {
    const instrument = specs.find((spec) => spec.symbol === symbol);
    if (instrument === undefined) throw new Error(`${symbol} is not in the catalogue`);
    const { rejection } = core.execute({ type: 'instruments.list', instrument }, START);
    if (rejection !== null) throw new Error(rejection.detail);
  }
  core.advance(START);
  for (let instrument = 1; instrument <= SYMBOLS.length; instrument++) {
    const mid = middleOf(core, instrument);
    core.tick({ kind: 'trade', instrument, price: mid as Price, size: 1 as Quantity }, START);
    core.tick({ kind: 'depth', instrument, bids: [mid - 1, 50], asks: [mid + 1, 50] }, START);
  }
  return core;
}

function middleOf(core: Core, instrument: number): number {
  const { spec } = core.state.instruments.instruments[instrument] as {
    spec: { typicalPrice: string; priceStep: string };
  };
  return Math.round(Number(spec.typicalPrice) / Number(spec.priceStep));
}
