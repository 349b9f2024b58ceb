import type { Command } from '@outcry/core';
import fastify from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { threeCommasFace } from '../../packages/server/src/faces/threecommas/index.ts';
import { ALL_SIGNING_PERMISSIONS } from '../../packages/server/src/identity/index.ts';
import { StreamMetrics } from '../../packages/server/src/metrics/index.ts';
import { creation, deposit, listings, MIDDLE, opening, PAIRS, quote, symbolOf } from '../bots/commands.ts';
import { openDomain } from '../fanout/domain.ts';

/** The 3Commas face on a journal, with one person's bots and a running deal of each. */
export interface RunningDesk {
  readonly port: number;
  readonly apiKey: string;
  readonly secret: string;
  readonly bots: readonly number[];
  readonly deals: readonly number[];
  /** Turns of the journal so far, all of them on disk. */
  turns(): Promise<number>;
  close(): Promise<void>;
}

/** `bots`: at most as many as there are pairs. */
export async function runDesk(folder: string, bots: number): Promise<RunningDesk> {
  const domain = await openDomain(folder);
  const { engine, readModel, identity } = domain;
  const submit = async (command: Command): Promise<number> => {
    const { outcome, rejection } = await engine.submit(command);
    if (outcome === null) throw new Error(rejection?.detail);
    return outcome.id;
  };
  const known = engine.market((state) => state.instruments.assetByCode.has('USDT'));
  for (const command of listings().slice(known ? 1 : 0)) await submit(command);
  const instruments = Array.from({ length: PAIRS }, (_, pair) =>
    engine.market(({ instruments: { bySymbol } }) => bySymbol.get(symbolOf(pair))?.id ?? 0),
  );
  await domain.play(instruments.map((instrument) => quote(instrument, MIDDLE)));
  const person = await identity.addPerson({ login: 'bench', name: 'bench', password: 'correct horse', role: 'owner' });
  const { key, secret } = await identity.signing.addKey(person, {
    name: 'bench',
    permissions: ALL_SIGNING_PERMISSIONS,
  });
  const account = await submit({ ...opening(0), owner: person.id } as Command);
  await submit(deposit(account));
  const made: number[] = [];
  for (let n = 0; n < bots; n++) {
    const bot = await submit(creation(n, account, instruments[n] as number));
    await submit({ type: 'bots.enable', bot });
    made.push(bot);
  }
  const app = fastify({ forceCloseConnections: true });
  await threeCommasFace(app, {
    engine,
    readModel,
    identity,
    // nothing that is measured asks for candles
    candles: { candles: () => [], gaps: () => [] },
    wallNow: Date.now,
    log: pino({ level: 'silent' }),
    streamMetrics: new StreamMetrics(new Registry()),
    settings: { limits: false },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: Number(new URL(url).port),
    apiKey: key.apiKey,
    secret: secret as string,
    bots: made,
    deals: await engine.read(({ bots: { deals } }) => [...deals.keys()]),
    turns: () => engine.read(() => engine.seq),
    async close() {
      await app.close();
      await domain.close();
    },
  };
}
