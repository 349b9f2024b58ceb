import { CASES, type CaseName } from './cases.ts';

/** Measures one side of one case in this process, which does nothing else, and sends the bytes of each. */
const [name, side] = process.argv.slice(2) as [CaseName, 'ours' | 'theirs'];
const { count, ours, theirs } = CASES[name];

function inUse(): number {
  for (let i = 0; i < 3; i += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function measure(whole: unknown, add: (n: number) => void): number {
  // what is compiled and allocated once is not counted
  const warm = count / 100;
  for (let n = 0; n < warm; n += 1) add(n);
  const before = inUse();
  for (let n = warm; n < warm + count; n += 1) add(n);
  const bytes = (inUse() - before) / count;
  if (whole === undefined) throw new Error('nothing was kept');
  return bytes;
}

if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
const kept = new Map<number, object>();
const venue = side === 'ours' ? ours() : { whole: kept, add: (n: number) => void kept.set(n, theirs(n)) };
process.send?.(measure(venue.whole, venue.add));
