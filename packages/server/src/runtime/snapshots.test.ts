import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { FollowerClient, JournalError, openSqliteJournal } from '../journal/index.ts';
import { testFolder } from '../journal/test-folder.ts';
import { READ_MODEL_SCHEMA } from '../readmodel/index.ts';
import type { Engine } from './engine.ts';
import { PRICE_FACTOR, Snapshots, TURNS_BETWEEN } from './snapshots.ts';
import { order, rounds, testEngine } from './test-engine.ts';

/** A follower that notes what it is asked, and an engine whose digest takes `price` ms. */
function staged(price: number) {
  const asked: string[] = [];
  let durableSeq = 0;
  let save: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const follower = {
    failed: new Promise<Error>((resolve) => {
      fail = resolve;
    }),
    advance: (to: number) => asked.push(`advance ${to}`),
    snapshot: (seq: number, digest: string) => {
      asked.push(`snapshot ${seq} ${digest}`);
      return new Promise<void>((resolve) => {
        save = resolve;
      });
    },
    close: async () => {
      asked.push('close');
    },
  };
  const engine = {
    seq: 0,
    get durableSeq() {
      return durableSeq;
    },
    digest: () => {
      vi.advanceTimersByTime(price);
      return { seq: engine.seq, digest: `of ${engine.seq}` };
    },
    whenDurable: async () => {},
  };
  const reports: string[] = [];
  const snapshots = new Snapshots(engine as unknown as Engine, follower as unknown as FollowerClient, {
    onDiverged: (error) => reports.push(`diverged: ${error.message}`),
    onEnd: (error) => reports.push(`end: ${error.message}`),
  });
  return {
    snapshots,
    asked,
    reports,
    goTo: (seq: number) => {
      engine.seq = seq;
      durableSeq = seq;
    },
    save: () => save(),
    fail: (error: Error) => fail(error),
  };
}

describe('when snapshots are made', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('every so many turns, and the follower is kept at that turn until it is stored', async () => {
    const { asked, goTo, save, snapshots } = staged(0);
    goTo(TURNS_BETWEEN - 1);
    await vi.advanceTimersByTimeAsync(1_000);
    goTo(TURNS_BETWEEN);
    await vi.advanceTimersByTimeAsync(1_000);
    goTo(3 * TURNS_BETWEEN);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([
      `advance ${TURNS_BETWEEN - 1}`,
      `advance ${TURNS_BETWEEN}`,
      `snapshot ${TURNS_BETWEEN} of ${TURNS_BETWEEN}`,
      `advance ${TURNS_BETWEEN}`,
    ]);
    save();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.slice(4)).toEqual([
      `advance ${3 * TURNS_BETWEEN}`,
      `snapshot ${3 * TURNS_BETWEEN} of ${3 * TURNS_BETWEEN}`,
    ]);
    await snapshots.stop();
  });

  test('a dear digest is taken rarely: at most a thousandth of the time goes into it', async () => {
    const price = 500;
    const { asked, goTo, save, snapshots } = staged(price);
    goTo(TURNS_BETWEEN);
    await vi.advanceTimersByTimeAsync(1_000);
    save();
    goTo(2 * TURNS_BETWEEN);
    await vi.advanceTimersByTimeAsync(price * PRICE_FACTOR - 2_000);
    expect(asked.filter((what) => what.startsWith('snapshot'))).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked.filter((what) => what.startsWith('snapshot'))).toHaveLength(2);
    await snapshots.stop();
  });

  test('one after the other, also when asked for twice at once', async () => {
    const { asked, goTo, save, snapshots } = staged(0);
    goTo(10);
    const first = snapshots.make();
    await vi.advanceTimersByTimeAsync(0);
    const second = snapshots.make();
    goTo(20);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['snapshot 10 of 10']);
    save();
    await first;
    await vi.advanceTimersByTimeAsync(0);
    save();
    await second;
    expect(asked).toEqual(['snapshot 10 of 10', 'snapshot 20 of 20']);
    await snapshots.stop();
  });

  test('none any more once the follower has failed: another digest is told apart from other ends', async () => {
    for (const [error, report] of [
      [new JournalError('diverged', 'another state'), 'diverged: another state'],
      [new Error('out of memory'), 'end: out of memory'],
    ] as const) {
      const { asked, reports, goTo, fail } = staged(0);
      fail(error);
      await vi.advanceTimersByTimeAsync(0);
      goTo(2 * TURNS_BETWEEN);
      await vi.advanceTimersByTimeAsync(10_000);
      expect({ asked, reports }).toEqual({ asked: [], reports: [report] });
    }
  });
});

describe('with the follower of the core', () => {
  async function running() {
    const folder = testFolder();
    const journal = await openSqliteJournal({ folder, schema: READ_MODEL_SCHEMA, onNotice: () => {} });
    const made = await testEngine(journal);
    const diverged: Error[] = [];
    const report = (error: Error): void => {
      diverged.push(error);
    };
    const snapshots = new Snapshots(made.engine, new FollowerClient(folder), { onDiverged: report, onEnd: report }, 5);
    onTestFinished(async () => {
      await snapshots.stop();
      await made.engine.stop().catch(() => undefined);
      await journal.close();
    });
    return { ...made, journal, snapshots, diverged };
  }

  test('it agrees with the live core again and again while commands keep coming', async () => {
    const { engine, account, journal, snapshots, diverged } = await running();
    const told: number[] = [];
    for (let round = 0; round < 4; round++) {
      let made = false;
      const making = snapshots.make().finally(() => {
        made = true;
      });
      for (let burst = 0; burst < 50 && !made; burst++) {
        for (let i = 0; i < 20; i++) void engine.submit(order(account));
        await rounds(1);
      }
      await making;
      told.push((await journal.newestSnapshot())?.seq as number);
    }
    expect(diverged).toEqual([]);
    expect(new Set(told).size).toBe(4);
    expect(engine.seq).toBeGreaterThan(told[3] as number);
  });

  test('a live core that has gone another way than its journal is found out', async () => {
    const { core, engine, account, snapshots, diverged } = await running();
    await engine.submit(order(account));
    const balance = core.state.accounts.accounts.get(account)?.balances.values().next().value as { total: bigint };
    balance.total += 1n;
    await expect(snapshots.make()).rejects.toMatchObject({ code: 'diverged' });
    expect(diverged).toEqual([expect.objectContaining({ code: 'diverged' })]);
  });

  test('stop gives up what still waits, and ends', async () => {
    const { engine, account, snapshots } = await running();
    await engine.submit(order(account));
    const made = snapshots.make().then(
      () => 'made',
      () => 'given up',
    );
    await snapshots.stop();
    expect(['made', 'given up']).toContain(await made);
  });
});
