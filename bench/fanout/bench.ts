import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Tick } from '@outcry/core';
import { WebSocketServer } from 'ws';
import { inFolder } from '../in-folder.ts';
import { median } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { Audience } from './audience.ts';
import { payloadsOf } from './frames.ts';
import { runPlatform } from './platform.ts';

export const title = '1 000 WebSocket readers of quotes and trades against a bare ws broadcast of the same bytes';

const READERS = 1_000;
const INSTRUMENTS = 10;
/** Quotes and trades of every instrument go to every reader in each step. */
const STEPS = 40;
const ROUNDS = 3;
/** Steps that may be on their way. */
const WINDOW = 2;

/** A way to send one step to all readers. */
type Send = (step: number) => Promise<void> | void;

interface Measured {
  /** Messages a second that have reached readers. */
  readonly rate: number;
  readonly frames: readonly Buffer[];
}

/** Sends steps as fast as readers take them. All steps have as many messages. */
async function measure(audience: Audience, send: Send): Promise<Measured> {
  const { counted: before } = await audience.settled();
  await send(0);
  const { counted: first, sample } = await audience.settled();
  const step = first - before;
  const rates: number[] = [];
  let arrived = first;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let sent = 1; sent <= STEPS; sent++) {
      await send(sent);
      if (sent > WINDOW) await audience.until(arrived + (sent - WINDOW) * step);
    }
    arrived += STEPS * step;
    await audience.until(arrived);
    rates.push((STEPS * step * 1_000) / (performance.now() - start));
  }
  const { counted } = await audience.settled();
  if (counted !== arrived || audience.lost > 0) throw new Error(`${counted} messages came, not ${arrived}`);
  return { rate: median(rates), frames: payloadsOf(sample) };
}

function native(folder: string): Promise<Measured> {
  return runPlatform(folder, READERS, INSTRUMENTS).then(async (platform) => {
    const messages = platform.instruments.flatMap(({ symbol }) =>
      ['quotes', 'trades'].map((channel) => JSON.stringify({ op: 'subscribe', channel, instrument: symbol })),
    );
    const { port, token } = platform;
    const audience = await Audience.gather({ port, path: '/api/v1/stream', token, readers: READERS, messages });
    const measured = await measure(audience, (step) => platform.play(ticksOf(platform.instruments, step)));
    await audience.leave();
    await platform.close();
    return measured;
  });
}

/** A quote and a trade of each instrument. */
function ticksOf(instruments: readonly { readonly id: number }[], step: number): Tick[] {
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
  const audience = await Audience.gather({ port, path: '/', token: 'none', readers: READERS, messages: [] });
  const measured = await measure(audience, () => {
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
