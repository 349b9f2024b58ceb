import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createChannel, createClient, Metadata } from 'nice-grpc';
import { GetLastPricesRequest, GetLastPricesResponse } from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import {
  OrderDirection,
  OrderType,
  PostOrderRequest,
  PostOrderResponse,
} from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { GetInfoRequest, GetInfoResponse } from 'tinkoff-sdk-grpc-js/dist/generated/users.js';
import { SERVICES } from '../../packages/server/src/faces/tinvest/contract.ts';
import { inFolder } from '../in-folder.ts';
import { median, percentile } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { BARE_PATH, type BareServer, bareServer, durableServer } from './bare.ts';
import { type RunningBroker, runBroker } from './broker.ts';
import type { LoadAnswer, LoadOrder } from './load.ts';

export const title =
  'unary calls of the T-Invest face, durable orders among them, against a bare echo of the same bytes';

const ROUNDS = 3;
const ROUND_MS = 3_000;
const WARM_MS = 1_000;
const CONTRACT = 'tinkoff.public.invest.api.contract.v1';

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
  if (answer.refused !== null) throw new Error(`${order.path} was refused: ${answer.refused}`);
  return answer;
}

/** A method with one of its requests and answers as they go over the wire. */
interface Case {
  readonly what: string;
  readonly path: string;
  readonly request: Uint8Array;
  readonly answer: Uint8Array;
  readonly keyAt: number | null;
  /** Before each round. */
  readonly between?: () => Promise<void>;
}

async function casesOf(broker: RunningBroker): Promise<Case[]> {
  const channel = createChannel(`127.0.0.1:${broker.port}`);
  const metadata = Metadata({ authorization: `Bearer ${broker.token}` });
  const client = <S extends keyof typeof SERVICES>(service: S) =>
    createClient(SERVICES[service] as (typeof SERVICES)['UsersService'], channel, { '*': { metadata } }) as never;
  const lastPrices = { instrumentId: [...broker.uids] };
  const orderId = randomUUID();
  const order = {
    accountId: broker.accountId,
    instrumentId: broker.sber,
    quantity: 1,
    price: { units: 300, nano: 0 },
    direction: OrderDirection.ORDER_DIRECTION_BUY,
    orderType: OrderType.ORDER_TYPE_LIMIT,
    orderId,
  };
  type Caller = Record<string, (request: object) => Promise<never>>;
  const info = await (client('UsersService') as Caller).getInfo?.({});
  const prices = await (client('MarketDataService') as Caller).getLastPrices?.(lastPrices);
  const posted = await (client('OrdersService') as Caller).postOrder?.(order);
  channel.close();
  const postRequest = PostOrderRequest.encode(PostOrderRequest.fromPartial(order)).finish();
  return [
    {
      what: 'GetInfo',
      path: `/${CONTRACT}.UsersService/GetInfo`,
      request: GetInfoRequest.encode(GetInfoRequest.fromPartial({})).finish(),
      answer: GetInfoResponse.encode(info as never).finish(),
      keyAt: null,
    },
    {
      what: `GetLastPrices of ${broker.uids.length}`,
      path: `/${CONTRACT}.MarketDataService/GetLastPrices`,
      request: GetLastPricesRequest.encode(GetLastPricesRequest.fromPartial(lastPrices)).finish(),
      answer: GetLastPricesResponse.encode(prices as never).finish(),
      keyAt: null,
    },
    {
      what: 'PostOrder',
      path: `/${CONTRACT}.OrdersService/PostOrder`,
      request: postRequest,
      answer: PostOrderResponse.encode(posted as never).finish(),
      keyAt: Buffer.from(postRequest).indexOf(orderId, 0, 'latin1'),
      between: broker.cancelAll,
    },
  ];
}

/** What the face has done for the calls of a round must be there. */
function checkOrders(broker: RunningBroker, { keyAt }: Case, calls: number): void {
  if (keyAt === null) return;
  if (broker.openOrders() !== calls) throw new Error(`${calls} orders were answered, ${broker.openOrders()} are open`);
}

async function measure(print: Print, broker: RunningBroker, measured: Case): Promise<void> {
  await inFolder(async (folder) => {
    await against(print, broker, measured, 'bare echo', await bareServer(measured.answer));
    if (measured.keyAt === null) return;
    const durable = await durableServer(folder, measured.answer);
    await against(print, broker, measured, 'echo with a row on disk', durable);
  });
}

/** Rounds of the face and of an echo in turn. */
async function against(
  print: Print,
  broker: RunningBroker,
  measured: Case,
  name: string,
  bare: BareServer,
): Promise<void> {
  const { what, path, request, keyAt, between } = measured;
  const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const slow: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const about = { token: broker.token, request: Buffer.from(request).toString('base64'), keyAt };
  const sides = [
    ['ours', { port: broker.port, path }],
    ['bare', { port: bare.port, path: BARE_PATH }],
  ] as const;
  for (const [, target] of sides) await load({ ...about, ...target, ms: WARM_MS });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, target] of sides) {
      if (side === 'ours') await between?.();
      const { perSecond, latencies } = await load({ ...about, ...target, ms: ROUND_MS });
      if (side === 'ours') checkOrders(broker, measured, latencies.length);
      rates[side].push(perSecond);
      slow[side].push(percentile(latencies, 0.99));
    }
  }
  await bare.close();
  const row = { ours: median(rates.ours), reference: median(rates.bare) };
  print({
    what: `${what}; ${name}`,
    ...row,
    unit: 'calls/s',
    better: 'more',
    ...(name === 'bare echo' ? { aim: '0.6x bare' } : {}),
  });
  const p99 = { ours: median(slow.ours), reference: median(slow.bare) };
  print({ what: `${what}: p99; ${name}`, ...p99, unit: 'ms', better: 'less' });
}

export async function run(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const broker = await runBroker(folder);
    try {
      for (const each of await casesOf(broker)) await measure(print, broker, each);
    } finally {
      await broker.close();
    }
  });
  print('64 calls at a time over 4 connections; the echo checks no token, reads no message and sends no metadata');
}
