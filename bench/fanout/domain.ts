import { Core, type Instrument, listInstruments, type Tick } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import { Registry } from 'prom-client';
import { IDENTITY_SCHEMA, type Identity, openIdentity } from '../../packages/server/src/identity/index.ts';
import { type Journal, openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { type CandleStore, createTapeCandles, MarketStreams } from '../../packages/server/src/marketdata/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../../packages/server/src/readmodel/index.ts';
import { Engine, engineMetrics } from '../../packages/server/src/runtime/index.ts';
import { START } from '../runtime/trading.ts';

/** Everything behind a face that streams. */
export interface StreamingDomain {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly readModel: ReadModel;
  readonly identity: Identity;
  readonly candles: CandleStore;
  readonly streams: MarketStreams;
  /** Everything that is listed. */
  readonly instruments: readonly Instrument[];
  /** Resolves when the core has taken the ticks in and their readers have been told. */
  play(ticks: readonly Tick[]): Promise<void>;
  close(): Promise<void>;
}

export async function openDomain(folder: string): Promise<StreamingDomain> {
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
    usedKeys: (after) => readModel.keysAfter(after),
    metrics: engineMetrics(new Registry()),
    onFatal: fail,
    onFault: fail,
  });
  for (const asset of ASSETS) await engine.submit({ type: 'instruments.defineAsset', asset });
  for (const instrument of catalogue(START)) await engine.submit({ type: 'instruments.list', instrument });
  const identity = await openIdentity({ folder, writer: engine, now: Date.now });
  const candles = createTapeCandles({
    feed: { peek: () => null, history: () => [], begins: () => Number.POSITIVE_INFINITY },
    instrument: (id) => engine.market((state) => state.instruments.instruments[id]),
  });
  const streams = new MarketStreams(engine, candles);
  return {
    engine,
    journal,
    readModel,
    identity,
    candles,
    streams,
    instruments: engine.market((state) => listInstruments(state.instruments)),
    play(ticks) {
      engine.offer(ticks.map((tick) => ({ at: START, tick })));
      return engine.idle();
    },
    async close() {
      streams.close();
      await engine.stop();
      await readModel.close();
      await journal.close();
    },
  };
}
