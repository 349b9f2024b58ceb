import { MarketDataServerSideStreamRequest } from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import { Audience } from '../fanout/audience.ts';
import { ticksOf } from '../fanout/bench.ts';
import { type Measured, measure } from '../fanout/measure.ts';
import { inFolder } from '../in-folder.ts';
import { percentile } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { BARE_PATH, bareServer } from './bare.ts';
import { messagesOf } from './messages.ts';
import { runTInvest, type TInvestPlatform } from './platform.ts';
import type { Start } from './readers.ts';

export const title = 'T-Invest market data streams against a bare nice-grpc stream of the same bytes';

const READERS = 50;
const INSTRUMENTS = 10;
/** Ticks whose way to the readers is timed, one at a time. */
const TIMED = 1_000;
const TIMED_READERS = 10;

const SCRIPT = new URL('./readers.ts', import.meta.url);
const PATH = '/tinkoff.public.invest.api.contract.v1.MarketDataStreamService/MarketDataServerSideStream';

/** Subscribes to trades and last prices. */
function requestOf({ instruments }: TInvestPlatform, lastPrices: boolean): string {
  const wanted = {
    subscriptionAction: 1,
    instruments: instruments.map(({ uid }) => ({ instrumentId: uid })),
  } as const;
  const request = MarketDataServerSideStreamRequest.fromPartial({
    subscribeTradesRequest: wanted,
    ...(lastPrices ? { subscribeLastPriceRequest: wanted } : {}),
  });
  return Buffer.from(MarketDataServerSideStreamRequest.encode(request).finish()).toString('base64');
}

async function ours(folder: string): Promise<Measured> {
  const platform = await runTInvest(folder, INSTRUMENTS);
  const { port, token, instruments, play } = platform;
  const request = requestOf(platform, true);
  const audience = await Audience.gather<Start>({ port, path: PATH, token, readers: READERS, request }, SCRIPT);
  const measured = await measure(audience, messagesOf, (step) => play(ticksOf(instruments, step)));
  await audience.leave();
  await platform.close();
  return measured;
}

async function bare(messages: readonly Buffer[]): Promise<Measured> {
  const server = await bareServer();
  const { port } = server;
  const start = { port, path: BARE_PATH, token: 'none', readers: READERS, request: '' };
  const audience = await Audience.gather<Start>(start, SCRIPT);
  const measured = await measure(audience, messagesOf, () => server.send(messages));
  await audience.leave();
  await server.close();
  return measured;
}

/** Times from sending to each reader, ms, one message at a time. */
async function timed(audience: Audience, send: () => Promise<void> | void): Promise<Float64Array> {
  const { counted: before } = await audience.settled();
  await audience.arrivals();
  const sent: bigint[] = [];
  for (let tick = 1; tick <= TIMED; tick++) {
    sent.push(process.hrtime.bigint());
    await send();
    await audience.until(before + tick * TIMED_READERS);
  }
  const arrivals = await audience.arrivals();
  return Float64Array.from(
    arrivals.map((at, index) => Number(at - (sent[Math.floor(index / TIMED_READERS)] as bigint)) / 1e6),
  );
}

async function oursTimed(folder: string): Promise<{ times: Float64Array; message: Buffer }> {
  const platform = await runTInvest(folder, 1);
  const { port, token, instruments, play } = platform;
  const request = requestOf(platform, false);
  const audience = await Audience.gather<Start>({ port, path: PATH, token, readers: TIMED_READERS, request }, SCRIPT);
  let step = 0;
  const [, trade] = ticksOf(instruments, 0);
  if (trade === undefined) throw new Error('no instrument');
  await audience.settled();
  await play([trade]);
  const [message] = messagesOf((await audience.settled()).sample);
  if (message === undefined) throw new Error('no message came');
  const times = await timed(audience, () => play(ticksOf(instruments, step++).slice(1)));
  await audience.leave();
  await platform.close();
  return { times, message };
}

async function bareTimed(message: Buffer): Promise<Float64Array> {
  const server = await bareServer();
  const { port } = server;
  const start = { port, path: BARE_PATH, token: 'none', readers: TIMED_READERS, request: '' };
  const audience = await Audience.gather<Start>(start, SCRIPT);
  const times = await timed(audience, () => server.send([message]));
  await audience.leave();
  await server.close();
  return times;
}

export async function run(print: Print): Promise<void> {
  const streamed = await inFolder(ours);
  const reference = await bare(streamed.frames);
  print({
    what: `${READERS} streams`,
    ours: streamed.rate,
    reference: reference.rate,
    unit: 'messages/s',
    better: 'more',
    aim: '0.6x bare',
  });
  const { times, message } = await inFolder(oursTimed);
  const bareTimes = await bareTimed(message);
  for (const [name, part] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    print({
      what: `tick to stream, ${TIMED_READERS} streams, ${name}`,
      ours: percentile(times, part),
      reference: percentile(bareTimes, part),
      unit: 'ms',
      better: 'less',
    });
  }
  const bytes = streamed.frames.reduce((sum, frame) => sum + frame.length, 0) / streamed.frames.length;
  print(
    `messages of ${bytes.toFixed(0)} bytes, ${streamed.frames.length} a step to each stream; readers in a process of their own`,
  );
}
