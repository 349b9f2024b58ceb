import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Frees what is not used any more, so that one measurement does not pay for another's garbage. */
export function collectGarbage(): void {
  collect();
}

/** Heap and buffers in use, after a collection. */
export function memoryInUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export interface Timed {
  readonly seconds: number;
  /** Pauses of the garbage collector that began while the work ran, and the longest of them in ms. */
  readonly pauses: number;
  readonly longestPause: number;
  /** All of them together in ms. */
  readonly paused: number;
}

/** Runs the work once and watches the clock and the garbage collector. */
export async function timed(work: () => void): Promise<Timed> {
  const seen: { startTime: number; duration: number }[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.push({ startTime, duration });
  });
  observer.observe({ entryTypes: ['gc'] });
  const from = performance.now();
  work();
  const to = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  const within = seen.filter((pause) => pause.startTime >= from && pause.startTime < to);
  const longestPause = Math.max(0, ...within.map((pause) => pause.duration));
  const paused = within.reduce((sum, pause) => sum + pause.duration, 0);
  return { seconds: (to - from) / 1000, pauses: within.length, longestPause, paused };
}
