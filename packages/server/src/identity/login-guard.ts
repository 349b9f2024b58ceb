/** How many wrong tries are free and how long the longest wait is, for one login or one address. */
interface Patience {
  readonly freeTries: number;
  readonly longestWaitMs: number;
}

const LOGIN_PATIENCE: Patience = { freeTries: 5, longestWaitMs: 60_000 };
/** Many people may come from one address, so it has more tries, but waits longer. */
const ADDRESS_PATIENCE: Patience = { freeTries: 20, longestWaitMs: 900_000 };

const FIRST_WAIT_MS = 1_000;
/** Failures are forgotten after an hour without another one. */
const MEMORY_MS = 3_600_000;
/** Logins and addresses remembered; beyond, the ones quiet for longest are forgotten. */
const MAX_REMEMBERED = 10_000;

/** A login or an address that may not try a password for a while. */
export interface HeldBack {
  readonly kind: 'login' | 'address';
  readonly name: string;
  /** Wrong tries in a row. */
  readonly failures: number;
  /** Wall time, ms UTC. */
  readonly lastAt: number;
  readonly until: number;
}

interface Failures {
  count: number;
  lastAt: number;
}

/**
 * Slows down guessing of passwords: after the free tries each further wrong one doubles the wait before the next, per
 * login and per address. A try counts as wrong from its beginning, so many at once gain nothing.
 */
export class LoginGuard {
  readonly #logins = new Map<string, Failures>();
  readonly #addresses = new Map<string, Failures>();

  /** Milliseconds until this login may be tried from this address; 0: the try has begun and is counted. */
  begin(login: string, address: string, now: number): number {
    const wait = Math.max(
      waitOf(this.#logins.get(login), LOGIN_PATIENCE, now),
      waitOf(this.#addresses.get(address), ADDRESS_PATIENCE, now),
    );
    if (wait > 0) return wait;
    count(this.#logins, login, now);
    count(this.#addresses, address, now);
    return 0;
  }

  /** The try was right: the login starts anew, the address is not charged for it. */
  succeed(login: string, address: string): void {
    this.#logins.delete(login);
    const failures = this.#addresses.get(address);
    if (failures === undefined) return;
    failures.count--;
    if (failures.count <= 0) this.#addresses.delete(address);
  }

  /** Who has to wait now, logins first, each the newest first. */
  waiting(now: number): HeldBack[] {
    return [
      ...heldBackIn('login', this.#logins, LOGIN_PATIENCE, now),
      ...heldBackIn('address', this.#addresses, ADDRESS_PATIENCE, now),
    ];
  }

  /** Forgets the failures of a login or an address; false: there were none. */
  forgive(kind: HeldBack['kind'], name: string): boolean {
    return (kind === 'login' ? this.#logins : this.#addresses).delete(name);
  }

  /** Logins and addresses with failures in memory. */
  get size(): number {
    return this.#logins.size + this.#addresses.size;
  }
}

function heldBackIn(
  kind: HeldBack['kind'],
  map: ReadonlyMap<string, Failures>,
  patience: Patience,
  now: number,
): HeldBack[] {
  const held: HeldBack[] = [];
  for (const [name, failures] of map) {
    const wait = waitOf(failures, patience, now);
    if (wait > 0) held.push({ kind, name, failures: failures.count, lastAt: failures.lastAt, until: now + wait });
  }
  return held.reverse();
}

function waitOf(failures: Failures | undefined, patience: Patience, now: number): number {
  if (failures === undefined || now - failures.lastAt >= MEMORY_MS) return 0;
  const beyond = failures.count - patience.freeTries;
  if (beyond < 0) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(beyond, 30), patience.longestWaitMs);
  return Math.max(0, failures.lastAt + wait - now);
}

function count(map: Map<string, Failures>, name: string, now: number): void {
  const known = map.get(name);
  const failures = known === undefined || now - known.lastAt >= MEMORY_MS ? { count: 0, lastAt: now } : known;
  failures.count++;
  failures.lastAt = now;
  // the newest failure stands last, so the first of the map has been quiet for longest
  map.delete(name);
  map.set(name, failures);
  for (const oldest of map.keys()) {
    if (map.size <= MAX_REMEMBERED) break;
    map.delete(oldest);
  }
}
