/** A stretch of market time: [begin, until), ms UTC. Of live data: the platform took in every trade in it. */
export interface Coverage {
  readonly begin: number;
  readonly until: number;
}

/**
 * The stretches of [from, to) that lie between these, which are in time order: after the first of them has begun, before
 * the last has ended. The newest `most` of them, in time order.
 */
export function gapsBetween(coverage: readonly Coverage[], from: number, to: number, most: number): Coverage[] {
  const gaps: Coverage[] = [];
  for (let index = coverage.length - 1; index > 0 && gaps.length < most; index -= 1) {
    const begin = Math.max(from, (coverage[index - 1] as Coverage).until);
    const until = Math.min(to, (coverage[index] as Coverage).begin);
    if (until <= from) break;
    if (begin < until) gaps.push({ begin, until });
  }
  return gaps.reverse();
}
