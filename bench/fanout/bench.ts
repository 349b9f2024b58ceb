import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Tick } from '@outcry/core';
import { WebSocketServer } from 'ws';
import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { Audience } from './audience.ts';
import { payloadsOf } from './frames.ts';
import { type Measured, measure } from './measure.ts';
import { runPlatform } from './platform.ts';
import type { Start } from './readers.ts';

export const title = '1 000 WebSocket readers of quotes and trades against a bare ws broadcast of the same bytes';

const READERS = 1_000;
const INSTRUMENTS = 10;

const READERS_SCRIPT = new URL('./readers.ts', import.meta.url);

function native(folder: string): Promise<Measured> {
  return runPlatform(folder, READERS, INSTRUMENTS).then(async (platform) => {
    const messages = platform.instruments.flatMap(({ symbol }) =>
      ['quotes', 'trades'].map((channel) => JSON.stringify({ op: 'subscribe', channel, instrument: symbol })),
    );
    const { port, token } = platform;
    const audience = await Audience.gather<Start>(
      { port, path: '/api/v1/stream', token, readers: READERS, messages },
      READERS_SCRIPT,
    );
    const measured = await measure(audience, payloadsOf, (step) => platform.play(ticksOf(platform.instruments, step)));
    await audience.leave();
    await platform.close();
    return measured;
  });
}

/** A quote and a trade of each instrument. */
export function ticksOf(instruments: readonly { readonly id: number }[], step: number): Tick[] {
  return instruments.flatMap(({ id: instrument }): Tick[] => {
    const price = (n: number) => (50_011 + 10 * (step % 80) + n) as never;
    const size = (11 + (step % 80)) as never;
    return [
      { kind: 'quote', instrument, bid: price(0), bidSize: size, ask: price(5), askSize: size },
      { kind: 'trade', instrument, price: price(0), size, aggressor: 'buy' },
    ];
  });
}

/** `held`: what a step sends to a client leaves in one write, as ours does. */
async function bare(frames: readonly Buffer[], held: boolean): Promise<Measured> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const lines: Socket[] = [];
  server.on('connection', (_client, request) => lines.push(request.socket));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const audience = await Audience.gather<Start>(
    { port, path: '/', token: 'none', readers: READERS, messages: [] },
    READERS_SCRIPT,
  );
  const measured = await measure(audience, payloadsOf, () => {
    if (held) for (const line of lines) line.cork();
    for (const frame of frames) for (const client of server.clients) client.send(frame, { binary: false });
    if (held) for (const line of lines) line.uncork();
  });
  await audience.leave();
  server.close();
  return measured;
}

export async function run(print: Print): Promise<void> {
  const ours = await inFolder(native);
  const broadcast = await bare(ours.frames, false);
  const held = await bare(ours.frames, true);
  const bytes = ours.frames.reduce((sum, frame) => sum + frame.length, 0) / ours.frames.length;
  const row = { ours: ours.rate, unit: 'messages/s', better: 'more' } as const;
  const what = `${READERS} readers`;
  print({ ...row, what: `${what}; a bare broadcast`, reference: broadcast.rate, aim: '0.6x bare' });
  print({ ...row, what: `${what}; bare, a step in one write`, reference: held.rate, aim: '0.6x bare' });
  print(
    `messages of ${bytes.toFixed(0)} bytes, ${ours.frames.length} a step; readers count messages in a process of their own`,
  );
}
