import { randomBytes } from 'node:crypto';
import type { Instrument, Money, Tick } from '@outcry/core';
import fastify from 'fastify';
import { DASHBOARD_FACE } from '../../packages/server/src/faces/dashboard/index.ts';
import { nativeFace } from '../../packages/server/src/faces/native/index.ts';
import { allowSockets } from '../../packages/server/src/faces/sockets.ts';
import type { Candle, CandleRequest } from '../../packages/server/src/marketdata/index.ts';
import { openDomain } from '../fanout/domain.ts';
import { nativeParts } from '../fanout/native-parts.ts';
import { START } from '../runtime/trading.ts';

/** A document with a word in it: what a browser needs to show anything at all. */
export const BARE = '/bare';

/** The engine with the page and what the page speaks to, for one person with an account. */
export interface PagePlatform {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly instruments: readonly Instrument[];
  /** Resolves when the core has taken the ticks in, `ms` after the start, and its readers have been told. */
  play(ticks: readonly Tick[], ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function runPagePlatform(folder: string): Promise<PagePlatform> {
  const domain = await openDomain(folder);
  const { engine, identity } = domain;
  const login = 'reader';
  const password = randomBytes(12).toString('hex');
  const person = await identity.addPerson({ login, name: login, password, role: 'owner' });
  const { outcome } = await engine.submit({
    type: 'accounts.open',
    owner: person.id,
    name: 'Bench account',
    currency: 'rub',
    venue: 'paper',
    fillPolicy: 'book',
    margin: false,
    hedging: false,
    fees: { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' },
  });
  if (outcome === null) throw new Error('the account was not opened');
  const amount = 100_000_000n as Money;
  await engine.submit({ type: 'accounts.deposit', account: outcome.id, asset: 'rub', amount, key: null });
  const app = fastify({ forceCloseConnections: true });
  await allowSockets(app);
  // every change goes out: as many messages as the flow has
  const parts = {
    ...nativeParts(folder, domain, { conflateMs: 0 }),
    candles: { candles: pastCandles, gaps: () => [] },
  };
  await nativeFace(app, parts);
  await DASHBOARD_FACE.http?.(app, parts as never);
  app.get(BARE, (_request, reply) => reply.type('text/html').send('<!doctype html><title>bare</title><p>word'));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    login,
    password,
    instruments: domain.instruments,
    play(ticks, ms) {
      engine.offer(ticks.map((tick) => ({ at: START + ms, tick })));
      return engine.idle();
    },
    async close() {
      await app.close();
      await domain.close();
    },
  };
}

/** Candles up to the start, on a wave. */
function pastCandles({ interval, from, to, limit = 500, newestFirst = false }: CandleRequest): Candle[] {
  const ms = Number(interval) * 1_000;
  const last = Math.floor(Math.min(to, START) / ms);
  const count = Math.max(0, Math.min(limit, last - Math.ceil(from / ms)));
  const found = Array.from({ length: count }, (_, back): Candle => {
    const at = last - 1 - back;
    const price = (n: number) => (50_000 + Math.round(400 * Math.sin(at / 20)) + n) as never;
    const [open, close] = at % 2 === 0 ? [price(0), price(9)] : [price(9), price(0)];
    const time = at * ms;
    return { time, end: time + ms, open, close, high: price(14), low: price(-6), volume: 700 as never, complete: true };
  });
  return newestFirst ? found : found.reverse();
}
