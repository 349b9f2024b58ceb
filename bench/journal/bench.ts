import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { bareCommits, bareRows } from './bare.ts';
import { offeredLatency, saturatedRows } from './grouped.ts';
import { median, percentile } from './percentile.ts';

export const title = 'durable turns a second and their latency, against bare better-sqlite3';

const ROWS = 300_000;
const ROUNDS = 3;
const OFFERED_ROWS_PER_SECOND = [1_000, 20_000, 100_000];
const OFFERED_SECONDS = 4;
const SINGLE_COMMITS = 2_000;

async function saturation(print: Print): Promise<void> {
  const ours: number[] = [];
  const bare: number[] = [];
  let meanGroup = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { rowsPerSecond, groups } = await inFolder((folder) => saturatedRows(folder, ROWS));
    ours.push(rowsPerSecond);
    bare.push(await inFolder((folder) => bareRows(folder, groups)));
    meanGroup = ROWS / groups.length;
  }
  print({
    what: 'journal at saturation, 200-byte bodies',
    ours: median(ours),
    reference: median(bare),
    unit: 'rows/s',
    better: 'more',
    aim: '0.7x bare appends in the same groups',
  });
  print(
    `groups of ${meanGroup.toFixed(0)} rows on average; ours checks sums and sequence and works in a thread of its own`,
  );
}

async function latency(print: Print): Promise<void> {
  const single = await inFolder((folder) => bareCommits(folder, SINGLE_COMMITS));
  for (const rate of OFFERED_ROWS_PER_SECOND) {
    const measured = await inFolder((folder) => offeredLatency(folder, rate, OFFERED_SECONDS));
    for (const part of [0.5, 0.99]) {
      print({
        what: `p${part * 100} at ${rate / 1_000} k rows/s offered; bare: one commit`,
        ours: percentile(measured, part),
        reference: percentile(single, part),
        unit: 'ms',
        better: 'less',
      });
    }
  }
}

export async function run(print: Print): Promise<void> {
  await saturation(print);
  await latency(print);
}
