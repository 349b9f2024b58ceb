import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { createChannel, createClient, Metadata, Status } from 'nice-grpc';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SERVICES } from '../contract.ts';
import { deskOf } from '../desk.ts';
import { testBroker } from '../test-broker.ts';
import { CONNECTION_LIMITS, Connections } from './connections.ts';
import { grpcListener } from './listener.ts';

/** A connection as far as counting goes. */
class Line extends EventEmitter {
  readonly remoteAddress: string | undefined;
  readonly remotePort: number;
  destroyed = false;

  constructor(address: string | undefined, port: number) {
    super();
    this.remoteAddress = address;
    this.remotePort = port;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('close');
  }
}

function counted(total: number, perAddress: number) {
  const warned: object[] = [];
  const clock = { ms: 0 };
  const log = { warn: (about: object) => void warned.push(about) };
  const connections = new Connections({ total, perAddress }, log as never, () => clock.ms);
  let port = 0;
  const open = (address: string | null = '10.0.0.1') => {
    const line = new Line(address ?? undefined, ++port);
    const admitted = connections.admit(line as unknown as Socket);
    return { line, admitted, isOver: connections.isOver(`${address}:${port}`), peer: `${address}:${port}` };
  };
  return { connections, open, warned, clock };
}

afterEach(() => void vi.useRealTimers());

describe('connections', () => {
  test('of one address, and of all, are bounded; each that closes makes room', () => {
    const { open } = counted(3, 2);
    const [first, second] = [open(), open()];
    expect([first.isOver, second.isOver, open().isOver]).toEqual([false, false, true]);
    expect([open('10.0.0.2').isOver, open('10.0.0.3').isOver]).toEqual([false, true]);
    first.line.destroy();
    expect([open().isOver, open('10.0.0.3').isOver]).toEqual([false, true]);
  });

  test('one too many has a second to hear so, then it is closed', () => {
    vi.useFakeTimers();
    const { open, connections } = counted(1, 1);
    open();
    const { line, peer, admitted } = open();
    expect(admitted).toBe(true);
    vi.advanceTimersByTime(999);
    expect([line.destroyed, connections.isOver(peer)]).toEqual([false, true]);
    vi.advanceTimersByTime(1);
    expect([line.destroyed, connections.isOver(peer)]).toEqual([true, false]);
  });

  test('at most a hundred are told so at a time, further ones are closed at once', () => {
    const { open } = counted(1, 1);
    open();
    const told = Array.from({ length: 100 }, () => open());
    expect(told.every(({ admitted, line }) => admitted && !line.destroyed)).toBe(true);
    const { admitted, line } = open();
    expect([admitted, line.destroyed]).toEqual([false, true]);
    told[0]?.line.destroy();
    expect(open().admitted).toBe(true);
  });

  test('the log is told once a minute, with the address', () => {
    const { open, warned, clock } = counted(1, 1);
    open();
    open();
    open();
    expect(warned).toEqual([{ face: 'tinvest', address: '10.0.0.1', ofAddress: 1, open: 1 }]);
    clock.ms = 60_000;
    open();
    expect(warned).toHaveLength(2);
  });

  test('one that was gone before it was looked at is not counted', () => {
    const { open } = counted(1, 1);
    expect(open(null).admitted).toBe(false);
    expect(open().isOver).toBe(false);
  });
});

test('a client above the limit is refused with RESOURCE_EXHAUSTED and 80001, unary calls and streams, until one closes', async () => {
  const broker = await testBroker();
  const desk = deskOf(broker.parts);
  const connections = new Connections({ total: 10, perAddress: 1 }, broker.parts.log, broker.parts.wallNow);
  const listener = grpcListener({ ...desk, connections }, null);
  const port = await listener.listen('127.0.0.1', 0);
  const metadata = Metadata({ authorization: `Bearer ${broker.token}` });
  // channels to one place share their connection unless told
  const channel = () => createChannel(`127.0.0.1:${port}`, undefined, { 'grpc.use_local_subchannel_pool': 1 });
  const [first, second] = [channel(), channel()];
  const users = (over: typeof first) => createClient(SERVICES.UsersService, over, { '*': { metadata } });
  expect((await users(first).getInfo({})).tariff).toBe('investor');

  const trailers: (string | undefined)[] = [];
  const onTrailer = (trailer: Metadata) => void trailers.push(trailer.get('message'));
  await expect(users(second).getInfo({}, { onTrailer })).rejects.toMatchObject({
    code: Status.RESOURCE_EXHAUSTED,
    details: '80001',
  });
  expect(trailers).toEqual(['Limit of open streams exceeded']);
  const streams = createClient(SERVICES.MarketDataStreamService, second, { '*': { metadata } });
  const read = async () => {
    for await (const _ of streams.marketDataServerSideStream({})) break;
  };
  await expect(read()).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED, details: '80001' });
  expect(broker.logged.filter((line) => line.includes('a gRPC connection too many is refused'))).toHaveLength(1);

  first.close();
  await expect
    .poll(
      () =>
        users(second)
          .getInfo({})
          .then(
            ({ tariff }) => tariff,
            () => 'refused',
          ),
      { timeout: 10_000 },
    )
    .toBe('investor');
  second.close();
  await listener.close();
});

test('the bounds leave room for what clients do: 200 channels of one robot', () => {
  expect(CONNECTION_LIMITS.perAddress).toBeGreaterThan(200);
  expect(CONNECTION_LIMITS.total).toBeGreaterThan(CONNECTION_LIMITS.perAddress);
});
