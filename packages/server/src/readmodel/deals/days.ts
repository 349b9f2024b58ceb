export const DAY_MS = 86_400_000;

/** The day of a total over all days. */
export const ALL_DAYS = -1;

/** The first ms of a moment's day in UTC. */
export function dayOf(at: number): number {
  return at - (at % DAY_MS);
}
