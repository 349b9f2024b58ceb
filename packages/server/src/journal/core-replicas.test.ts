import { Core, type Money } from '@outcry/core';
import { expect, test } from 'vitest';
import { CORE_REPLICAS } from './core-replicas.ts';
import { FollowerClient } from './follower-client.ts';
import type { JournalRow } from './journal.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { openSqliteJournal } from './sqlite-journal.ts';
import { testFolder } from './test-folder.ts';
import { verifyJournal } from './verify.ts';

const NOON = 1_700_000_000_000;
const FEES = { maker: 0, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' } as const;

/** A live core and the rows of its turns: an asset, an account and `deposits` deposits. */
function liveCore(deposits: number): { core: Core; rows: JournalRow[] } {
  const core = new Core();
  const rows: JournalRow[] = [];
  const run = (command: Parameters<Core['execute']>[0]): number => {
    const { events, outcome, rejection } = core.execute(command, NOON + rows.length);
    if (outcome === null) throw new Error(`refused: ${rejection?.detail}`);
    rows.push({ seq: rows.length + 1, at: NOON + rows.length, version: 1, body: Core.codec.encode(events) });
    return outcome.id;
  };
  run({ type: 'instruments.defineAsset', asset: { code: 'rub', name: 'Russian rouble', kind: 'fiat' } });
  const account = run({
    type: 'accounts.open',
    owner: 1,
    name: 'follower',
    currency: 'rub',
    venue: 'paper',
    fillPolicy: 'book',
    margin: false,
    hedging: false,
    fees: FEES,
  });
  for (let i = 1; i <= deposits; i++) {
    run({ type: 'accounts.deposit', account, asset: 'rub', amount: (BigInt(i) * 10n ** 10n) as Money, key: null });
  }
  return { core, rows };
}

test('the follower thread replays a live core, agrees with its digest and leaves a snapshot that verifies', async () => {
  const folder = testFolder();
  const journal = await openSqliteJournal({ folder, schema: { migrations: [], statements: {} }, onNotice: () => {} });
  const { core, rows } = liveCore(300);
  const follower = new FollowerClient(folder);
  await journal.append({ rows: rows.slice(0, 200), statements: [] });
  follower.advance(200);
  await journal.append({ rows: rows.slice(200), statements: [] });
  await follower.snapshot(rows.length, core.digest());

  const snapshot = await new SnapshotFiles(folder).read(rows.length);
  expect(snapshot.digest).toBe(core.digest());
  expect(CORE_REPLICAS.create(snapshot).digest()).toBe(core.digest());

  await expect(follower.snapshot(rows.length, 'another')).rejects.toMatchObject({ code: 'diverged' });
  expect(await follower.failed).toMatchObject({ code: 'diverged', seq: rows.length });
  await follower.close();
  await journal.close();

  const report = await verifyJournal({ folder, replicas: CORE_REPLICAS, onProgress: () => {} });
  expect(report).toMatchObject({ faultCount: 0, soundSnapshots: [rows.length], digest: core.digest() });
});
