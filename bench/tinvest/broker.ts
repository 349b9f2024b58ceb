import { randomBytes } from 'node:crypto';
import type { Command, Instrument } from '@outcry/core';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { deskOf } from '../../packages/server/src/faces/tinvest/desk.ts';
import { grpcListener } from '../../packages/server/src/faces/tinvest/grpc/listener.ts';
import { CallMetrics, StreamMetrics } from '../../packages/server/src/metrics/index.ts';
import { readSettings } from '../../packages/server/src/settings/index.ts';
import { openDomain } from '../fanout/domain.ts';

/** The engine on a journal, with the T-Invest face on a free port and one account in roubles. */
export interface RunningBroker {
  readonly port: number;
  readonly token: string;
  readonly accountId: string;
  /** `instrument_id` of SBER, and of some more. */
  readonly sber: string;
  readonly uids: readonly string[];
  /** Orders that are open. */
  readonly openOrders: () => number;
  /** Cancels every open order of the account. */
  cancelAll(): Promise<void>;
  close(): Promise<void>;
}

export async function runBroker(folder: string): Promise<RunningBroker> {
  const domain = await openDomain(folder);
  const { engine, identity, instruments } = domain;
  const submit = async (command: Command): Promise<number> => {
    const { outcome, rejection } = await engine.submit(command);
    if (outcome === null) throw new Error(rejection?.detail);
    return outcome.id;
  };
  const password = randomBytes(12).toString('hex');
  const person = await identity.addPerson({ login: 'bench', name: 'bench', password, role: 'owner' });
  const { secret } = await identity.addBrokerToken(person, { name: 'bench', kind: 'full' });
  const account = await submit({
    type: 'accounts.open',
    owner: person.id,
    name: 'bench',
    currency: 'rub',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    hedging: false,
    fees: { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' },
  });
  await submit({ type: 'accounts.deposit', account, asset: 'rub', amount: (10n ** 22n) as never, key: null });
  const sber = instruments.find(({ symbol }) => symbol === 'SBER') as Instrument;
  await domain.play([
    { kind: 'quote', instrument: sber.id, bid: 32_290, bidSize: 100, ask: 32_310, askSize: 100 } as never,
    { kind: 'trade', instrument: sber.id, price: 32_300, size: 1, aggressor: 'buy' } as never,
  ]);
  const registry = new Registry();
  const desk = deskOf({
    ...domain,
    wallNow: Date.now,
    log: pino({ level: 'silent' }),
    calls: new CallMetrics(registry),
    streamMetrics: new StreamMetrics(registry),
    settings: readSettings({ limits: 'off' }, {}, folder),
  });
  const listener = grpcListener(desk, null);
  const uids = desk.listing.all().map(({ uid }) => uid);
  return {
    port: await listener.listen('127.0.0.1', 0),
    token: secret,
    accountId: String(account),
    sber: desk.listing.byId(sber.id)?.uid ?? '',
    uids: uids.slice(0, 5),
    openOrders: () => engine.alive.orders,
    async cancelAll() {
      await engine.submit({ type: 'orders.cancelAll', account, instrument: 0 });
      await engine.idle();
    },
    async close() {
      await listener.close();
      await domain.close();
    },
  };
}
