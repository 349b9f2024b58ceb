import { describe, expect, test } from 'vitest';
import { METHODS, type Method } from './contract.ts';
import { Limits, limitOf, STREAM_GROUPS, usageHeaders } from './limits.ts';

const method = (name: string): Method => {
  const found = METHODS.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('counters', () => {
  test('every unary method has one, streams have places', () => {
    for (const each of METHODS) expect(limitOf(each) === undefined, each.path).toBe(each.responseStream);
    const paths = STREAM_GROUPS.flatMap((group) => group.paths);
    expect(paths.toSorted()).toEqual(
      METHODS.filter(({ responseStream }) => responseStream)
        .map(({ path }) => path)
        .toSorted(),
    );
  });

  test('are shared by the methods of a service, but not by those with one of their own, nor by people', () => {
    const limits = new Limits(true, () => 0);
    const take = (person: number, name: string) => {
      const group = limitOf(method(name));
      if (group === undefined) throw new Error(name);
      return limits.take(person, group).remaining;
    };
    expect([take(1, 'GetOrderState'), take(1, 'ReplaceOrder'), take(1, 'GetMaxLots')]).toEqual([99, 98, 97]);
    expect([take(1, 'PostOrder'), take(1, 'GetOrders'), take(2, 'GetOrderState')]).toEqual([299, 199, 99]);
  });

  test('start anew with the minute of the wall clock', () => {
    const clock = { ms: 59_001 };
    const limits = new Limits(true, () => clock.ms);
    const group = { name: 'g', perMinute: 1 };
    expect(limits.take(1, group)).toEqual({ limit: 1, remaining: 0, reset: 1, refused: false });
    expect(limits.take(1, group)).toEqual({ limit: 1, remaining: 0, reset: 1, refused: true });
    clock.ms = 60_000;
    expect(limits.take(1, group)).toEqual({ limit: 1, remaining: 0, reset: 60, refused: false });
  });

  test('are shown as Envoy shows them', () => {
    expect(usageHeaders({ limit: 300, remaining: 299, reset: 7, refused: false })).toEqual({
      'x-ratelimit-limit': '300, 300;w=60',
      'x-ratelimit-remaining': '299',
      'x-ratelimit-reset': '7',
    });
  });
});

describe('places of streams', () => {
  test('are counted over both market data streams, refused with 80001, and given back once', () => {
    const limits = new Limits(true, () => 0);
    const { path } = method('MarketDataStream');
    const [group] = STREAM_GROUPS;
    const releases = Array.from({ length: 16 }, () => limits.openStream(1, path));
    expect(limits.openStreams(1, group as never)).toBe(16);
    const open = () => limits.openStream(1, method('MarketDataServerSideStream').path);
    expect(open).toThrow(expect.objectContaining({ code: '80001' }));
    expect(limits.openStream(2, path)).toBeTypeOf('function');
    releases[0]?.();
    releases[0]?.();
    expect(limits.openStreams(1, group as never)).toBe(15);
    expect(open).not.toThrow();
    expect(open).toThrow();
  });

  test('are many with limits off', () => {
    const limits = new Limits(false, () => 0);
    const { path } = method('PositionsStream');
    for (let stream = 0; stream < 100; stream++) limits.openStream(1, path);
    expect(limits.openStreams(1, STREAM_GROUPS.find(({ paths }) => paths.includes(path)) as never)).toBe(100);
  });
});
