import { randomBytes } from 'node:crypto';
import type { Tick } from '@outcry/core';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { deskOf } from '../../packages/server/src/faces/tinvest/desk.ts';
import { grpcListener } from '../../packages/server/src/faces/tinvest/grpc/listener.ts';
import { CallMetrics, StreamMetrics } from '../../packages/server/src/metrics/index.ts';
import { readSettings } from '../../packages/server/src/settings/index.ts';
import { openDomain } from '../fanout/domain.ts';

/** The engine with the T-Invest face on a free port, for one person who has a token. */
export interface TInvestPlatform {
  readonly port: number;
  readonly token: string;
  /** The first instruments that the face shows. */
  readonly instruments: readonly { readonly id: number; readonly uid: string }[];
  play(ticks: readonly Tick[]): Promise<void>;
  close(): Promise<void>;
}

export async function runTInvest(folder: string, instruments: number): Promise<TInvestPlatform> {
  const domain = await openDomain(folder);
  const { identity } = domain;
  const password = randomBytes(12).toString('hex');
  const person = await identity.addPerson({ login: 'reader', name: 'reader', password, role: 'owner' });
  const { secret } = await identity.addBrokerToken(person, { name: 'readers', kind: 'full' });
  const registry = new Registry();
  const desk = deskOf({
    ...domain,
    wallNow: Date.now,
    log: pino({ level: 'silent' }),
    calls: new CallMetrics(registry),
    streamMetrics: new StreamMetrics(registry),
    settings: readSettings({ limits: 'off' }, {}, folder),
  });
  const listener = grpcListener(desk, null);
  return {
    port: await listener.listen('127.0.0.1', 0),
    token: secret,
    instruments: desk.listing
      .all()
      .slice(0, instruments)
      .map(({ instrument, uid }) => ({ id: instrument.id, uid })),
    play: domain.play,
    async close() {
      await listener.close();
      await domain.close();
    },
  };
}
