import { randomUUID } from 'node:crypto';
import { ResultSubscriptionStatus } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import { OrderStateStreamResponse, TradesStreamResponse } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { accountIdOf, accountNamed, accountsSeen } from '../accounts.ts';
import type { ServiceHandlers, StreamCall } from '../call.ts';
import type { MessageType } from '../contract.ts';
import type { ServiceDesk } from '../desk.ts';
import { asTInvestError, type TInvestError } from '../errors.ts';
import { OrderFeed, type OrderNews } from '../streams/order-feed.ts';
import { Outbox } from '../streams/outbox.ts';
import { type PingRange, Pings } from '../streams/pings.ts';
import { write } from '../streams/written.ts';

const STATE_PINGS: PingRange = { least: 1_000, usual: 120_000, most: 120_000 };
const TRADE_PINGS: PingRange = { least: 5_000, usual: 120_000, most: 180_000 };

/** What is particular to one of the two streams. */
interface Kind {
  readonly news: OrderNews;
  readonly type: MessageType;
  readonly pings: PingRange;
}

const STATES: Kind = { news: 'states', type: OrderStateStreamResponse, pings: STATE_PINGS };
const TRADES: Kind = { news: 'trades', type: TradesStreamResponse, pings: TRADE_PINGS };

/** An account that a stream is about. */
interface Subscribed {
  readonly id: number;
  readonly accountId: string;
}

/** What becomes of orders, whoever placed them (`tinvest.md` 13). */
export function ordersStreamService(desk: ServiceDesk): ServiceHandlers<'OrdersStreamService'> {
  const feed = new OrderFeed(desk);
  return {
    orderStateStream: {
      right: 'orders:read',
      stream: (call, { accounts, pingDelayMillis }) => open(desk, feed, call, STATES, accounts, pingDelayMillis),
    },
    tradesStream: {
      right: 'orders:read',
      stream: (call, { accounts, pingDelayMs }) => open(desk, feed, call, TRADES, accounts, pingDelayMs),
    },
  };
}

function open(
  desk: ServiceDesk,
  feed: OrderFeed,
  call: StreamCall,
  { news, type, pings: range }: Kind,
  asked: readonly string[],
  pingDelay: number | undefined,
): Outbox {
  const { parts } = desk;
  const streamId = randomUUID();
  const endings: (() => void)[] = [];
  const outbox = new Outbox(call, parts.streamMetrics, () => {
    for (const end of endings) end();
  });
  const begin = async (): Promise<void> => {
    const accounts = await subscribed(desk, call, asked);
    if (outbox.over) return;
    if (news === 'states') outbox.push(subscription(call, streamId, accounts));
    for (const { id } of accounts) endings.push(feed.listen(id, news, (message) => outbox.push(message)));
    const ping = (): void => outbox.push(write(type, { ping: { time: new Date(parts.wallNow()), streamId } }));
    const pings = new Pings(range, ping);
    pings.every(pingDelay);
    endings.push(() => pings.stop());
  };
  begin().catch((thrown: unknown) => {
    const error = asTInvestError(thrown);
    if (news === 'states') outbox.push(refusedSubscription(call, streamId, asked, error));
    outbox.fail(error);
  });
  return outbox;
}

/** The accounts that a request names, all that the call sees when it names none. Throws TInvestError. */
function subscribed({ parts }: ServiceDesk, call: StreamCall, asked: readonly string[]): Promise<Subscribed[]> {
  return parts.engine.read((state) => {
    const accounts =
      asked.length === 0
        ? accountsSeen(state, call).filter(({ closed }) => !closed)
        : new Set(asked.map((id) => accountNamed(state, call, id)));
    return [...accounts].map((account) => ({ id: account.id, accountId: accountIdOf(account) }));
  });
}

function subscription({ trackingId }: StreamCall, streamId: string, accounts: readonly Subscribed[]) {
  const { RESULT_SUBSCRIPTION_STATUS_OK: status } = ResultSubscriptionStatus;
  const told = { trackingId, status, streamId, accounts: accounts.map(({ accountId }) => accountId) };
  return write(OrderStateStreamResponse, { subscription: told });
}

/** The stream ends with the same error: clients look for it in the one place or the other. */
function refusedSubscription(
  { trackingId }: StreamCall,
  streamId: string,
  accounts: readonly string[],
  { code, message }: TInvestError,
) {
  const { RESULT_SUBSCRIPTION_STATUS_ERROR: status } = ResultSubscriptionStatus;
  const told = { trackingId, status, streamId, accounts: [...accounts], error: { code, message } };
  return write(OrderStateStreamResponse, { subscription: told });
}
