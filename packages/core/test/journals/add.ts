import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { simulate } from '../../simulation/simulate.ts';
import { Core, SNAPSHOT_VERSION } from '../../src/index.ts';
import { countEvents, type Expected, figuresOf } from './figures.ts';
import { GOLDEN, replay, writeRows } from './journal-file.ts';

const HELP = `npm run golden -- <name> --seed N [--steps N] [--about "…"]

Adds a golden journal: the journal of one simulated world, and what it comes to today. A journal that is there already is
never written again: it proves that what was written once can still be read.`;

function add(name: string, seed: number, steps: number, about: string): void {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`a name has small letters, digits and hyphens, not ${name}`);
  const folder = new URL(`${name}/`, GOLDEN);
  if (existsSync(folder)) throw new Error(`golden/${name} is there already and stays as it is: choose another name`);
  const run = simulate(seed, steps);
  if (run.failure !== null) throw run.failure;
  const core = new Core();
  const events = replay(core, run.journal, Core.codec);
  const expected: Expected = {
    about,
    snapshotVersion: SNAPSHOT_VERSION,
    digest: core.digest(),
    turns: run.journal.length,
    events: countEvents(events),
    figures: figuresOf(core),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('journal.jsonl', folder), writeRows(run.journal));
  writeFileSync(new URL('expected.json', folder), `${JSON.stringify(expected, null, 1)}\n`);
  console.log(`golden/${name}: ${expected.turns} turns, ${events.length} events, digest ${expected.digest}`);
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      steps: { type: 'string', default: '400' },
      about: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [name] = positionals;
  const seed = Number(values.seed);
  const steps = Number(values.steps);
  if (values.help === true || name === undefined || !Number.isSafeInteger(seed) || !Number.isSafeInteger(steps)) {
    console.log(HELP);
    if (values.help !== true) process.exitCode = 1;
    return;
  }
  add(name, seed, steps, values.about ?? `the journal of simulation seed ${seed}, ${steps} steps, when it was made`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
