import { randomUUID } from 'node:crypto';
import { SBER, type TestBroker } from '../test-broker.ts';

const DAY_MS = 86_400_000;

/** Midnight in Moscow after the story's first day. */
export const SECOND_DAY = Date.UTC(2026, 10, 20, 21);

/** An order over gRPC; prices in the units of the instrument. */
export async function post(
  { client, accountId }: Pick<TestBroker, 'client' | 'accountId'>,
  instrumentId: string,
  side: 'buy' | 'sell',
  quantity: number,
  price?: readonly [units: number, nano: number],
): Promise<string> {
  const { orderId } = await client('OrdersService').postOrder({
    accountId,
    instrumentId,
    quantity,
    direction: side === 'buy' ? 1 : 2,
    orderType: price === undefined ? 2 : 1,
    ...(price === undefined ? {} : { price: { units: price[0], nano: price[1] } }),
    orderId: randomUUID(),
    confirmMarginTrade: true,
  });
  return orderId;
}

/** Orders of the story by what they did. */
export interface Story {
  readonly bought: string;
  readonly sold: string;
  readonly shorted: string;
  readonly future: string;
  readonly closed: string;
  readonly cancelled: string;
}

/**
 * Two days of a small account, fees 0.05 % to the kopeck. Three lots of SBER in three fills (322.9, 323, 323), one sold at 324;
 * two lots of GAZP sold short at 119; two contracts of Si at 86 000, settled at 86 100 as the day ends, one closed at 86 150
 * on the next day; an order that is cancelled unfilled; 50 pieces of SBER that came from elsewhere.
 */
export async function tell(broker: TestBroker): Promise<Story> {
  const { account, clock, instrument, submit } = broker;
  const minute = (): void => {
    clock.market += 60_000;
  };
  await broker.quote('SBER', '322.8', '1000', '322.9', '10');
  const bought = await post(broker, SBER.uid, 'buy', 3, [323, 0]);
  minute();
  await broker.trade('SBER', '322.9', '10', 'sell');
  minute();
  await broker.trade('SBER', '322.9', '10', 'sell');
  minute();
  await broker.quote('SBER', '324', '1000', '324.2', '1000');
  await broker.trade('SBER', '324.1', '10', 'buy');
  const sold = await post(broker, SBER.uid, 'sell', 1);
  minute();
  await broker.quote('GAZP', '119', '1000', '119.1', '1000');
  await broker.trade('GAZP', '119.05', '10', 'buy');
  const shorted = await post(broker, 'GAZP_TQBR', 'sell', 2);
  minute();
  await broker.quote('SiZ6', '85990', '50', '86000', '50');
  await broker.trade('SiZ6', '86000', '1', 'buy');
  const future = await post(broker, 'SiZ6_SPBFUT', 'buy', 2);
  minute();
  await broker.trade('SiZ6', '86100', '1', 'buy');
  clock.market += DAY_MS;
  await broker.trade('SiZ6', '86150', '1', 'buy');
  await broker.quote('SiZ6', '86150', '50', '86160', '50');
  const closed = await post(broker, 'SiZ6_SPBFUT', 'sell', 1);
  minute();
  const cancelled = await post(broker, SBER.uid, 'buy', 1, [300, 0]);
  await broker.client('OrdersService').cancelOrder({ accountId: broker.accountId, orderId: cancelled });
  minute();
  await submit({ type: 'accounts.deposit', account, asset: 'SBER', amount: 50n as never, key: null });
  if (instrument('SBER').quantityStep.coefficient !== 10n) throw new Error('a lot of SBER has ten pieces');
  return { bought, sold, shorted, future, closed, cancelled };
}
