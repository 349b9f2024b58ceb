import { randomBytes } from 'node:crypto';
import type { Tick } from '@outcry/core';
import fastify from 'fastify';
import { nativeFace } from '../../packages/server/src/faces/native/index.ts';
import { allowSockets } from '../../packages/server/src/faces/sockets.ts';
import { openDomain } from './domain.ts';
import { nativeParts } from './native-parts.ts';

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
  const domain = await openDomain(folder);
  const { identity } = domain;
  const password = randomBytes(12).toString('hex');
  const person = await identity.addPerson({ login: 'reader', name: 'reader', password, role: 'owner' });
  const { secret } = await identity.addKey(person, 'readers', ['market:read']);
  const app = fastify({ forceCloseConnections: true });
  await allowSockets(app);
  // quotes go out with their ticks: as many messages as the flow has
  const limits = { conflateMs: 0, maxConnections: 2 * readers, maxConnectionsPerPerson: 2 * readers };
  await nativeFace(app, nativeParts(folder, domain, limits));
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: (app.server.address() as { port: number }).port,
    token: secret,
    instruments: domain.instruments.slice(0, instruments),
    play: domain.play,
    async close() {
      await app.close();
      await domain.close();
    },
  };
}
