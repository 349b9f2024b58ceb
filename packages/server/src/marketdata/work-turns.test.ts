import { expect, test } from 'vitest';
import { WorkTurns } from './work-turns.ts';

test('those who wait come one after the other, each after the thread has looked at everything else', async () => {
  const turns = new WorkTurns();
  const done: string[] = [];
  const work = async (name: string): Promise<void> => {
    await turns.next();
    done.push(name);
  };
  const all = Promise.all([work('first'), work('second'), work('third')]);
  expect(done).toEqual([]);
  while (!done.includes('third')) {
    done.push('else');
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await all;
  const order = done.join(' ');
  expect(order).toMatch(/^else.* first else.* second else.* third/);
});
