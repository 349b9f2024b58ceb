import { callOnce, callRepeatedly, requestText } from './call.ts';

/** What the bench's other process is asked for. */
export type LoadOrder =
  | {
      readonly kind: 'throughput';
      readonly port: number;
      readonly path: string;
      readonly token: string;
      readonly ms: number;
    }
  | {
      readonly kind: 'sessions';
      readonly port: number;
      readonly tokens: readonly string[];
      readonly portfolio: string;
      readonly ms: number;
      readonly ordersPerSecond: number;
    };

export interface LoadAnswer {
  /** Polls a second, or latencies of single polls in ms. */
  readonly perSecond: number;
  readonly latencies: readonly number[];
  readonly orderLatencies: readonly number[];
  readonly errors: readonly string[];
}

const CONNECTIONS = 32;
const POLL_EVERY_MS = 500;
const POLLS = [
  'Instruments/UpdateQuote',
  'Instruments/AddTick',
  'Instruments/UpdateBidAsk',
  'AccountInformation/UpdateOrder',
];

async function throughput({ port, path, token, ms }: Extract<LoadOrder, { kind: 'throughput' }>): Promise<LoadAnswer> {
  const request = requestText(path, { token }, 'keep-alive');
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, () => callRepeatedly(port, request, ms)));
  const sum = counts.reduce((all, count) => all + count, 0);
  return { perSecond: (sum * 1_000) / ms, latencies: [], orderLatencies: [], errors: [] };
}

/** Every session polls its four subscriptions, spread over the half second, while orders are placed and cancelled. */
async function sessions(order: Extract<LoadOrder, { kind: 'sessions' }>): Promise<LoadAnswer> {
  const { port, tokens, portfolio, ms, ordersPerSecond } = order;
  const latencies: number[] = [];
  const orderLatencies: number[] = [];
  const errors: string[] = [];
  const running: Promise<void>[] = [];
  const timed = async (urn: string, body: object, into: number[]): Promise<unknown> => {
    const begun = performance.now();
    try {
      const answer = await callOnce<{ result: boolean; data: unknown }>(port, `/${urn}`, body);
      into.push(performance.now() - begun);
      if (!answer.result) errors.push(JSON.stringify(answer).slice(0, 300));
      return answer.data;
    } catch (error) {
      errors.push((error as Error).message);
      return undefined;
    }
  };
  const every = (pause: number, offset: number, act: () => Promise<unknown>): void => {
    const loop = async (): Promise<void> => {
      const begun = performance.now();
      await new Promise((resolve) => setTimeout(resolve, offset));
      for (let turn = 1; performance.now() - begun < ms; turn++) {
        await act();
        const wait = begun + offset + turn * pause - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      }
    };
    running.push(loop());
  };
  tokens.forEach((token, index) => {
    POLLS.forEach((urn, poll) => {
      const offset = ((index * POLLS.length + poll) * POLL_EVERY_MS) / (tokens.length * POLLS.length);
      every(POLL_EVERY_MS, offset, () => timed(urn, { token }, latencies));
    });
  });
  const [token = ''] = tokens;
  let cookie = 0;
  every(1_000 / ordersPerSecond, 0, async () => {
    const about = { token, portfolio, symbol: 'SBER' };
    const price = { action: 1, type: 2, validity: 1, price: 100, amount: 10, stop: 0, cookie: ++cookie };
    const placed = (await timed('Order/Place', { ...about, ...price }, orderLatencies)) as
      | { orderid: string }[]
      | undefined;
    const orderid = placed?.[0]?.orderid;
    if (orderid !== undefined) await timed('Order/Cancel', { ...about, orderid }, orderLatencies);
  });
  await Promise.all(running);
  return { perSecond: (latencies.length * 1_000) / ms, latencies, orderLatencies, errors };
}

process.on('message', (order: LoadOrder) => {
  const work = order.kind === 'throughput' ? throughput(order) : sessions(order);
  work.then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
