import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, vi } from 'vitest';
import { deskOf } from './desk.ts';
import { STREAM_GROUPS } from './limits.ts';
import { SBER, type TestBroker } from './test-broker.ts';

/** A stream in a test's hands: its next message, without the fields that it leaves out. */
export interface Heard<T> {
  hear(): Promise<Partial<T>>;
  hangUp(): void;
}

/** Opens a stream with a raw client of the contract; it is opened when its first message is asked for. */
export function heard<T extends object>(open: (options: { signal: AbortSignal }) => AsyncIterable<T>): Heard<T> {
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const messages = open({ signal: gone.signal })[Symbol.asyncIterator]();
  return {
    async hear() {
      const { done, value } = await messages.next();
      if (done) throw new Error('the stream has ended');
      return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Partial<T>;
    },
    hangUp: () => gone.abort(),
  };
}

/** Waits until a person has so many streams of a method open, and until these have begun to listen. */
export async function untilOpen(broker: TestBroker, name: string, count: number): Promise<void> {
  await vi.waitFor(() => expect(openStreams(broker, name)).toBe(count));
  // the stream has read its accounts by then, too
  await broker.engine.read(() => undefined);
}

/** Streams of the owner that are open. */
export function openStreams({ parts, owner }: TestBroker, name: string): number {
  const group = STREAM_GROUPS.find(({ paths }) => paths.some((path) => path.endsWith(`/${name}`)));
  return group === undefined ? -1 : deskOf(parts).limits.openStreams(owner.id, group);
}

/** A limit order for two lots of SBER at 322.5: it rests. */
export function resting({ accountId }: TestBroker, more: object = {}) {
  return {
    accountId,
    instrumentId: SBER.uid,
    quantity: 2,
    price: { units: 322, nano: 500_000_000 },
    direction: 1,
    orderType: 1,
    orderId: randomUUID() as string,
    ...more,
  };
}
