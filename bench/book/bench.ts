import type { Print } from '../row.ts';
import { type Flow, type FlowShape, makeFlow } from './flow.ts';
import { collectGarbage, memoryInUse, type Timed, timed } from './pauses.ts';
import { type Contender, ours, peer, type Trades } from './sides.ts';

export const title = 'the bare order book against npm nodejs-order-book 10.1.1, identical flows, identical trades';

interface Case {
  readonly shape: FlowShape;
  /** How many of the measured operations the slow peer gets: the first so many. */
  readonly peerOperations: number;
  readonly aim: number;
}

/** The peer's cancel and fill walk through all orders of the level, so the ratio grows with the orders per level. */
const CASES: readonly Case[] = [
  {
    shape: { name: 'steady, 10 k resting', seed: 1, kind: 'steady', resting: 10_000, operations: 3_000_000, depth: 30 },
    peerOperations: 300_000,
    aim: 80,
  },
  {
    shape: {
      name: 'growing to 170 k resting',
      seed: 2,
      kind: 'growing',
      resting: 170_000,
      operations: 2_000_000,
      depth: 100,
    },
    peerOperations: 2_000_000,
    aim: 180,
  },
  {
    shape: {
      name: 'steady, 1 M resting',
      seed: 3,
      kind: 'steady',
      resting: 1_000_000,
      operations: 2_000_000,
      depth: 5_000,
    },
    peerOperations: 100_000,
    aim: 20,
  },
];

/** Measured rounds of our side; one before them is not counted. */
const ROUNDS = 5;

export async function run(print: Print): Promise<void> {
  warmUp();
  for (const one of CASES) await measure(one, print);
}

async function measure({ shape, peerOperations, aim }: Case, print: Print): Promise<void> {
  const flow = makeFlow(shape);
  const operations = flow.end - flow.start;
  const prefix = Math.min(flow.start + peerOperations, flow.end);

  const rounds: Timed[] = [];
  let bytes = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const contender = ours(flow);
    contender.run(0, flow.start);
    collectGarbage();
    const measured = await timed(() => contender.run(flow.start, flow.end));
    if (round > 0) rounds.push(measured);
    bytes = contender.book.bytes / contender.book.size;
  }
  rounds.sort((a, b) => a.seconds - b.seconds);
  const median = rounds[ROUNDS >> 1] as Timed;

  const same = ours(flow);
  same.run(0, prefix);
  const rival = await measurePeer(flow, prefix);
  mustAgree(shape.name, same, rival.contender);

  const pauses = rounds.reduce((sum, round) => sum + round.pauses, 0);
  const longest = Math.max(...rounds.map((round) => round.longestPause));
  print({
    what: shape.name,
    ours: operations / median.seconds,
    reference: (prefix - flow.start) / rival.timed.seconds,
    unit: 'ops/s',
    better: 'more',
    aim: `${aim} x, no pause`,
  });
  print({
    what: '  memory of a resting order',
    ours: bytes,
    reference: rival.bytes,
    unit: 'bytes',
    better: 'less',
    ...(shape.resting >= 1e6 ? { aim: 'at most 60' } : {}),
  });
  print(
    `  ${operations} operations (peer: the first ${prefix - flow.start}), ${describe(same.trades)} in what both ran, the same; ` +
      `${same.book.size} orders rest, ${(same.book.size / levelsOf(same)).toFixed(1)} a level;\n  pauses of the garbage collector: ours ${pauses} in ${ROUNDS} rounds` +
      `${pauses > 0 ? `, longest ${longest.toFixed(2)} ms` : ''}; peer ${rival.timed.pauses}, longest ${rival.timed.longestPause.toFixed(1)} ms`,
  );
}

async function measurePeer(flow: Flow, to: number): Promise<{ contender: Contender; timed: Timed; bytes: number }> {
  const ids = idTexts(flow, to);
  const before = memoryInUse();
  const contender = peer(flow, ids);
  contender.run(0, flow.start);
  collectGarbage();
  const measured = await timed(() => contender.run(flow.start, to));
  const bytes = (memoryInUse() - before) / contender.resting();
  return { contender, timed: measured, bytes };
}

function mustAgree(name: string, a: Contender, b: Contender): void {
  const words = [a, b].map((each) => `${describe(each.trades)}, ${each.resting()} orders at rest`);
  if (words[0] !== words[1] || a.trades.hash !== b.trades.hash) {
    throw new Error(`${name}: the books disagree: ours ${words[0]}; peer ${words[1]}`);
  }
}

function describe(trades: Trades): string {
  return `${trades.fills} fills of ${trades.quantity} units`;
}

function levelsOf(contender: ReturnType<typeof ours>): number {
  return contender.book.levels(0, Infinity).length + contender.book.levels(1, Infinity).length;
}

/** Ids as text, not of digits alone: this is the form with which the peer is faster. */
function idTexts(flow: Flow, to: number): string[] {
  return Array.from(flow.id.subarray(0, to), (id) => `o${id}`);
}

/** Lets the compiler see both books at work before anything is measured. */
function warmUp(): void {
  for (const kind of ['growing', 'steady'] as const) {
    const flow = makeFlow({ name: 'warm-up', seed: 9, kind, resting: 20_000, operations: 300_000, depth: 200 });
    ours(flow).run(0, flow.end);
    const some = Math.min(40_000, flow.end);
    peer(flow, idTexts(flow, some)).run(0, some);
  }
}
