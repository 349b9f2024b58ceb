import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Core } from '../../src/index.ts';
import { DealWatch } from './deal-invariants.ts';
import { DealLife, happening, settings } from './deal-life.ts';

describe('whatever happens to a bot', () => {
  for (const where of ['paper', 'venue'] as const) {
    it(`at the ${where} the rules of deals hold, and its journal tells the same`, { timeout: 120_000 }, () => {
      const ends = new Set<string>();
      fc.assert(
        fc.property(
          settings,
          fc.boolean(),
          fc.array(happening, { minLength: 40, maxLength: 120 }),
          (told, received, all) => {
            const life = new DealLife(where, told, received);
            const watch = new DealWatch(life);
            for (const each of all) {
              life.happen(each);
              watch.check();
            }
            const { desk } = life;
            for (const { status } of desk.finished) ends.add(status);
            const replayed = new Core();
            for (const { at, body } of desk.journal) replayed.applyTurn(at, body);
            expect(replayed.digest()).toBe(desk.core.digest());
            expect(Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot()))).digest()).toBe(desk.core.digest());
          },
        ),
        { numRuns: 150 },
      );
      const most = ['cancelled', 'completed', 'panicSold', 'stopLossFinished'];
      expect([...ends].sort()).toEqual(expect.arrayContaining(most));
    });
  }
});
