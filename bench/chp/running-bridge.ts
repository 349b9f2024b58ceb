import type { Command } from '@outcry/core';
import { Core } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import fastify from 'fastify';
import { Registry } from 'prom-client';
import { chpFaceAlone, urlInLowerCase } from '../../packages/server/src/faces/chp/index.ts';
import { createPlayer, createSyntheticFeed } from '../../packages/server/src/feeds/index.ts';
import { IDENTITY_SCHEMA, openIdentity } from '../../packages/server/src/identity/index.ts';
import { openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { openCandleStore } from '../../packages/server/src/marketdata/index.ts';
import { LISTEN_BACKLOG } from '../../packages/server/src/platform/web.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../../packages/server/src/readmodel/index.ts';
import { Engine, engineMetrics } from '../../packages/server/src/runtime/index.ts';

export const LOGIN = 'bench';
export const PASSWORD = 'correct horse';

/** A cheap hash: the bench opens hundreds of sessions and measures none of it. */
const COST = { n: 1024, r: 8, p: 1 };

export interface RunningBridge {
  readonly url: string;
  readonly portfolio: string;
  /** Access tokens, as many as were asked for. */
  readonly tokens: readonly string[];
  close(): Promise<void>;
}

/** The CHP face on the whole platform behind it: journal, read model, candles and a live synthetic market. */
export async function runBridge(folder: string, sessions: number): Promise<RunningBridge> {
  const fail = (error: unknown): never => {
    throw error;
  };
  const onNotice = (notice: string): void => console.log(notice);
  const schemas = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];
  const journal = await openSqliteJournal({
    folder,
    schema: {
      migrations: schemas.flatMap(({ migrations }) => migrations),
      statements: Object.assign({}, ...schemas.map(({ statements }) => statements)),
    },
    onNotice,
  });
  const readModel = new ReadModel({ folder });
  const core = new Core();
  const start = Date.now();
  const engine = new Engine({
    core,
    journal,
    now: Date.now,
    project,
    findKey: (account, key) => readModel.findKey(account, key),
    usedKeys: (after) => readModel.keysAfter(after),
    metrics: engineMetrics(new Registry()),
    onFatal: fail,
    onFault: fail,
  });
  const submit = async (command: Command): Promise<number> => {
    const { outcome, rejection } = await engine.submit(command);
    if (outcome === null) throw new Error(rejection?.detail);
    return outcome.id;
  };
  for (const asset of ASSETS) await submit({ type: 'instruments.defineAsset', asset });
  for (const instrument of catalogue(start)) await submit({ type: 'instruments.list', instrument });
  const identity = await openIdentity({ folder, writer: engine, now: Date.now, passwordCost: COST });
  const owner = await identity.addPerson({ login: 'owner', name: 'Owner', role: 'owner', password: PASSWORD });
  const account = await submit(opening(owner.id));
  await submit({ type: 'accounts.deposit', account, asset: 'rub', amount: (10n ** 20n) as never, key: null });
  const tokens = Array.from({ length: sessions }, (_, index) => `bench-token-${String(index).padStart(8, '0')}`);
  for (const token of tokens) await identity.addBridge(owner, { login: LOGIN, password: PASSWORD, token });

  const instruments = core.state.instruments.instruments.filter((each) => each?.tradable === true);
  const feed = createSyntheticFeed({ seed: 1, instruments: instruments as never, start });
  const instrument = (id: number) => engine.market((state) => state.instruments.instruments[id]);
  const candles = await openCandleStore({ folder, feedId: 'bench', feed, instrument, onNotice });
  engine.onTicks((ticks) => candles.take(ticks));
  const sink = { offer: (ticks: never) => engine.offer(ticks, true), idle: () => engine.idle() };
  const player = createPlayer({
    feed,
    clock: 'wall',
    speed: 1,
    start: 'now',
    now: Date.now,
    sink,
    onError: fail,
  } as never);
  engine.start();
  const app = fastify({ forceCloseConnections: true, rewriteUrl: ({ url = '/' }) => urlInLowerCase(url) });
  const log = { error: (fault: object, what: string) => console.error(what, fault) } as never;
  await chpFaceAlone(app, {
    engine,
    readModel,
    identity,
    candles,
    wallNow: Date.now,
    log,
    settings: { chpOrigins: [] },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0, backlog: LISTEN_BACKLOG });
  const close = async (): Promise<void> => {
    player.stop();
    await app.close();
    await candles.close();
    await engine.stop();
    await readModel.close();
    await journal.close();
  };
  return { url, portfolio: `ST${account}-MO-01`, tokens, close };
}

function opening(owner: number): Command {
  return {
    type: 'accounts.open',
    owner,
    name: 'bench',
    currency: 'rub',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    hedging: false,
    fees: { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' },
  };
}
