import type { StatementRun } from '../journal/journal.ts';
import { hashSecret, newSecret, sameText } from './secrets.ts';
import type { StoredSession } from './stored.ts';

/** A session ends this long after its last use. */
export const SESSION_MS = 30 * 86_400_000;
/** A session in use is written back when it would gain at least this much. */
const RENEW_MS = 3_600_000;
/** Sessions one person may have at a time; a further login ends the oldest. */
export const MAX_SESSIONS_PER_PERSON = 100;

/** Login sessions in memory. Each change comes with the SQL that makes it last. */
export class Sessions {
  readonly #byHash = new Map<string, StoredSession>();
  /** Hashes of each person's sessions, oldest first. */
  readonly #byPerson = new Map<number, Set<string>>();

  constructor(stored: readonly StoredSession[]) {
    for (const session of stored) this.#add(session);
  }

  /** Begins a session; the secret is shown this once. */
  begin(person: number, now: number): { secret: string; session: StoredSession; statements: StatementRun[] } {
    const statements: StatementRun[] = [];
    const gone = this.#overdue(person, now);
    for (const hash of gone) this.#remove(hash);
    if (gone.length > 0) statements.push({ statement: 'identity.endSession', values: gone.map((hash) => [hash]) });
    const secret = newSecret('session');
    const session: StoredSession = {
      secretHash: hashSecret(secret),
      person,
      createdAt: now,
      expiresAt: now + SESSION_MS,
    };
    this.#add(session);
    statements.push({
      statement: 'identity.addSession',
      values: [[session.secretHash, person, now, session.expiresAt]],
    });
    return { secret, session, statements };
  }

  /** The session behind a secret's hash, unless it has ended. Slides its expiry; what that writes comes with it. */
  find(hash: string, now: number): { session: StoredSession; statements: StatementRun[] } | undefined {
    const session = this.#byHash.get(hash);
    if (session === undefined || !sameText(session.secretHash, hash) || session.expiresAt <= now) return undefined;
    if (now + SESSION_MS - session.expiresAt < RENEW_MS) return { session, statements: [] };
    session.expiresAt = now + SESSION_MS;
    return { session, statements: [{ statement: 'identity.renewSession', values: [[session.expiresAt, hash]] }] };
  }

  /** Hashes of a person's sessions, oldest first. */
  of(person: number): string[] {
    return [...(this.#byPerson.get(person) ?? [])];
  }

  end(hash: string): StatementRun[] {
    if (!this.#remove(hash)) return [];
    return [{ statement: 'identity.endSession', values: [[hash]] }];
  }

  /** Those of a person that have expired, and the oldest as far as room is needed for one more. */
  #overdue(person: number, now: number): string[] {
    const hashes = this.of(person);
    const expired = hashes.filter((hash) => (this.#byHash.get(hash)?.expiresAt ?? 0) <= now);
    const alive = hashes.filter((hash) => !expired.includes(hash));
    return [...expired, ...alive.slice(0, Math.max(0, alive.length - MAX_SESSIONS_PER_PERSON + 1))];
  }

  #add(session: StoredSession): void {
    this.#byHash.set(session.secretHash, session);
    const hashes = this.#byPerson.get(session.person) ?? new Set();
    hashes.add(session.secretHash);
    this.#byPerson.set(session.person, hashes);
  }

  #remove(hash: string): boolean {
    const session = this.#byHash.get(hash);
    if (session === undefined) return false;
    this.#byHash.delete(hash);
    this.#byPerson.get(session.person)?.delete(hash);
    return true;
  }
}
