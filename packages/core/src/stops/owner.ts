/** Who may arm conditions; the place in this list stands in the ids of journals, so it is only ever added to. */
export const STOP_OWNERS = ['order', 'deal', 'trade', 'grid'] as const;

export type StopOwner = (typeof STOP_OWNERS)[number];

/** Room for owners in an id. */
const OWNERS = 8;

/**
 * The id of the condition that an entity of an owner waits for: entity × 8 + owner, because every kind of entity counts
 * its ids for itself. Throws a RangeError when that is not a safe integer.
 */
export function stopId(owner: StopOwner, entity: number): number {
  const id = entity * OWNERS + STOP_OWNERS.indexOf(owner);
  if (!Number.isSafeInteger(id) || entity < 0) throw new RangeError(`no condition id for ${owner} ${entity}`);
  return id;
}

export function ownerOf(id: number): StopOwner | undefined {
  return STOP_OWNERS[id % OWNERS];
}

/** The owner's own id of what waits for a condition. */
export function entityOf(id: number): number {
  return Math.floor(id / OWNERS);
}
