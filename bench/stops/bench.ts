import { StopIndex } from '../../packages/core/src/stops/index.ts';
import { collectGarbage, memoryInUse, type Timed, timed } from '../book/pauses.ts';
import type { Print } from '../row.ts';
import { type Flow, type FlowShape, makeFlow } from './flow.ts';
import { armOurs, cancelOurs, naive, ours } from './sides.ts';
import { SortedArray } from './sorted-array.ts';

export const title = 'the stop index against a typed loop over every condition, identical ticks, the same firing';

interface Case {
  readonly name: string;
  readonly shape: FlowShape;
  /** The ticks that the loop gets: the first so many. */
  readonly loopTicks: number;
  readonly aim?: string;
}

const QUIET = { trailing: false, nearest: 1_000, band: 900, ticks: 20_000_000 } as const;
const BUSY = { trailing: false, nearest: 1, band: 0, ticks: 4_000_000 } as const;
const TRAILING = { trailing: true, nearest: 1, band: 0, ticks: 4_000_000 } as const;

const CASES: readonly Case[] = [
  { name: 'fixed, 100 k, between levels', shape: { ...QUIET, conditions: 100_000 }, loopTicks: 4_000, aim: '5 000 x' },
  { name: 'fixed, 1 M, between levels', shape: { ...QUIET, conditions: 1_000_000 }, loopTicks: 400, aim: '50 000 x' },
  { name: 'fixed, 100 k, firing', shape: { ...BUSY, conditions: 100_000 }, loopTicks: 4_000 },
  { name: 'fixed, 1 M, firing', shape: { ...BUSY, conditions: 1_000_000 }, loopTicks: 400 },
  { name: 'trailing, 100 k', shape: { ...TRAILING, conditions: 100_000 }, loopTicks: 2_000, aim: '4.8 M ticks/s' },
  { name: 'trailing, 1 M', shape: { ...TRAILING, conditions: 1_000_000 }, loopTicks: 200, aim: '4.8 M ticks/s' },
];

/** Parts of the ticks that are measured one by one; the median counts. */
const ROUNDS = 5;

export async function run(print: Print): Promise<void> {
  warmUp();
  for (const one of CASES) await measureTicks(one, print);
  for (const trailing of [false, true]) await measureArming(trailing, print);
}

async function measureTicks({ name, shape, loopTicks, aim }: Case, print: Print): Promise<void> {
  const flow = makeFlow(shape);
  const loop = naive(flow);
  const loopTime = await timed(() => loop.run(0, loopTicks));
  const index = ours(flow);
  index.run(0, loopTicks);
  if (index.fired.count !== loop.fired.count || index.fired.hash !== loop.fired.hash) {
    throw new Error(`${name}: the index fired ${index.fired.count} conditions, the loop ${loop.fired.count} or others`);
  }
  collectGarbage();
  const before = index.fired.count;
  const part = Math.floor((shape.ticks - loopTicks) / ROUNDS);
  const rounds: Timed[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = loopTicks + round * part;
    rounds.push(await timed(() => index.run(from, from + part)));
  }
  rounds.sort((a, b) => a.seconds - b.seconds);
  print({
    what: name,
    ours: part / (rounds[ROUNDS >> 1] as Timed).seconds,
    reference: loopTicks / loopTime.seconds,
    unit: 'ticks/s',
    better: 'more',
    ...(aim === undefined ? {} : { aim }),
  });
  const fired = index.fired.count - before;
  const pauses = rounds.reduce((sum, round) => sum + round.pauses, 0);
  const longest = Math.max(...rounds.map((round) => round.longestPause));
  print(
    `  ${part * ROUNDS} ticks, ${fired} fired and armed again; in the ${loopTicks} ticks both had, the same ${loop.fired.count}; ` +
      `pauses of the garbage collector: ${pauses}${pauses > 0 ? `, longest ${longest.toFixed(2)} ms` : ''}`,
  );
}

async function measureArming(trailing: boolean, print: Print): Promise<void> {
  const count = 1_000_000;
  const flow = makeFlow({ trailing, conditions: count, ticks: 1, nearest: 1, band: 0 });
  const order = shuffled(count);
  const index = new StopIndex();
  const arm = (): void => {
    for (const i of order) {
      armOurs(index, flow, i, flow.distances[i] as number, trailing ? (flow.marks[i] as number) : flow.start);
    }
  };
  arm();
  const bytes = index.bytes / count;
  // the second time the memory is there: what a running platform pays
  for (const i of order) cancelOurs(index, i);
  collectGarbage();
  const added = (await timed(arm)).seconds / count;
  const cancelled =
    (
      await timed(() => {
        for (let i = 0; i < count; i += 1) if (!cancelOurs(index, i)) throw new Error(`condition ${i} was not armed`);
      })
    ).seconds / count;
  if (trailing) {
    const [arming, cancelling] = [added, cancelled].map((seconds) => (seconds * 1e9).toFixed(0));
    print(`  trailing, 1 M: armed in ${arming} ns, cancelled in ${cancelling} ns, ${bytes.toFixed(1)} bytes each`);
    return;
  }
  const sorted = await measureSorted(flow);
  const row = (what: string, own: number, reference: number): void =>
    print({ what: `fixed, 1 M: ${what}`, ours: 1 / own, reference: 1 / reference, unit: 'a second', better: 'more' });
  row('arm, against a sorted array', added, sorted.add);
  row('cancel, against a sorted array', cancelled, sorted.cancel);
  print({
    what: 'fixed, 1 M: memory, against objects in a Map',
    ours: bytes,
    reference: measureObjects(flow),
    unit: 'bytes',
    better: 'less',
  });
}

async function measureSorted(flow: Flow): Promise<{ add: number; cancel: number }> {
  const operations = 2_000;
  const sorted = new SortedArray(
    flow.distances.slice().sort(),
    flow.distances.map((_, i) => i),
    operations,
  );
  const add = await timed(() => {
    for (let i = 0; i < operations; i += 1) sorted.add(flow.distances[i] as number, -1 - i);
  });
  const cancel = await timed(() => {
    for (let i = 0; i < operations; i += 1) {
      if (!sorted.cancel(flow.distances[i] as number, -1 - i)) throw new Error(`condition ${i} was not in the array`);
    }
  });
  return { add: add.seconds / operations, cancel: cancel.seconds / operations };
}

function measureObjects(flow: Flow): number {
  const before = memoryInUse();
  const objects = new Map<number, { level: number; below: boolean }>();
  flow.distances.forEach((level, i) => {
    objects.set((i + 1) * 128, { level, below: i % 2 === 0 });
  });
  return (memoryInUse() - before) / objects.size;
}

function shuffled(count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  let state = 77;
  for (let i = count - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const other = (state >>> 4) % (i + 1);
    [order[i], order[other]] = [order[other] as number, order[i] as number];
  }
  return order;
}

/** Lets the compiler see all of it at work before anything is measured. */
function warmUp(): void {
  for (const trailing of [false, true]) {
    const flow = makeFlow({ conditions: 20_000, trailing, ticks: 300_000, nearest: 1, band: 0 });
    const { index, run } = ours(flow);
    run(0, 300_000);
    for (let i = 0; i < 20_000; i += 1) cancelOurs(index, i);
    naive(flow).run(0, 1_000);
  }
}
