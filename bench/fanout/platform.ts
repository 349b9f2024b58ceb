import { randomBytes } from 'node:crypto';
import { Core, listInstruments, type Tick } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import fastify from 'fastify';
import { Registry } from 'prom-client';
import { nativeFace } from '../../packages/server/src/faces/native/index.ts';
import { allowSockets } from '../../packages/server/src/faces/sockets.ts';
import { IDENTITY_SCHEMA, openIdentity } from '../../packages/server/src/identity/index.ts';
import { openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { createTapeCandles, MarketStreams } from '../../packages/server/src/marketdata/index.ts';
import { StreamMetrics } from '../../packages/server/src/metrics/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../../packages/server/src/readmodel/index.ts';
import { Engine, engineMetrics } from '../../packages/server/src/runtime/index.ts';
import { START } from '../runtime/trading.ts';

/** The engine with the native face on a free port, for one person who has a key. */
export interface StreamingPlatform {
  readonly port: number;
  readonly token: string;
  /** Symbols and ids of the first instruments. */
  readonly instruments: readonly { readonly id: number; readonly symbol: string }[];
  /** Resolves when the core has taken the ticks in and its readers have been told. */
  play(ticks: readonly Tick[]): Promise<void>;
  close(): Promise<void>;
}

export async function runPlatform(folder: string, readers: number, instruments: number): Promise<StreamingPlatform> {
  const schemas = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];
  const schema = {
    migrations: schemas.flatMap(({ migrations }) => migrations),
    statements: Object.assign({}, ...schemas.map(({ statements }) => statements)),
  };
  const journal = await openSqliteJournal({ folder, schema, onNotice: (notice) => console.log(notice) });
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
    metrics: engineMetrics(new Registry()),
    onFatal: fail,
    onFault: fail,
  });
  for (const asset of ASSETS) await engine.submit({ type: 'instruments.defineAsset', asset });
  for (const instrument of catalogue(START)) await engine.submit({ type: 'instruments.list', instrument });
  const identity = await openIdentity({ folder, writer: engine, now: Date.now });
  const password = randomBytes(12).toString('hex');
  const person = await identity.addPerson({ login: 'reader', name: 'reader', password, role: 'owner' });
  const { secret } = await identity.addKey(person, 'readers', ['market:read']);
  const candles = createTapeCandles({
    feed: { peek: () => null, history: () => [], begins: () => Number.POSITIVE_INFINITY },
    instrument: (id) => engine.market((state) => state.instruments.instruments[id]),
  });
  const streams = new MarketStreams(engine, candles);
  const app = fastify({ forceCloseConnections: true });
  await allowSockets(app);
  await nativeFace(app, {
    engine,
    readModel,
    identity,
    candles,
    streams,
    feed: {
      source: 'bench',
      state: 'playing',
      speed: 1,
      now: () => START,
      play() {},
      pause() {},
      step: () => 0,
      setSpeed() {},
    },
    version: 'bench',
    wallNow: Date.now,
    streamMetrics: new StreamMetrics(new Registry()),
    // quotes go out with their ticks: as many messages as the flow has
    streamLimits: { conflateMs: 0, maxConnections: 2 * readers, maxConnectionsPerPerson: 2 * readers },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: (app.server.address() as { port: number }).port,
    token: secret,
    instruments: engine.market((state) => listInstruments(state.instruments).slice(0, instruments)),
    play(ticks) {
      engine.offer(ticks.map((tick) => ({ at: START, tick })));
      return engine.idle();
    },
    async close() {
      await app.close();
      streams.close();
      await engine.stop();
      await readModel.close();
      await journal.close();
    },
  };
}
