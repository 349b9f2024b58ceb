import {
  type Command,
  Core,
  type KnownWork,
  type Money,
  type PlaceOrder,
  type Price,
  type Quantity,
  type Tick,
} from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import { Registry } from 'prom-client';
import type { TimedTick } from '../feeds/feed.ts';
import type { Batch, Journal } from '../journal/index.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { project } from '../readmodel/projection.ts';
import { STATEMENTS } from '../readmodel/schema.ts';
import { Engine } from './engine.ts';
import type { EngineParts } from './engine-parts.ts';
import { engineMetrics } from './metrics.ts';

/** 2026-11-20T10:00Z, a Friday. */
export const START = Date.UTC(2026, 10, 20, 10);
export const SBER = 1;
/** The mid price of SBER in steps at the start: 300.00 rub. */
export const MID = 30_000;

/** An engine in a test's hands: its clock, what it reported, one rich account. */
export interface TestEngine {
  readonly engine: Engine;
  readonly core: Core;
  readonly clock: { now: number };
  readonly fatal: Error[];
  readonly faults: Error[];
  readonly account: number;
}

/** Makes the engine on a journal, gives it SBER, an account with 10 billion rub and 100 000 shares, and a first book. */
export async function testEngine(journal: Journal, parts: Partial<EngineParts> = {}): Promise<TestEngine> {
  const clock = { now: START };
  const fatal: Error[] = [];
  const faults: Error[] = [];
  const core = parts.core ?? new Core();
  const engine = new Engine({
    core,
    journal,
    now: () => clock.now,
    project,
    findKey: (account, key) => (journal instanceof MemoryJournal ? keyInMemory(journal, account, key) : undefined),
    metrics: engineMetrics(new Registry()),
    onFatal: (error) => fatal.push(error),
    onFault: (error) => faults.push(error),
    ...parts,
  });
  if (core.state.instruments.instruments.length === 1) for (const command of setUp()) await carriedOut(engine, command);
  engine.offer([book(START)]);
  await engine.idle();
  return { engine, core, clock, fatal, faults, account: [...core.state.accounts.byOwner.values()][0]?.[0] as number };
}

/** A command that must not be refused; its id. */
export async function carriedOut(engine: Engine, command: Command): Promise<number> {
  const { outcome, rejection } = await engine.submit(command);
  if (outcome === null) throw new Error(rejection?.detail);
  return outcome.id;
}

function setUp(): Command[] {
  const instrument = catalogue(START).find((spec) => spec.symbol === 'SBER');
  if (instrument === undefined) throw new Error('SBER is not in the catalogue');
  const account = 2_000_000_000;
  return [
    ...ASSETS.map((asset) => ({ type: 'instruments.defineAsset', asset }) as const),
    { type: 'instruments.list', instrument },
    {
      type: 'accounts.open',
      owner: 16,
      name: 'trader',
      currency: 'rub',
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' },
    },
    { type: 'accounts.deposit', account, asset: 'rub', amount: (10n ** 20n) as Money, key: null },
    { type: 'accounts.deposit', account, asset: 'SBER', amount: (10n ** 5n) as Money, key: null },
  ];
}

/** A limit order; far from the market unless told. */
export function order(account: number, change: Partial<PlaceOrder> = {}): PlaceOrder {
  return {
    type: 'orders.place',
    account,
    instrument: SBER,
    action: 'buy',
    orderType: 'limit',
    validity: 'gtc',
    quantity: 1 as Quantity,
    price: (MID - 1_000) as Price,
    stopPrice: 0 as Price,
    leg: 'net',
    key: null,
    origin: 'native',
    comment: null,
    ...change,
  };
}

export function deposit(account: number, key: string | null): Command {
  return { type: 'accounts.deposit', account, asset: 'rub', amount: 100n as Money, key };
}

/** One share more than the book is wide: 1 000 pieces at either side of the middle. */
export function book(at: number, middle = MID): TimedTick {
  return timed(at, { kind: 'depth', instrument: SBER, bids: [middle - 1, 1_000], asks: [middle + 1, 1_000] });
}

export function trade(at: number, price: number, size = 1_000_000): TimedTick {
  return timed(at, { kind: 'trade', instrument: SBER, price: price as Price, size: size as Quantity });
}

function timed(at: number, tick: Tick): TimedTick {
  return { at, tick };
}

/** Lets batches through to the journal only while it is open. */
export class Gate {
  #open = true;
  #waiting: (() => void)[] = [];

  constructor(journal: Journal) {
    const append = journal.append.bind(journal);
    journal.append = async (batch: Batch) => {
      if (!this.#open) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      return append(batch);
    };
  }

  shut(): void {
    this.#open = false;
  }

  open(): void {
    this.#open = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Whether a promise has settled after everything that is ready has run. */
export async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  promise.then(
    () => {
      done = true;
    },
    () => {
      done = true;
    },
  );
  await rounds(5);
  return done;
}

/** Lets the event loop go round. */
export async function rounds(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

function keyInMemory(journal: MemoryJournal, account: number, key: string): KnownWork | undefined {
  for (const { statement, values } of journal.statements) {
    if (statement !== STATEMENTS.commandKey) continue;
    const row = values.find(([owner, known]) => owner === account && known === key);
    if (row !== undefined) return { kind: row[2] as KnownWork['kind'], id: row[3] as number };
  }
  return undefined;
}
