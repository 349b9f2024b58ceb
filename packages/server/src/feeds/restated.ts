import type { TimedTick } from './feed.ts';

/**
 * What is left of ticks for a reader who begins at `to`: of those before `to` the last status, quote and book of each
 * instrument, told again at `to`, then the others as they are. After a status `closed` there is no quote and no book.
 */
export function restated(ticks: readonly TimedTick[], to: number): TimedTick[] {
  const known = new Map<string, TimedTick>();
  const rest: TimedTick[] = [];
  for (const timed of ticks) {
    const { at, tick } = timed;
    if (at >= to) {
      rest.push(timed);
      continue;
    }
    if (tick.kind === 'trade') continue;
    if (tick.kind === 'status' && tick.status === 'closed') {
      known.delete(`quote ${tick.instrument}`);
      known.delete(`depth ${tick.instrument}`);
    }
    const key = `${tick.kind} ${tick.instrument}`;
    known.delete(key);
    known.set(key, { at: to, tick });
  }
  return [...known.values(), ...rest];
}
