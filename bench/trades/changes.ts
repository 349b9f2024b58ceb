import { median } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { levelsOf, stopLossAt } from './commands.ts';
import type { TradesWorld } from './world.ts';

const ROUNDS = 9;
const CHANGES = 500;

/** Trades of a world by number. */
export interface Trades {
  readonly world: TradesWorld;
  readonly ids: readonly number[];
}

/** Edits, cancels and openings among many trades against the same among a few. */
export function changes(print: Print, few: Trades, many: Trades): void {
  const edits: [number[], number[]] = [[], []];
  const ends: [number[], number[]] = [[], []];
  const places = [few.ids.length, many.ids.length];
  for (let round = 0; round < ROUNDS; round++) {
    [few, many].forEach(({ world, ids }, side) => {
      const chosen = Array.from({ length: CHANGES }, (_, i) => Math.floor((i * (places[side] as number)) / CHANGES));
      const away = 1_000 * (round + 1);
      edits[side]?.push(
        microseconds(() => {
          for (const n of chosen) {
            const stopLoss = stopLossAt(levelsOf(n).stopLoss - away);
            world.do({ type: 'trades.edit', trade: ids[n] as number, changes: { stopLoss } });
          }
        }),
      );
      const added = world.open(CHANGES);
      const before = world.conditions;
      ends[side]?.push(
        microseconds(() => {
          for (const trade of added) world.do({ type: 'trades.cancel', trade });
        }),
      );
      if (before - world.conditions !== 4 * CHANGES) throw new Error('cancelled trades have left conditions armed');
    });
  }
  const row = { unit: 'us', better: 'less', aim: 'flat' } as const;
  const told = (what: string, [reference, ours]: [number[], number[]]): void =>
    print({ ...row, what, ours: median(ours), reference: median(reference) });
  told('a stop loss moved; among 1 000 trades', edits);
  told('a trade cancelled; among 1 000 trades', ends);
}

function microseconds(act: () => void): number {
  const begun = performance.now();
  act();
  return ((performance.now() - begun) * 1_000) / CHANGES;
}
