import { inspect, parseArgs } from 'node:util';
import { judge } from './fill-checker.ts';
import { play, record } from './play.ts';
import { RECORDINGS, recordingPath } from './recordings.ts';
import { readTape } from './tape.ts';

/** Judges many seeds by hand: `npx tsx packages/server/test/paper-fills/run.ts --from 1 --seeds 100`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, seeds: { type: 'string' }, show: { type: 'boolean' } },
  });
  const from = Number(values.from ?? 1);
  const seeds = Number(values.seeds ?? 20);
  for (const each of RECORDINGS) {
    const path = recordingPath(each.file);
    const recording = await record(path, each.symbol);
    const tape = readTape(path, each.decimals);
    const sums: Record<string, number> = { orders: 0, triggered: 0 };
    for (let seed = from; seed < from + seeds; seed += 1) {
      const history = play(recording, seed);
      const { faults, fills, orders, triggered } = judge(tape, history);
      for (const [name, count] of Object.entries({ ...fills, orders, triggered }))
        sums[name] = (sums[name] ?? 0) + count;
      for (const fault of faults.slice(0, 1)) {
        process.exitCode = 1;
        console.log(
          each.file,
          `seed ${seed}:`,
          inspect(fault),
          values.show === true ? inspect(history[fault.step], { depth: 5 }) : '',
        );
      }
    }
    console.log(each.file, `${seeds} seeds from ${from}:`, JSON.stringify(sums));
  }
}

await main();
