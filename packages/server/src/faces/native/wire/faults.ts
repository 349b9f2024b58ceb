import { type Account, FAULT_RANGES, type Faults, NO_FAULTS } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { nullable } from './primitives.ts';

const MEANINGS: Readonly<Record<keyof Faults, string>> = {
  rejectEvery: 'the venue rejects each n-th order, counted from the moment the faults were set',
  partialPercent: 'one fill takes at most this share of an order',
  delayMs: 'market time (ms) before the venue answers a new order',
  unavailableEvery: 'T-Invest answers each n-th call that names the account with UNAVAILABLE',
  disconnectEvery: 'T-Invest ends a stream about the account with UNAVAILABLE after n messages',
};

function fault(name: keyof Faults) {
  const [minimum, maximum] = FAULT_RANGES[name];
  return nullable(Type.Integer({ minimum, maximum, description: MEANINGS[name] }));
}

/** What goes wrong on purpose; null: this does not. */
const FaultFields = {
  rejectEvery: fault('rejectEvery'),
  partialPercent: fault('partialPercent'),
  delayMs: fault('delayMs'),
  unavailableEvery: fault('unavailableEvery'),
  disconnectEvery: fault('disconnectEvery'),
};

export const FaultsAnswer = Type.Object({
  ...FaultFields,
  orders: Type.Integer({ description: 'orders that have reached the venue since the faults were set' }),
});
export type FaultsAnswer = Static<typeof FaultsAnswer>;

export const FaultsBody = Type.Partial(Type.Object(FaultFields), { additionalProperties: false, minProperties: 1 });
export type FaultsBody = Static<typeof FaultsBody>;

/** A copy of what goes wrong on an account. */
export function faultsAnswer({ faults }: Account): FaultsAnswer {
  const { rejectEvery, partialPercent, delayMs, unavailableEvery, disconnectEvery } = faults ?? NO_FAULTS;
  const orders = faults?.orders ?? 0;
  return { rejectEvery, partialPercent, delayMs, unavailableEvery, disconnectEvery, orders };
}
