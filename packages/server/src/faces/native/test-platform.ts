import type { Instrument, Tick } from '@outcry/core';
import type { TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { onTestFinished } from 'vitest';
import { createPlayer, type Feed, type TimedTick } from '../../feeds/index.ts';
import type { Identity, Right } from '../../identity/index.ts';
import type { Candle, CandleRequest } from '../../marketdata/index.ts';
import { StreamMetrics } from '../../metrics/index.ts';
import { Troubles } from '../../platform/troubles.ts';
import { openUpkeep } from '../../platform/upkeep/index.ts';
import type { ReadModel } from '../../readmodel/index.ts';
import type { Engine } from '../../runtime/index.ts';
import { allowSockets } from '../sockets.ts';
import { NOON, PASSWORD, testDomain, testFolder } from '../test-domain.ts';
import { nativeFace } from './index.ts';
import type { StreamLimits } from './stream/limits.ts';
import { TestClient } from './test-client.ts';

export { NOON };

export interface TestPlatform {
  readonly url: string;
  readonly engine: Engine;
  readonly identity: Identity;
  readonly readModel: ReadModel;
  readonly troubles: Troubles;
  readonly folder: string;
  readonly app: FastifyInstance;
  /** Market and wall clock, turned by hand. */
  readonly clock: { market: number; wall: number };
  /** A client that is signed in as a new person. */
  signIn(login: string, rights?: readonly Right[]): Promise<TestClient>;
  /** Shows a quote, as decimal text, and waits until the core has it. */
  quote(symbol: string, bid: string, bidSize: string, ask: string, askSize: string): Promise<void>;
  trade(symbol: string, price: string, size: string, aggressor?: 'buy' | 'sell'): Promise<void>;
  offer(...ticks: Tick[]): Promise<void>;
  instrument(symbol: string): Instrument;
  /** Ends it before the test does; the folder stays for another start. */
  stop(): Promise<void>;
}

/**
 * A platform on a folder, an empty one unless told: SQLite journal, read model, engine, identity and the native face on a real socket. SBER
 * has been quoted 322.9 / 323.1 with 1 000 pieces a side and has traded at 323. Every answer is held against the schema
 * that the documentation shows for it.
 */
export async function testPlatform(
  streamLimits: Partial<StreamLimits> = {},
  folder: string = testFolder(),
): Promise<TestPlatform> {
  const domain = await testDomain(folder);
  const { engine, readModel, identity, streams, clock, offer, quote, trade, instrument } = domain;
  const feed = tapeOf(instrument('SBER'));
  const player = createPlayer({
    feed,
    clock: 'tape',
    speed: 1,
    start: 'command',
    now: () => clock.wall,
    sink: engine,
    onError: () => undefined,
  });
  const control = {
    source: 'recorded:./tapes',
    get state() {
      return player.state;
    },
    get speed() {
      return player.speed;
    },
    now: () => player.now(),
    play: () => player.play(),
    pause: () => player.pause(),
    step: (count: number) => player.step(count),
    setSpeed: (speed: number | 'max') => player.setSpeed(speed),
  };

  const troubles = new Troubles();
  const upkeep = openUpkeep({ folder, journal: domain.journal, troubles, now: () => clock.wall });
  const app = fastify({ forceCloseConnections: true });
  holdAnswersAgainstSchemas(app);
  await allowSockets(app);
  await nativeFace(app, {
    engine,
    readModel,
    identity,
    candles: { candles: (request) => testCandles(request), gaps: () => [TEST_GAP] },
    streams,
    feed: control,
    version: '0.1.0',
    wallNow: () => clock.wall,
    streamMetrics: new StreamMetrics(new Registry()),
    streamLimits,
    endpoints: () => ({ http: { host: '127.0.0.1', port: 8080, url: 'http://127.0.0.1:8080' }, https: null }),
    faceNames: ['native'],
    upkeep,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });

  const stop = async (): Promise<void> => {
    player.stop();
    await app.close();
    await domain.stop();
  };
  onTestFinished(stop);

  await domain.openMarket();
  return {
    url,
    engine,
    identity,
    readModel,
    troubles,
    folder,
    app,
    clock,
    offer,
    instrument,
    async signIn(login, rights) {
      const role = rights === undefined ? 'owner' : 'member';
      await identity.addPerson({
        login,
        name: login,
        password: PASSWORD,
        role,
        ...(rights === undefined ? {} : { rights }),
      });
      const client = new TestClient(url);
      await client.signIn(login, PASSWORD);
      return client;
    },
    quote,
    trade,
    stop,
  };
}

/** A tape of ten SBER trades, a second apart, at 323.01 … 323.10. */
function tapeOf(instrument: Instrument): Feed {
  const ticks: TimedTick[] = Array.from({ length: 10 }, (_, i) => ({
    at: NOON + 1_000 * (i + 1),
    tick: { kind: 'trade', instrument: instrument.id, price: (32_301 + i) as never, size: 1 as never },
  }));
  let next = 0;
  return {
    instruments: new Set([instrument.id]),
    peek: () => ticks[next]?.at ?? null,
    pull(until, max) {
      const from = next;
      while (next < ticks.length && next - from < max && (ticks[next] as TimedTick).at <= until) next++;
      return ticks.slice(from, next);
    },
    history: () => [],
  };
}

/** A minute before the hour of the candles in which the platform stood still. */
const TEST_GAP = { begin: NOON - 3_660_000, until: NOON - 3_600_000 };

/** Minute candles of the hour before noon: the n-th opens at 320 + n kopecks. */
function testCandles({ interval, from, to, limit = 60, newestFirst = false }: CandleRequest): Candle[] {
  if (interval !== 60) return [];
  const all = Array.from({ length: 60 }, (_, n): Candle => {
    const time = NOON - 60_000 * (60 - n);
    const [open, high, low, close] = [32_000 + n, 32_005 + n, 31_999 + n, 32_001 + n] as never[] as [
      never,
      never,
      never,
      never,
    ];
    return { time, end: time + 60_000, open, high, low, close, volume: 7 as never, complete: true };
  }).filter(({ time }) => time >= from && time < to);
  return (newestFirst ? all.reverse() : all).slice(0, limit);
}

/** Fails a call whose answer is not what the documentation says. */
function holdAnswersAgainstSchemas(app: FastifyInstance): void {
  const checks = new Map<TSchema, TypeCheck<TSchema>>();
  app.addHook('onSend', async (request, reply, payload) => {
    const answers = request.routeOptions.schema?.response as Record<string, TSchema> | undefined;
    const schema = answers?.[reply.statusCode] ?? answers?.default;
    if (schema === undefined || typeof payload !== 'string') return payload;
    const check = checks.get(schema) ?? TypeCompiler.Compile(schema);
    checks.set(schema, check);
    const answer: unknown = JSON.parse(payload);
    const wrong = check.Check(answer) ? undefined : check.Errors(answer).First();
    if (wrong === undefined) return payload;
    throw new Error(
      `${request.method} ${request.url} answers ${reply.statusCode} ${payload}: ${wrong.path} ${wrong.message}`,
    );
  });
}
