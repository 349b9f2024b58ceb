import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import { inFolder } from '../in-folder.ts';
import { median, percentile } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { callOnce } from './call.ts';
import type { LoadAnswer, LoadOrder } from './load.ts';
import { LOGIN, PASSWORD, type RunningBridge, runBridge } from './running-bridge.ts';

export const title = 'polls of the CHP face against a bare route, and 200 sessions polling while orders flow';

const ROUNDS = 3;
const ROUND_MS = 3_000;
const SYMBOLS = ['SBER', 'GAZP', 'LKOH', 'ROSN', 'GMKN'];
const SESSIONS = 200;
const SESSIONS_MS = 15_000;
const ORDERS_PER_SECOND = 50;

/** The callers live in a process of their own, as they do in life. */
async function load(order: LoadOrder): Promise<LoadAnswer> {
  const child = fork(fileURLToPath(new URL('./load.ts', import.meta.url)));
  const answered = once(child, 'message') as Promise<[LoadAnswer]>;
  child.send(order);
  const [answer] = await Promise.race([
    answered,
    once(child, 'exit').then(([code]) => {
      throw new Error(`the load ended with ${code}`);
    }),
  ]);
  child.disconnect();
  return answer as LoadAnswer;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

async function connect({ url }: RunningBridge, token: string): Promise<void> {
  const { result } = await callOnce<{ result: boolean }>(portOf(url), '/Auth/Connected', {
    token,
    login: LOGIN,
    password: PASSWORD,
  });
  if (!result) throw new Error('a session was refused');
}

/** A route that does nothing but read the same body and answer the same bytes. */
async function bareRoute(body: string): Promise<{ port: number; close: () => Promise<void> }> {
  const app = fastify({ forceCloseConnections: true });
  app.post('/instruments/updatequote', (_request, reply) => {
    reply.header('content-type', 'application/json; charset=utf-8').send(body);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { port: portOf(url), close: () => app.close() };
}

/** Does something; how long this process was busy with it, and how long it took (ms). */
async function measured<T>(act: () => Promise<T>): Promise<{ answer: T; busy: number; ms: number }> {
  const before = process.cpuUsage();
  const begun = performance.now();
  const answer = await act();
  const { user, system } = process.cpuUsage(before);
  return { answer, busy: (user + system) / 1_000, ms: performance.now() - begun };
}

async function throughput(print: Print, bridge: RunningBridge): Promise<void> {
  const [token = ''] = bridge.tokens;
  const port = portOf(bridge.url);
  for (const symbol of SYMBOLS) await callOnce(port, '/Instruments/ListenQuotes', { token, symbol });
  const body = JSON.stringify(await callOnce(port, '/Instruments/UpdateQuote', { token }));
  const bare = await bareRoute(body);
  const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const costs: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const idle = (await measured(() => pause(ROUND_MS))).busy / ROUND_MS;
  const order = { kind: 'throughput', token, ms: ROUND_MS } as const;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, target] of [
      ['ours', { port, path: '/Instruments/UpdateQuote' }],
      ['bare', { port: bare.port, path: '/instruments/updatequote' }],
    ] as const) {
      const { answer, busy, ms } = await measured(() => load({ ...order, ...target }));
      rates[side].push(answer.perSecond);
      costs[side].push(((busy - idle * ms) * 1_000) / ((answer.perSecond * ROUND_MS) / 1_000));
    }
  }
  await bare.close();
  print({
    what: `UpdateQuote of ${SYMBOLS.length} symbols; bare route`,
    ours: median(rates.ours),
    reference: median(rates.bare),
    unit: 'polls/s',
    better: 'more',
    aim: '0.5x bare',
  });
  print({
    what: 'processor time of one poll; bare route',
    ours: median(costs.ours),
    reference: median(costs.bare),
    unit: 'us',
    better: 'less',
  });
  print(
    `${body.length} bytes an answer; ours also runs a live market in the same process, whose share is taken out of the processor time`,
  );
}

async function polling(print: Print, bridge: RunningBridge): Promise<void> {
  const port = portOf(bridge.url);
  for (const [index, token] of bridge.tokens.entries()) {
    if (index > 0) await connect(bridge, token);
    const symbol = SYMBOLS[index % SYMBOLS.length];
    // the first session listens to quotes already
    if (index > 0) await callOnce(port, '/Instruments/ListenQuotes', { token, symbol });
    for (const urn of ['ListenTicks', 'ListenBidAsks']) await callOnce(port, `/Instruments/${urn}`, { token, symbol });
    const { portfolio } = bridge;
    await callOnce(port, '/AccountInformation/ListenPortfolio', { token, portfolio });
  }
  const { tokens, portfolio } = bridge;
  const answer = await load({
    kind: 'sessions',
    port,
    tokens,
    portfolio,
    ms: SESSIONS_MS,
    ordersPerSecond: ORDERS_PER_SECOND,
  });
  for (const [what, latencies] of [
    ['polls', answer.latencies],
    ['Place and Cancel', answer.orderLatencies],
  ] as const) {
    print({
      what: `${SESSIONS} sessions, ${what}: p99; p50`,
      ours: percentile(latencies, 0.99),
      reference: percentile(latencies, 0.5),
      unit: 'ms',
      better: 'less',
      aim: what === 'polls' ? 'p99 under 50 ms' : '',
    });
  }
  print(
    `${answer.perSecond.toFixed(0)} polls/s, ${answer.orderLatencies.length} order calls, ${answer.errors.length} errors`,
  );
  if (answer.errors.length > 0) throw new Error(answer.errors[0]);
}

export async function run(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const bridge = await runBridge(folder, SESSIONS);
    try {
      await connect(bridge, bridge.tokens[0] ?? '');
      await throughput(print, bridge);
      await polling(print, bridge);
    } finally {
      await bridge.close();
    }
  });
}
