import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareCommits } from '../journal/bare.ts';
import { median, percentile } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import { bareAppends } from './bare.ts';
import { offeredLatency, saturatedCommands } from './load.ts';
import { makeSnapshot, startTime, writeHistory } from './start.ts';

export const title = 'durable commands through the engine, their latency, and how long a start takes';

const COMMANDS = 200_000;
const ROUNDS = 3;
const OFFERED_PER_SECOND = [1_000, 20_000, 100_000];
const OFFERED_SECONDS = 4;
const SINGLE_COMMITS = 2_000;
const EVENTS = 1_000_000;

/** Runs in a fresh folder that is gone afterwards. */
async function inFolder<T>(use: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function saturation(print: Print, keyed: boolean): Promise<void> {
  const ours: number[] = [];
  const bare: number[] = [];
  let group = 0;
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { perSecond, rows, groups } = await inFolder((folder) => saturatedCommands(folder, COMMANDS, keyed));
    ours.push(perSecond);
    bare.push(await inFolder((folder) => bareAppends(folder, rows, groups)));
    group = rows.length / groups.length;
    bytes = rows.reduce((sum, row) => sum + row.body.length, 0) / rows.length;
  }
  print({
    what: `commands at saturation, ${keyed ? 'each order with a key' : 'no keys'}`,
    ours: median(ours),
    reference: median(bare),
    unit: 'turns/s',
    better: 'more',
    aim: '0.7x bare appends of the same rows',
  });
  print(
    `groups of ${group.toFixed(0)} turns of ${bytes.toFixed(0)} bytes; ours decides and writes the read model, too`,
  );
}

async function latency(print: Print): Promise<void> {
  const single = await inFolder((folder) => bareCommits(folder, SINGLE_COMMITS));
  for (const rate of OFFERED_PER_SECOND) {
    const measured = await inFolder((folder) => offeredLatency(folder, rate, OFFERED_SECONDS));
    for (const part of [0.5, 0.99]) {
      print({
        what: `p${part * 100} at ${rate / 1_000} k commands/s offered; bare: one commit`,
        ours: percentile(measured, part),
        reference: percentile(single, part),
        unit: 'ms',
        better: 'less',
      });
    }
  }
}

async function starts(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const { events, digest } = await writeHistory(folder, EVENTS);
    const replayed = await startTime(folder, digest);
    await makeSnapshot(folder, digest);
    const restored = await startTime(folder, digest);
    print({
      what: `start with ${(events / 1e6).toFixed(2)} M events; with a snapshot`,
      ours: restored,
      reference: replayed,
      unit: 'ms',
      better: 'less',
    });
    print(`replayed ${((events / replayed) * 1_000).toFixed(0)} events/s; 20 000 orders open`);
  });
}

export async function run(print: Print): Promise<void> {
  await saturation(print, false);
  await saturation(print, true);
  await latency(print);
  await starts(print);
}
