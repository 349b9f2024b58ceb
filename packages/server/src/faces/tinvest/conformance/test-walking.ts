import { randomUUID } from 'node:crypto';
import { Status } from 'nice-grpc';
import { expect } from 'vitest';
import { type CatalogueCode, TInvestError } from '../errors.ts';
import type { RestAnswer, TestBroker } from '../test-broker.ts';

export const SBER_POSITION = '41eb2102-5333-4713-bf15-72b204c4bf7b';

/** Words of `tinvest.md` 12.5. */
export const [FILL, CANCELLED, NEW, PARTIALLYFILL] = [1, 3, 4, 5] as const;

export const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });
export const quotation = (units: number, nano = 0) => ({ units, nano });

/** tinkoff-invest-api tells the catalogue's text, its gRPC status and the id of the refused call. */
export async function refused(code: CatalogueCode, call: Promise<unknown>, detail = ''): Promise<void> {
  const { message, status } = new TInvestError(code, detail);
  await expect(call).rejects.toMatchObject({
    name: 'TinkoffApiError',
    code: Status[status],
    details: message,
    trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
}

/** The same over REST: the code is the `description`. */
export async function restRefused(status: number, code: CatalogueCode, call: Promise<RestAnswer>): Promise<void> {
  const { body, status: answered } = await call;
  expect([answered, body.description]).toEqual([status, code]);
  expect(body.message).not.toBe('');
}

/** A post of 22.1.6: two lots to buy with a key of its own. */
export function buyTwo(accountId: string, instrumentId: string) {
  return {
    accountId,
    instrumentId,
    quantity: 2,
    price: quotation(323),
    direction: 1,
    orderType: 1,
    orderId: randomUUID() as string,
    timeInForce: 0,
    priceType: 0,
  };
}

/** Money of an account, free and blocked, in nanoroubles. */
export async function moneyOf({ api, accountId }: TestBroker): Promise<{ free: bigint; blocked: bigint }> {
  const { money, blocked } = await api().operations.getPositions({ accountId });
  const nanos = (amounts: typeof money) =>
    amounts.reduce((sum, { units, nano }) => sum + BigInt(units) * 1_000_000_000n + BigInt(nano), 0n);
  return { free: nanos(money), blocked: nanos(blocked) };
}
