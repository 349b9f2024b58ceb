import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inFolder } from '../in-folder.ts';
import { median, percentile } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { type BareAnswer, type BareRoute, bareRoute, durableRoute } from './bare.ts';
import { type RunningDesk, runDesk } from './desk.ts';
import type { LoadAnswer, LoadOrder, Sent } from './load.ts';

export const title = 'signed calls of the 3Commas face, durable ones among them, against a bare signed route';

const ROUNDS = 3;
const ROUND_MS = 1_500;
const WARM_MS = 1_000;
/** Calls of each connection before anything is measured, however long they take: until then the compiler is at work. */
const WARM_CALLS = 50;
const BOTS = 100;
const API = '/public/api/ver1';

/** Calls of one kind. */
interface Case extends Pick<LoadOrder, 'method' | 'lists'> {
  readonly what: string;
  /** Each call is a turn of the journal. */
  readonly durable: boolean;
}

function casesOf({ bots, deals }: RunningDesk): Case[] {
  const targets = ['4.5', '4.6'].map((percent) => `new_take_profit_percentage=${percent}`);
  return [
    {
      what: 'disable, enable',
      method: 'POST',
      lists: bots.map((bot) => ['disable', 'enable'].map((name) => ({ path: `${API}/bots/${bot}/${name}`, body: '' }))),
      durable: true,
    },
    {
      what: 'update_tp',
      method: 'POST',
      lists: deals.map((deal) => targets.map((body) => ({ path: `${API}/deals/${deal}/update_tp`, body }))),
      durable: true,
    },
    {
      what: `deals?limit=${BOTS}`,
      method: 'GET',
      lists: [[{ path: `${API}/deals?limit=${BOTS}`, body: '' }]],
      durable: false,
    },
  ];
}

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

/** One answer of the face. */
async function sample({ port, apiKey, secret }: RunningDesk, { method, lists }: Case): Promise<BareAnswer> {
  const [{ path, body }] = lists[0] as readonly [Sent];
  const text = `${path.includes('?') ? path : `${path}?`}${body}`;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      apikey: apiKey,
      signature: createHmac('sha256', secret).update(text).digest('hex'),
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(method === 'POST' ? { body } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return { secret, status: answer.status, text: await answer.text() };
}

async function measure(print: Print, desk: RunningDesk, measured: Case): Promise<void> {
  const answer = await sample(desk, measured);
  await besides(await bareRoute(answer), (bare) => against(print, desk, measured, 'bare route', bare));
  if (measured.durable)
    await inFolder(async (folder) =>
      besides(await durableRoute(folder, answer), (bare) =>
        against(print, desk, measured, 'bare, a row on disk', bare),
      ),
    );
  print(`${Buffer.byteLength(answer.text)} bytes an answer`);
}

async function besides(bare: BareRoute, act: (bare: BareRoute) => Promise<void>): Promise<void> {
  try {
    await act(bare);
  } finally {
    await bare.close();
  }
}

/** Rounds of the face and of a bare route in turn. */
async function against(print: Print, desk: RunningDesk, measured: Case, name: string, bare: BareRoute): Promise<void> {
  const { what, method, lists, durable } = measured;
  const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const slow: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const costs: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const about = { method, lists, apiKey: desk.apiKey, secret: desk.secret };
  const sides = [
    ['ours', desk.port],
    ['bare', bare.port],
  ] as const;
  for (const [, port] of sides) await load({ ...about, port, ms: WARM_MS, least: WARM_CALLS });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, port] of sides) {
      const before = await desk.turns();
      const cpu = process.cpuUsage();
      const { perSecond, calls, latencies } = await load({ ...about, port, ms: ROUND_MS, least: 1 });
      const { user, system } = process.cpuUsage(cpu);
      costs[side].push((user + system) / calls);
      const turns = (await desk.turns()) - before;
      if (durable && side === 'ours' && turns < calls) throw new Error(`${calls} calls have made ${turns} turns`);
      rates[side].push(perSecond);
      slow[side].push(percentile(latencies, 0.99));
    }
  }
  const row = { ours: median(rates.ours), reference: median(rates.bare) };
  print({ what: `${what}; ${name}`, ...row, unit: 'calls/s', better: 'more', aim: '0.6x bare' });
  const cost = { ours: median(costs.ours), reference: median(costs.bare) };
  print({ what: `${what}: processor time of a call`, ...cost, unit: 'us', better: 'less' });
  print({ what: `${what}: p99`, ours: median(slow.ours), reference: median(slow.bare), unit: 'ms', better: 'less' });
}

export async function run(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const desk = await runDesk(folder, BOTS);
    try {
      for (const each of casesOf(desk)) await measure(print, desk, each);
    } finally {
      await desk.close();
    }
  });
  print(`64 connections, ${BOTS} running deals; the bare route checks the signature and nothing else`);
}
