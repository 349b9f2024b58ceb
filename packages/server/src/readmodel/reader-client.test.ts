import { expect, onTestFinished, test, vi } from 'vitest';
import { ReaderClient } from './reader-client.ts';

/**
 * A thread that answers `echo` with its parameters, `thread` with its number, refuses `refuse`, dies of `die`, and never
 * answers `hang` nor anything that comes after it. `block` holds it up until the shared number given is not 0. The folder
 * `born dead` kills it at its start.
 */
const THREAD = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId, workerData } from 'node:worker_threads';
    if (workerData.folder === 'born dead') throw new Error('no such folder');
    let hung = false;
    parentPort.postMessage({ kind: 'ready' });
    parentPort.on('message', ({ kind, sql, parameters }) => {
      if (kind === 'close') return parentPort.close();
      if (sql === 'hang') hung = true;
      if (hung) return;
      if (sql === 'block') Atomics.wait(parameters[0], 0, 0);
      if (sql === 'die') throw new Error('out of memory');
      if (sql === 'refuse') parentPort.postMessage({ kind: 'refused', message: 'no such table: x' });
      else parentPort.postMessage({ kind: 'rows', rows: sql === 'thread' ? [threadId] : [...parameters] });
    });
  `)}`,
);

function client(limits: { maxInFlight?: number; timeLimitMs?: number } = {}, folder = ''): ReaderClient {
  const reader = new ReaderClient(THREAD, folder, { maxInFlight: 100, timeLimitMs: 60_000, ...limits });
  onTestFinished(() => reader.close());
  return reader;
}

function ask(reader: ReaderClient, sql: string, ...parameters: unknown[]): Promise<unknown[]> {
  return reader.query({ sql, parameters });
}

function error(code: string, message: string) {
  return expect.objectContaining({ name: 'ReadModelError', code, message: expect.stringContaining(message) });
}

test('answers go to their questions', async () => {
  const reader = client();
  const asked = Array.from({ length: 50 }, (_, i) => ask(reader, 'echo', i, `${i}`, null));
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 50 }, (_, i) => [i, `${i}`, null]));
});

test("SQL's own refusal reaches the one who asked, and nobody else", async () => {
  const reader = client();
  const [before, bad, after] = await Promise.allSettled([
    ask(reader, 'echo', 1),
    ask(reader, 'refuse'),
    ask(reader, 'echo', 2),
  ]);
  expect(bad).toEqual({ status: 'rejected', reason: error('failed', 'no such table: x') });
  expect([before, after]).toMatchObject([{ value: [1] }, { value: [2] }]);
});

test('more questions than may wait are refused as busy, and there is room again once some are answered', async () => {
  const reader = client({ maxInFlight: 3 });
  const waiting = [1, 2, 3].map((n) => ask(reader, 'echo', n));
  await expect(ask(reader, 'echo', 4)).rejects.toEqual(error('busy', 'too many searches wait'));
  expect(await Promise.all(waiting)).toEqual([[1], [2], [3]]);
  expect(await ask(reader, 'echo', 5)).toEqual([5]);
});

test('a question that takes too long is refused with the limit; those behind it are answered by another thread', async () => {
  const reader = client({ timeLimitMs: 400 });
  const [first] = (await ask(reader, 'thread')) as number[];
  const [slow, behind] = await Promise.allSettled([ask(reader, 'hang'), ask(reader, 'thread')]);
  expect(slow).toEqual({ status: 'rejected', reason: error('timeout', 'longer than 400 ms') });
  expect(behind).toMatchObject({ status: 'fulfilled' });
  expect((behind as PromiseFulfilledResult<number[]>).value).not.toEqual([first]);
});

test('when three threads are held up, questions are refused as busy until one of them has ended', async () => {
  const reader = client({ timeLimitMs: 300 });
  const release = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; i < 2; i++) await expect(ask(reader, 'block', release)).rejects.toEqual(error('timeout', '300 ms'));
  const last = [ask(reader, 'block', release), ask(reader, 'echo', 1)];
  expect(await Promise.allSettled(last)).toMatchObject([
    { reason: error('timeout', '300 ms') },
    { reason: error('busy', 'too many') },
  ]);
  await expect(ask(reader, 'echo', 2)).rejects.toEqual(error('busy', 'too many'));
  Atomics.store(release, 0, 1);
  Atomics.notify(release, 0);
  await vi.waitFor(async () => expect(await ask(reader, 'echo', 3)).toEqual([3]), { timeout: 10_000 });
});

test('when the thread dies, the question it died of is refused and the others are answered by a new one', async () => {
  const reader = client();
  const [bad, ...others] = await Promise.allSettled([
    ask(reader, 'die'),
    ask(reader, 'echo', 1),
    ask(reader, 'echo', 2),
  ]);
  expect(bad).toEqual({ status: 'rejected', reason: error('failed', 'out of memory') });
  expect(others).toMatchObject([{ value: [1] }, { value: [2] }]);
});

test('a thread that dies again and again without an answer is not started any more', async () => {
  const reader = client();
  for (const sql of ['die', 'die', 'die'])
    await expect(ask(reader, sql)).rejects.toEqual(error('failed', 'out of memory'));
  await expect(ask(reader, 'echo', 1)).rejects.toEqual(error('failed', 'out of memory'));
});

test('an answer in between starts the count of deaths anew', async () => {
  const reader = client();
  for (let i = 0; i < 5; i++) {
    await expect(ask(reader, 'die')).rejects.toEqual(error('failed', 'out of memory'));
    expect(await ask(reader, 'echo', i)).toEqual([i]);
  }
});

test('a thread that cannot start says why', async () => {
  const reader = client({}, 'born dead');
  await expect(ask(reader, 'echo', 1)).rejects.toEqual(error('failed', 'no such folder'));
});

test('closing refuses what waits and what comes later', async () => {
  const reader = client();
  const waiting = ask(reader, 'hang');
  const closed = reader.close();
  await expect(waiting).rejects.toEqual(error('closed', 'closed'));
  await closed;
  await expect(ask(reader, 'echo', 1)).rejects.toEqual(error('closed', 'closed'));
  await reader.close();
});
