import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Poller, type PollReader } from './poller.ts';

const RULES = { minIntervalMs: 100, maxIntervalMs: 300 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A reader that waits until it is told otherwise. */
function reader(rules = RULES): PollReader<string> & { rows: string[]; isWaiting: boolean; errors: unknown[] } {
  return {
    rules,
    rows: [],
    errors: [],
    isWaiting: true,
    deliver(rows) {
      this.rows.push(...rows);
      return rows.length > 0;
    },
    fail(error) {
      this.errors.push(error);
      this.isWaiting = false;
    },
  };
}

/** The moments of the polls within some milliseconds. */
async function polls(
  answers: (poll: number) => string[],
  ms: number,
  ...readers: PollReader<string>[]
): Promise<number[]> {
  const at: number[] = [];
  const start = performance.now();
  const poller = new Poller(async () => {
    at.push(Math.round(performance.now() - start));
    return answers(at.length);
  });
  for (const each of readers) poller.join(each);
  poller.wake();
  await vi.advanceTimersByTimeAsync(ms);
  for (const each of readers) poller.leave(each);
  return at;
}

test('the pause grows by half while nothing is new, up to its longest', async () => {
  expect(await polls(() => [], 1300, reader())).toEqual([0, 150, 375, 675, 975, 1275]);
});

test('news bring the pause back to its shortest', async () => {
  expect(await polls((poll) => (poll === 3 ? ['news'] : []), 800, reader())).toEqual([0, 150, 375, 475, 625]);
});

test('the most impatient reader decides', async () => {
  const patient = reader({ minIntervalMs: 1000, maxIntervalMs: 2000 });
  expect(await polls(() => ['news'], 350, patient, reader())).toEqual([0, 100, 200, 300]);
});

test('nobody waits: nothing is asked', async () => {
  const busy = reader();
  busy.isWaiting = false;
  expect(await polls(() => [], 1000, busy)).toEqual([]);
});

test('a reader that fails to take rows fails alone', async () => {
  const full = {
    ...reader(),
    deliver: () => {
      throw new Error('full');
    },
  };
  const other = reader();
  await polls(() => ['row'], 50, full, other);
  expect([full.errors.length, other.rows, other.errors]).toEqual([1, ['row'], []]);
});

test('a read that fails ends all who are there; the next to wait starts anew', async () => {
  let fails = true;
  const poller = new Poller<string>(async () => {
    if (fails) throw new Error('down');
    return ['up'];
  });
  const first = reader();
  poller.join(first);
  poller.wake();
  await vi.advanceTimersByTimeAsync(1000);
  expect(first.errors).toEqual([new Error('down')]);
  poller.leave(first);
  fails = false;
  const second = reader();
  poller.join(second);
  poller.wake();
  await vi.advanceTimersByTimeAsync(50);
  expect(second.rows).toEqual(['up']);
  poller.leave(second);
});

test('a read on its way survives a reader who leaves, for the one who stays', async () => {
  const answered = withResolvers();
  let aborted = false;
  const poller = new Poller<string>((signal) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    return answered.promise;
  });
  const [leaving, busy] = [reader(), reader()];
  busy.isWaiting = false;
  poller.join(leaving);
  poller.join(busy);
  poller.wake();
  poller.leave(leaving);
  answered.resolve(['row']);
  await vi.advanceTimersByTimeAsync(10);
  expect([aborted, busy.rows, leaving.rows]).toEqual([false, ['row'], []]);
});

function withResolvers() {
  let resolve: (rows: string[]) => void = () => undefined;
  const promise = new Promise<string[]>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
