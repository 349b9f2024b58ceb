/** A stretch of market time in which the platform took in every trade: [begin, until), ms UTC. */
export interface Coverage {
  readonly begin: number;
  readonly until: number;
}

/** Whether any of these stretches, in time order, has a moment in [from, to). Looks from the newest back. */
export function isCovered(coverage: readonly Coverage[], from: number, to: number): boolean {
  for (let index = coverage.length - 1; index >= 0; index -= 1) {
    const { begin, until } = coverage[index] as Coverage;
    if (until <= from) return false;
    if (begin < to) return true;
  }
  return false;
}
