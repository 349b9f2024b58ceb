import { inFolder } from '../in-folder.ts';
import { bareCommits } from '../journal/bare.ts';
import { median, percentile } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { bareAppends, turnsOf } from './bare.ts';
import { offeredLatency, saturatedCommands } from './load.ts';
import { makeSnapshot, startTime, writeHistory } from './start.ts';

export const title = 'durable commands through the engine, their latency, and how long a start takes';

const COMMANDS = 200_000;
const ROUNDS = 3;
const OFFERED_PER_SECOND = [1_000, 20_000, 100_000];
const OFFERED_SECONDS = 4;
const SINGLE_COMMITS = 2_000;
const EVENTS = 1_000_000;

async function saturation(print: Print, keyed: boolean): Promise<void> {
  const ours: number[] = [];
  const bare = { rows: [] as number[], all: [] as number[] };
  let group = 0;
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { perSecond, rows, groups } = await inFolder((folder) => saturatedCommands(folder, COMMANDS, keyed));
    const written = groups.reduce((sum, size) => sum + size, 0);
    const turns = turnsOf(rows, written);
    ours.push(perSecond);
    bare.rows.push(await inFolder((folder) => bareAppends(folder, turns, groups, false)));
    bare.all.push(await inFolder((folder) => bareAppends(folder, turns, groups, true)));
    group = written / groups.length;
    bytes = turns.reduce((sum, { row }) => sum + row.body.length, 0) / written;
  }
  const kind = keyed ? 'orders with keys' : 'no keys';
  const row = { ours: median(ours), unit: 'turns/s', better: 'more' } as const;
  print({ what: `commands, ${kind}; bare journal rows`, ...row, reference: median(bare.rows), aim: '0.7x bare' });
  print({ what: `commands, ${kind}; bare rows and read model`, ...row, reference: median(bare.all), aim: '0.7x bare' });
  print(`groups of ${group.toFixed(0)} turns of ${bytes.toFixed(0)} bytes; bare decides nothing, ours does`);
}

async function latencies(print: Print): Promise<void> {
  const single = await inFolder((folder) => bareCommits(folder, SINGLE_COMMITS));
  for (const rate of OFFERED_PER_SECOND) {
    const { latency, refused } = await inFolder((folder) => offeredLatency(folder, rate, OFFERED_SECONDS));
    for (const part of [0.5, 0.99]) {
      print({
        what: `p${part * 100} at ${rate / 1_000} k commands/s offered; bare: one commit`,
        ours: percentile(latency, part),
        reference: percentile(single, part),
        unit: 'ms',
        better: 'less',
      });
    }
    const share = (100 * refused) / (refused + latency.length);
    if (refused > 0) print(`${share.toFixed(0)} % of ${rate / 1_000} k commands/s were refused as overload`);
  }
}

async function starts(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const { events, digest } = await writeHistory(folder, EVENTS);
    const replayed = await startTime(folder, digest);
    await makeSnapshot(folder, digest);
    const restored = await startTime(folder, digest);
    print({
      what: `start after ${(events / 1e6).toFixed(2)} M events: snapshot; replay`,
      ours: restored.start,
      reference: replayed.start,
      unit: 'ms',
      better: 'less',
    });
    print(
      `replayed ${((events / replayed.start) * 1_000).toFixed(0)} events/s; 20 000 orders open, keys of ten minutes`,
    );
    print(`the digest taken of the live core for a snapshot: ${restored.digest.toFixed(0)} ms`);
  });
}

export async function run(print: Print): Promise<void> {
  await saturation(print, false);
  await saturation(print, true);
  await latencies(print);
  await starts(print);
}
