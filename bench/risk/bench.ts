import { collectGarbage, memoryInUse, timed } from '../book/pauses.ts';
import type { Print } from '../row.ts';
import { RiskBench } from './world.ts';

export const title =
  'ticks a second with 100 000 accounts on margin, against no watch at all and against valuing all of them';

const ACCOUNTS = 100_000;
const ROUNDS = 5;
const VALUATIONS = 5;

interface Case {
  readonly name: string;
  readonly ticks: number;
  /** How far prices wander from where they began, and by how much at once, as parts of the price. */
  readonly within: number;
  readonly by: number;
}

const CASES: readonly Case[] = [
  { name: 'prices within 0.5 %', ticks: 400_000, within: 0.005, by: 0.00005 },
  { name: 'prices within 8 %, by 0.05 %', ticks: 40_000, within: 0.08, by: 0.0005 },
  { name: 'the same once more', ticks: 40_000, within: 0.08, by: 0.0005 },
];

export async function run(print: Print): Promise<void> {
  collectGarbage();
  const empty = memoryInUse();
  const watched = new RiskBench(ACCOUNTS, true);
  const each = (memoryInUse() - empty) / ACCOUNTS;
  const { bounds } = watched.core.state.risk.watch;
  const [count, bytes] = [bounds.index.count, bounds.bytes / bounds.index.count];
  const bare = new RiskBench(ACCOUNTS, false);
  print(
    `  ${ACCOUNTS} accounts of 1 to 3 positions have ${count} bounds of ${bytes.toFixed(1)} bytes; ` +
      `${each.toFixed(0)} bytes an account with all it has`,
  );
  for (const one of CASES) await measure(one, watched, bare, print);
}

async function measure(
  { name, ticks, within, by }: Case,
  watched: RiskBench,
  bare: RiskBench,
  print: Print,
): Promise<void> {
  const part = ticks / ROUNDS;
  const before = watched.closeOuts;
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, side] of [watched, bare].entries()) {
      collectGarbage();
      const { seconds } = await timed(() => side.tick(part, within, by));
      (rates[index] as number[]).push(part / seconds);
    }
  }
  const all = await timed(() => {
    for (let i = 0; i < VALUATIONS; i++) {
      watched.tick(1, within, by);
      const below = watched.valueAll();
      if (below > 0)
        throw new Error(`${name}: ${below} accounts are below their minimal margin, and nothing is closed`);
    }
  });
  const [ours, reference] = [median(rates[0]), median(rates[1])];
  print({ what: `${name}: no watch`, ours, reference, unit: 'ticks/s', better: 'more' });
  print({
    what: `${name}: valuing all`,
    ours,
    reference: VALUATIONS / all.seconds,
    unit: 'ticks/s',
    better: 'more',
  });
  print(`  ${watched.closeOuts - before} accounts were closed out`);
}

function median(rates: readonly number[]): number {
  return [...rates].sort((a, b) => a - b)[rates.length >> 1] as number;
}
