import { setImmediate as nextRound } from 'node:timers/promises';
import { type Command, Core } from '@outcry/core';
import { Registry } from 'prom-client';
import { openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../../packages/server/src/readmodel/index.ts';
import { Engine, engineMetrics } from '../../packages/server/src/runtime/index.ts';
import { inFolder } from '../in-folder.ts';
import { median, percentile } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { bareAppends, turnsOf } from '../runtime/bare.ts';
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
import { BotsWorld } from './world.ts';

const ROUNDS = 3;
const DEALS = 6_000;
/** Deals of each round that are opened before anything is measured. */
const WARM = 1_000;
const IN_FLIGHT = 500;

interface Opened {
  readonly perSecond: number;
  /** Milliseconds from handing over each command until it was answered. */
  readonly latency: readonly number[];
  /** The same rows written by better-sqlite3 alone, turns a second. */
  readonly bare: number;
  /** Bytes of a turn. */
  readonly bytes: number;
}

/** Deals opened until they are on disk, against the core alone and against writing the same rows. */
export async function openings(print: Print): Promise<void> {
  const alone: number[] = [];
  const durable: Opened[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(openedInCore());
    durable.push(await inFolder(openedDurably));
  }
  const ours = median(durable.map(({ perSecond }) => perSecond));
  const row = { ours, unit: 'deals/s', better: 'more' } as const;
  print({ what: 'deals opened to durable; the core alone', ...row, reference: median(alone) });
  print({ what: 'the same; their rows alone', ...row, reference: median(durable.map(({ bare }) => bare)) });
  const latency = durable.flatMap((each) => each.latency);
  const [p50, p99] = [percentile(latency, 0.5), percentile(latency, 0.99)];
  print(`${IN_FLIGHT} on their way at once: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  print(
    `a turn has ${median(durable.map(({ bytes }) => bytes)).toFixed(0)} bytes: a deal, 7 orders, a fill, a stop loss`,
  );
}

function openedInCore(): number {
  const world = new BotsWorld();
  const bots = world.create(DEALS + WARM);
  world.enable(bots.slice(0, WARM));
  const begun = performance.now();
  world.enable(bots.slice(WARM));
  return (DEALS * 1_000) / (performance.now() - begun);
}

async function openedDurably(folder: string): Promise<Opened> {
  const journal = await openSqliteJournal({
    folder,
    schema: READ_MODEL_SCHEMA,
    onNotice: (notice) => console.log(notice),
  });
  const readModel = new ReadModel({ folder });
  const fail = (error: Error): never => {
    throw error;
  };
  const engine = new Engine({
    core: new Core(),
    journal,
    now: () => START,
    project,
    findKey: (account, key) => readModel.findKey(account, key),
    usedKeys: (after) => readModel.keysAfter(after),
    metrics: engineMetrics(new Registry()),
    onFatal: fail,
    onFault: fail,
  });
  const bots = await botsIn(engine, DEALS + WARM);
  await enable(engine, bots.slice(0, WARM));
  const groups: number[] = [];
  const append = journal.append.bind(journal);
  journal.append = (batch) => {
    groups.push(batch.rows.length);
    return append(batch);
  };
  const begun = performance.now();
  const latency = await enable(engine, bots.slice(WARM));
  const seconds = (performance.now() - begun) / 1_000;
  if (engine.alive.deals !== DEALS + WARM) throw new Error(`${engine.alive.deals} deals are open`);
  await engine.stop();
  const rows = [];
  for await (const row of journal.read(1)) rows.push(row);
  await readModel.close();
  await journal.close();
  const turns = turnsOf(rows, DEALS);
  const bytes = turns.reduce((sum, { row }) => sum + row.body.length, 0) / DEALS;
  return {
    perSecond: DEALS / seconds,
    latency,
    bare: await inFolder((bare) => bareAppends(bare, turns, groups, true)),
    bytes,
  };
}

/** Lists the pairs, shows a price of each and makes bots; their ids. */
async function botsIn(engine: Engine, count: number): Promise<number[]> {
  const submit = async (command: Command): Promise<number> => {
    const { outcome, rejection } = await engine.submit(command);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    return outcome.id;
  };
  await Promise.all(listings().map(submit));
  const instruments = engine.market(({ instruments: { bySymbol } }) =>
    Array.from({ length: PAIRS }, (_, pair) => bySymbol.get(symbolOf(pair))?.id ?? 0),
  );
  engine.offer(instruments.map((instrument) => ({ at: START, tick: quote(instrument, MIDDLE) })));
  await engine.idle();
  const accounts: number[] = [];
  for (let n = 0; n < count / BOTS_PER_ACCOUNT; n++) {
    const account = await submit(opening(n));
    await submit(deposit(account));
    accounts.push(account);
  }
  const created = Array.from({ length: count }, (_, n) =>
    submit(creation(n, accounts[Math.floor(n / BOTS_PER_ACCOUNT)] as number, instruments[n % PAIRS] as number)),
  );
  return Promise.all(created);
}

/** Enables bots, many at once: each opens its deal in the same turn. How long each answer took (ms). */
async function enable(engine: Engine, bots: readonly number[]): Promise<number[]> {
  const latency: number[] = [];
  let sent = 0;
  while (latency.length < bots.length) {
    while (sent < bots.length && sent - latency.length < IN_FLIGHT) {
      const begun = performance.now();
      void engine.submit({ type: 'bots.enable', bot: bots[sent++] as number }).then(({ rejection }) => {
        if (rejection !== null) throw new Error(rejection.detail);
        latency.push(performance.now() - begun);
      });
    }
    await nextRound();
  }
  return latency;
}
