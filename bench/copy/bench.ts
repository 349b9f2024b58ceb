import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { DecimalLoop } from './decimal-loop.ts';
import { measureRunning } from './running.ts';
import { CopyBench, type Turns } from './world.ts';

export const title = 'from a signal to allocations on disk for 1 to 100 000 investors, against a loop over decimal.js';

const SIZES = [1, 1_000, 100_000] as const;
/**
 * Signals of each size, whole cycles of opening, growing, turning and closing, and how many of them warm both sides up. The
 * sides take turns block by block, so that neither works in memory that the other has just filled. The first block is told as
 * well: what a platform does that has just started.
 */
const ROUNDS = [3_000, 600, 16] as const;
const WARM = [1_500, 300, 4] as const;
const BLOCK = [100, 20, 4] as const;
const TICKS = 200_000;

export async function run(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    for (const [place, investors] of SIZES.entries()) {
      const [rounds, warm, block] = [ROUNDS[place], WARM[place], BLOCK[place]] as [number, number, number];
      measure(investors, { rounds, warm, block }, folder, print);
    }
    await measureRunning(folder, print);
  });
}

interface Effort {
  readonly rounds: number;
  readonly warm: number;
  readonly block: number;
}

function measure(investors: number, { rounds, warm, block }: Effort, folder: string, print: Print): void {
  const ours = new CopyBench(investors, folder);
  const loop = new DecimalLoop(investors, folder);
  const settled: ReturnType<CopyBench['signal']>[] = [];
  const plain: ReturnType<DecimalLoop['signal']>[] = [];
  const priceOf = (round: number): number => 110_000 + (round % 5) * 20;
  for (let from = 0; from < rounds; from += block) {
    for (let round = from; round < from + block; round++) {
      ours.price(priceOf(round));
      settled.push(ours.signal());
    }
    for (let round = from; round < from + block; round++) plain.push(loop.signal(priceOf(round)));
  }
  const [first, firstReference] = [settled, plain].map((all) => median(all.slice(0, block).map(({ whole }) => whole)));
  settled.splice(0, warm);
  plain.splice(0, warm);
  const deals = Math.max(...settled.map((one) => one.deals));
  if (deals < investors) throw new Error(`${deals} deals for ${investors} investors`);
  const name = `${investors} investor${investors === 1 ? '' : 's'}`;
  const compare = (what: string, of: 'whole' | 'work'): [number, number] => {
    const [own, reference] = [median(settled.map((one) => one[of])), median(plain.map((one) => one[of]))];
    print({ what: `${name}, ${what}`, ours: own, reference, unit: 'ms', better: 'less', aim: '10' });
    return [own, reference];
  };
  compare('on disk', 'whole');
  const [own, reference] = compare('work of the processor', 'work');
  print(`  ${perInvestor(own, investors)} us an investor, decimal.js ${perInvestor(reference, investors)} us`);
  print(`  ${median(settled.map(({ core }) => core)).toFixed(2)} ms without the disk${turnText(worst(settled))}`);
  print(
    `  the first ${block} signals after a start ${first?.toFixed(2)} ms, decimal.js ${firstReference?.toFixed(2)} ms`,
  );
  if (investors > 1) print(`  ${Math.round(ours.ticks(TICKS))} ticks/s that reach no stop`);
  if (investors === SIZES.at(-1)) {
    for (const [kind, turns] of ours.longestTurns()) print(`  ${kind}${turnText(turns)}`);
  }
  ours.close();
  loop.close();
}

function worst(all: readonly Turns[]): Turns {
  const most = (read: (turns: Turns) => number): number => Math.max(...all.map(read));
  return { count: most(({ count }) => count), longest: most(({ longest }) => longest), long: most(({ long }) => long) };
}

function turnText({ count, longest, long }: Turns): string {
  return ` in ${count} turns, the longest ${longest.toFixed(1)} ms, 99 of 100 within ${long.toFixed(1)} ms`;
}

function perInvestor(ms: number, investors: number): string {
  return ((ms * 1_000) / investors).toFixed(2);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}
