import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Core, type CoreSnapshot } from '../src/index.ts';
import { checkLives, checkState } from './invariants.ts';
import { History, step } from './random-history.ts';

const history = fc.array(step, { minLength: 100, maxLength: 200, size: 'max' });
const RUNS = Number(process.env.RUNS ?? 150);

function live(steps: Parameters<History['perform']>[0][], each?: (at: number, history: History) => void): History {
  const run = new History();
  steps.forEach((one, at) => {
    run.perform(one);
    each?.(at, run);
  });
  return run;
}

/** A core that has folded journal rows, and nothing else. */
function replay(core: Core, rows: readonly { at: number; body: string }[]): Core {
  for (const { at, body } of rows) core.applyTurn(at, body);
  return core;
}

const throughText = (snapshot: CoreSnapshot): CoreSnapshot => JSON.parse(JSON.stringify(snapshot)) as CoreSnapshot;

describe('over any history of commands, market data and time', { timeout: 60_000 }, () => {
  it('money is conserved, holds are what orders hold, cash accounts never owe, books are never crossed', () => {
    fc.assert(
      fc.property(history, (steps) => {
        live(steps, (_, run) => checkState(run));
      }),
      { numRuns: RUNS },
    );
  });

  it('filled + cancelled + open = ordered; nothing happens to an order after its end; finished orders leave memory', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const run = live(steps);
        checkLives(run);
        run.world.core.takeFinished();
        expect(run.world.core.state.orders.finished).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('replaying the journal gives the digest of the live run, and so does every snapshot with its tail', () => {
    fc.assert(
      fc.property(history, fc.nat(199), (steps, cut) => {
        let snapshot: CoreSnapshot | undefined;
        let rows = 0;
        const run = live(steps, (at, { world }) => {
          if (at !== cut % steps.length) return;
          snapshot = throughText(world.core.snapshot());
          rows = world.journal.length;
        });
        const { core, journal } = run.world;
        const digest = core.digest();
        expect(replay(new Core(), journal).digest()).toBe(digest);
        if (snapshot === undefined) throw new Error('no snapshot was taken');
        const restored = Core.restore(snapshot);
        expect(restored.snapshot()).toEqual(snapshot);
        expect(replay(restored, journal.slice(rows)).digest()).toBe(digest);
        expect(Core.restore(throughText(core.snapshot())).digest()).toBe(digest);
      }),
      { numRuns: RUNS },
    );
  });

  it('the same inputs give the same events', () => {
    fc.assert(
      fc.property(history, (steps) => {
        expect(live(steps).world.journal).toEqual(live(steps).world.journal);
      }),
      { numRuns: 30 },
    );
  });
});
