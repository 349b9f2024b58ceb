import type { Command, Core } from '@outcry/core';
import { catalogue } from '@outcry/core/catalogue';
import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_GROUP_LIMITS } from '../journal/index.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import type { Engine } from './engine.ts';
import { carriedOut, deposit, START, testEngine } from './test-engine.ts';

const INVESTORS = 6_000;

let journal: MemoryJournal;
let engine: Engine;
let core: Core;
let account: number;
let instrument: number;
let strategy: number;

/** A quote and a trade of the copied instrument, at the time of the platform. */
function prices(price: number): Parameters<Engine['offer']>[0] {
  const quote = { bid: price, bidSize: 2 ** 45, ask: price + 1, askSize: 2 ** 45 };
  return [
    { at: START, tick: { kind: 'quote', instrument, ...quote } as never },
    { at: START, tick: { kind: 'trade', instrument, price, size: 1 } as never },
  ];
}

/** A strategy that thousands follow: more than one turn has room for. */
beforeEach(async () => {
  journal = new MemoryJournal();
  const limits = { ...DEFAULT_GROUP_LIMITS, busyBytes: 1 };
  ({ engine, core, account } = await testEngine(journal, { project: () => [], limits }));
  const run = (command: Command): Promise<number> => carriedOut(engine, command);
  const eurusd = catalogue(START).find(({ symbol }) => symbol === 'EURUSD');
  instrument = await run({ type: 'instruments.list', instrument: eurusd as never });
  const stream = await run({
    type: 'accounts.open',
    owner: 1,
    name: 'stream',
    currency: 'usd',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    closeOut: false,
    hedging: false,
    fees: { maker: 0, taker: 0, decimals: 2, rounding: 'up', mode: 'quote' },
  });
  await run({ type: 'accounts.deposit', account: stream, asset: 'usd', amount: (10n ** 20n) as never, key: null });
  await run({ type: 'copy.setCompany', company: 1, spec: { accountMinBalance: 0, securityMinBalance: 0 } });
  await run({ type: 'copy.addStream', company: 1, name: 'stream', account: stream, liquidityRate: 0 });
  engine.offer(prices(110_000));
  await engine.idle();
  const wallets = await Promise.all(
    Array.from({ length: INVESTORS + 1 }, async (_, n) => {
      const wallet = await run({ type: 'copy.openWallet', company: 1, client: n + 1, precisionVolume: 4 });
      await run({ type: 'copy.transfer', wallet, kind: 0, amount: 1_000_000 });
      return wallet;
    }),
  );
  const wallet = wallets[0] as number;
  const terms = { feeRate: 0, commissionRate: 0, accounting: 1 } as const;
  strategy = await run({ type: 'copy.addStrategy', wallet, name: 'followed', money: 1_000_000, ...terms });
  const offer = core.state.copy.strategies.get(strategy)?.publicOffer as number;
  const open = { type: 'copy.openAccount', offer, money: 100_000, factor: 10_000, protection: 0 } as const;
  await Promise.all(wallets.slice(1).map((own) => run({ ...open, wallet: own })));
  await engine.idle();
});

function signal(): Promise<unknown> {
  return engine.submit({ type: 'copy.signal', strategy, instrument, lot: 100_000_000, equity: 1_000_000 });
}

/** Accounts that have the signal's position; the trader's own has it, too. */
function holders(): number {
  let count = 0;
  for (const { positions } of core.state.copy.accounts.values())
    if (positions.some(({ volume }) => volume !== 0)) count++;
  return count;
}

describe('a signal that thousands of accounts copy', () => {
  test('is answered before they have it, and commands get their turn in between', async () => {
    const answered = signal();
    expect(core.state.copy.groups.size).toBe(1);
    const between: number[] = [];
    await answered;
    between.push(holders());
    while (core.state.copy.groups.size > 0) {
      await engine.submit(deposit(account, null));
      between.push(holders());
    }
    expect(between[0]).toBeLessThan(INVESTORS);
    expect(between.length).toBeGreaterThan(2);
    await engine.idle();
    expect(holders()).toBe(INVESTORS + 1);
  });

  test('does not hold up live market data', async () => {
    void signal();
    let groups = 0;
    engine.onTicks(() => {
      groups = core.state.copy.groups.size;
    });
    engine.offer(prices(110_010), true);
    await engine.idle();
    expect(groups).toBe(1);
    expect(holders()).toBe(INVESTORS + 1);
  });

  test('is settled before a tape goes on, which plays the same each time', async () => {
    void signal();
    const groups: number[] = [];
    engine.onTicks(() => groups.push(core.state.copy.groups.size));
    engine.offer(prices(110_010));
    await engine.idle();
    // taken in one stretch or two
    expect(new Set(groups)).toEqual(new Set([0]));
    expect(holders()).toBe(INVESTORS + 1);
  });

  test('never runs far ahead of a slow disk, so that an answer has little to wait for', async () => {
    journal.faults.delayMs = 5;
    void signal();
    let most = 0;
    for (let left = true; left; left = core.state.copy.groups.size > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, engine.waiting.turns);
    }
    // the disk is busy with anything here: the turn of the command waits, or one slice, out of fifteen
    expect(most).toBe(1);
    await engine.idle();
    expect(holders()).toBe(INVESTORS + 1);
  });
});
