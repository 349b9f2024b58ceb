import type { BusinessSession } from '../../../identity/index.ts';

/** Strategies that one session keeps open; with more, the oldest is forgotten. */
const MOST_OPEN = 100;

/**
 * Strategies that a session has found by a link. Pages open a hidden strategy by its link, then ask for its charts by its
 * id; after a restart they open it by the link again.
 */
const followed = new WeakMap<BusinessSession, Set<number>>();

export function followLink(session: BusinessSession, strategy: number): void {
  const open = followed.get(session) ?? new Set<number>();
  open.delete(strategy);
  open.add(strategy);
  if (open.size > MOST_OPEN) for (const oldest of [...open].slice(0, open.size - MOST_OPEN)) open.delete(oldest);
  followed.set(session, open);
}

export function hasFollowed(session: BusinessSession, strategy: number): boolean {
  return followed.get(session)?.has(strategy) ?? false;
}
