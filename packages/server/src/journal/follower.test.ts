import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { FromFollower, ToFollower } from './follower-messages.ts';
import { serveFollower } from './follower-service.ts';
import { SUITE_SCHEMA, suiteBatch, suiteRow } from './journal.spec-suite.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { SUM_REPLICAS, sumDigest } from './sum-replica.ts';
import { testFolder } from './test-folder.ts';

const digestAt = (seq: number): string => sumDigest(seq, (n) => suiteRow(n).body.length);

/** A follower served behind a message channel, as in its thread. */
function follow(folder: string) {
  const { port1, port2 } = new MessageChannel();
  const heard: FromFollower[] = [];
  let wake: () => void = () => {};
  port1.on('message', (message: FromFollower) => {
    heard.push(message);
    wake();
  });
  const done = serveFollower(port2, { folder }, SUM_REPLICAS);
  return {
    ask: (message: ToFollower) => port1.postMessage(message),
    hear: async (): Promise<FromFollower> => {
      while (heard.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return heard.shift() as FromFollower;
    },
    done,
  };
}

test('it follows as far as it is allowed and saves a snapshot of exactly the turn asked for', async () => {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  writer.write(suiteBatch(1, 12_000));
  const follower = follow(folder);
  expect(await follower.hear()).toEqual({ kind: 'started', seq: 0 });
  follower.ask({ kind: 'advance', to: 7_000 });
  follower.ask({ kind: 'snapshot', seq: 11_000, digest: digestAt(11_000) });
  follower.ask({ kind: 'advance', to: 12_000 });
  expect(await follower.hear()).toEqual({ kind: 'saved' });
  expect(await new SnapshotFiles(folder).read(11_000)).toMatchObject({
    seq: 11_000,
    digest: digestAt(11_000),
    version: 1,
  });
  follower.ask({ kind: 'close' });
  await follower.done;
  writer.close();
});

test('a snapshot of a turn that is not durable yet waits for it', async () => {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  writer.write(suiteBatch(1, 2));
  const follower = follow(folder);
  await follower.hear();
  follower.ask({ kind: 'snapshot', seq: 4, digest: digestAt(4) });
  writer.write(suiteBatch(3, 3));
  writer.write(suiteBatch(4, 5));
  expect(await follower.hear()).toEqual({ kind: 'saved' });
  expect(new SnapshotFiles(folder).list()).toEqual([4]);
  follower.ask({ kind: 'close' });
  await follower.done;
  writer.close();
});

test('a new follower goes on from the newest snapshot that can be read', async () => {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  writer.write(suiteBatch(1, 30));
  const files = new SnapshotFiles(folder);
  await files.save({
    seq: 20,
    digest: digestAt(20),
    version: 1,
    body: JSON.stringify({ turns: 20, sum: Number(digestAt(20).split(':')[1]) }),
  });
  await files.save({ seq: 25, digest: digestAt(25), version: 0, body: 'a form of another version' });
  const follower = follow(folder);
  expect(await follower.hear()).toEqual({ kind: 'started', seq: 20 });
  follower.ask({ kind: 'snapshot', seq: 30, digest: digestAt(30) });
  expect(await follower.hear()).toEqual({ kind: 'saved' });
  follower.ask({ kind: 'close' });
  await follower.done;
  writer.close();
});

test('a live core that went another way is found out, and no snapshot is kept', async () => {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  writer.write(suiteBatch(1, 5));
  const follower = follow(folder);
  await follower.hear();
  follower.ask({ kind: 'snapshot', seq: 5, digest: '5:1' });
  expect(await follower.hear()).toMatchObject({ kind: 'failed', error: { code: 'diverged', seq: 5 } });
  expect(new SnapshotFiles(folder).list()).toEqual([]);
  await follower.done;
  writer.close();
});

test('it ends in order also while it waits for a turn', async () => {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  const follower = follow(folder);
  await follower.hear();
  follower.ask({ kind: 'snapshot', seq: 9, digest: '' });
  follower.ask({ kind: 'close' });
  await follower.done;
  writer.close();
});
