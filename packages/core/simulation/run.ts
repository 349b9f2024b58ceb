import { parseArgs } from 'node:util';
import { DEFAULT_STEPS, describeFailure, simulate } from './simulate.ts';

const HELP = `npm run simulate -- [options]   whole worlds under faults, each from one seed

  --seed N     run one seed and show its last steps when a rule does not hold
  --seeds N    run that many seeds (default 1000)
  --from N     the first of them (default 1)
  --steps N    steps of each run (default ${DEFAULT_STEPS})
  --help       this page

Exit code 1 when a rule did not hold; the seed and the command that shows it again are printed.`;

function numberOf(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`--${name} must be a whole number, not ${text}`);
  return value;
}

function runMany(from: number, count: number, steps: number): boolean {
  const started = performance.now();
  const sums = { turns: 0, crashes: 0, orders: 0, venueOrders: 0 };
  for (let seed = from; seed < from + count; seed++) {
    const run = simulate(seed, steps);
    if (run.failure !== null) {
      console.error(describeFailure(run, steps));
      return false;
    }
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += run[name];
    if ((seed - from + 1) % 1000 === 0 && seed - from + 1 < count) console.log(`${seed - from + 1} seeds`);
  }
  const { turns, crashes, orders, venueOrders } = sums;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${count} seeds from ${from}, ${steps} steps each: every rule held (${seconds} s)`);
  console.log(`${turns} turns, ${orders} orders, ${venueOrders} of them at the venue, ${crashes} crashes`);
  return true;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      from: { type: 'string' },
      steps: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(HELP);
    return;
  }
  const steps = numberOf('steps', values.steps, DEFAULT_STEPS);
  const held =
    values.seed === undefined
      ? runMany(numberOf('from', values.from, 1), numberOf('seeds', values.seeds, 1000), steps)
      : runMany(numberOf('seed', values.seed, 1), 1, steps);
  if (!held) process.exitCode = 1;
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
