import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { DecimalLoop } from './decimal-loop.ts';
import { CopyBench } from './world.ts';

export const title = 'from a signal to allocations on disk for 1 to 100 000 investors, against a loop over decimal.js';

const SIZES = [1, 1_000, 100_000] as const;
/** Signals of each size: whole cycles of opening, growing, turning and closing. */
const ROUNDS = [40, 40, 12] as const;
const TICKS = 200_000;

export async function run(print: Print): Promise<void> {
  await inFolder((folder) => {
    for (const [place, investors] of SIZES.entries()) measure(investors, ROUNDS[place] as number, folder, print);
  });
}

function measure(investors: number, rounds: number, folder: string, print: Print): void {
  const ours = new CopyBench(investors, folder);
  const loop = new DecimalLoop(investors, folder);
  const times: number[] = [];
  const core: number[] = [];
  const plain: number[] = [];
  let [longest, busiest, turns, deals] = [0, 0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const price = 110_000 + (round % 5) * 20;
    ours.price(price);
    const settled = ours.signal();
    const decimals = loop.signal(price);
    // the first cycle warms both up
    if (round < 4) continue;
    times.push(settled.whole);
    core.push(settled.core);
    plain.push(decimals);
    longest = Math.max(longest, settled.longest);
    busiest = Math.max(busiest, settled.busiest);
    turns = settled.count;
    deals = Math.max(deals, settled.deals);
  }
  if (deals < investors) throw new Error(`${deals} deals for ${investors} investors`);
  const name = `${investors} investor${investors === 1 ? '' : 's'}`;
  print({
    what: `${name}, on disk`,
    ours: median(times),
    reference: median(plain),
    unit: 'ms',
    better: 'less',
    aim: '10',
  });
  print(`  ${median(core).toFixed(2)} ms without the disk in ${turns} turns${turnText(longest, busiest)}`);
  print(
    `  ${((median(core) * 1_000) / investors).toFixed(2)} us an investor, decimal.js ${((median(plain) * 1_000) / investors).toFixed(2)} us`,
  );
  if (investors > 1) print(`  ${Math.round(ours.ticks(TICKS))} ticks/s that reach no stop`);
  if (investors === SIZES.at(-1)) {
    for (const [kind, { count, longest: most, busiest: work }] of ours.longestTurns()) {
      print(`  ${kind}: ${count} turns${turnText(most, work)}`);
    }
  }
  ours.close();
  loop.close();
}

function turnText(longest: number, busiest: number): string {
  return `, the longest ${longest.toFixed(1)} ms by the clock, ${busiest.toFixed(1)} ms of work`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}
