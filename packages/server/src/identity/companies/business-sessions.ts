import { randomUUID } from 'node:crypto';
import type { StatementRun } from '../../journal/journal.ts';
import { hashSecret } from '../secrets.ts';
import type { BearerKind, BusinessSession } from './records.ts';

/** Minutes without a call after which a session may end. */
export const SESSION_MINUTES = { least: 1, most: 1_440 } as const;

/** Sessions one bearer may have at a time; a further login ends the oldest. */
export const MAX_SESSIONS_PER_BEARER = 100;

const MINUTE_MS = 60_000;
/** The last use is written back when that moves the end by at least this part of the session's minutes. */
const RENEW_PART = 10;
const GUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i;

export type NewSession = Pick<BusinessSession, 'kind' | 'bearer' | 'company' | 'minutes'>;

/** Whether a text can be a token at all. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** A new token: an upper-case GUID of 122 random bits. Only its hash is ever stored. */
export function newGuid(): string {
  return randomUUID().toUpperCase();
}

/** Tokens are the same whatever their letter case. */
export function hashGuid(token: string): string {
  return hashSecret(token.toUpperCase());
}

/** Sessions of managers and clients, in memory. Each change comes with the SQL that makes it last. */
export class BusinessSessions {
  readonly #byHash = new Map<string, BusinessSession>();
  /** Hashes by `kind:bearer`, oldest first. */
  readonly #byBearer = new Map<string, Set<string>>();
  /** Last activity as it stands on disk. */
  readonly #written = new Map<string, number>();

  constructor(stored: readonly BusinessSession[]) {
    for (const session of stored) this.#add(session);
  }

  /** Begins a session; the token is shown this once. */
  begin(draft: NewSession, now: number): { token: string; session: BusinessSession; statements: StatementRun[] } {
    const statements = this.endAll(this.#overdue(draft.kind, draft.bearer, now));
    const token = newGuid();
    const session: BusinessSession = { ...draft, tokenHash: hashGuid(token), createdAt: now, lastActivityAt: now };
    this.#add(session);
    const { tokenHash, kind, bearer, company, minutes } = session;
    const values = [[tokenHash, kind, bearer, company, now, now, minutes]];
    return { token, session, statements: [...statements, { statement: 'identity.addBusinessSession', values }] };
  }

  /** The live session behind a token. Its end moves on; what that writes comes with it. */
  use(
    kind: BearerKind,
    token: string,
    now: number,
  ): { session: BusinessSession; statements: StatementRun[] } | undefined {
    if (!isGuid(token)) return undefined;
    const session = this.#byHash.get(hashGuid(token));
    if (session === undefined || session.kind !== kind || !isLive(session, now)) return undefined;
    session.lastActivityAt = Math.max(session.lastActivityAt, now);
    const written = this.#written.get(session.tokenHash) ?? 0;
    if (now - written < (session.minutes * MINUTE_MS) / RENEW_PART) return { session, statements: [] };
    this.#written.set(session.tokenHash, now);
    return { session, statements: [{ statement: 'identity.useBusinessSession', values: [[now, session.tokenHash]] }] };
  }

  /** Live sessions of a bearer, oldest first. */
  of(kind: BearerKind, bearer: number, now: number): readonly BusinessSession[] {
    return this.#all(kind, bearer).filter((session) => isLive(session, now));
  }

  /** Live sessions of a company's managers, oldest first. */
  ofManagersIn(company: number, now: number): readonly BusinessSession[] {
    return [...this.#byHash.values()].filter(
      (session) => session.kind === 'manager' && session.company === company && isLive(session, now),
    );
  }

  endAll(sessions: readonly BusinessSession[]): StatementRun[] {
    if (sessions.length === 0) return [];
    for (const { tokenHash, kind, bearer } of sessions) {
      this.#byHash.delete(tokenHash);
      this.#written.delete(tokenHash);
      this.#byBearer.get(`${kind}:${bearer}`)?.delete(tokenHash);
    }
    return [{ statement: 'identity.endBusinessSession', values: sessions.map(({ tokenHash }) => [tokenHash]) }];
  }

  /** Those of a bearer that have expired, and the oldest as far as room is needed for one more. */
  #overdue(kind: BearerKind, bearer: number, now: number): BusinessSession[] {
    const all = this.#all(kind, bearer);
    const live = all.filter((session) => isLive(session, now));
    const expired = all.filter((session) => !isLive(session, now));
    return [...expired, ...live.slice(0, Math.max(0, live.length - MAX_SESSIONS_PER_BEARER + 1))];
  }

  #all(kind: BearerKind, bearer: number): BusinessSession[] {
    const hashes = this.#byBearer.get(`${kind}:${bearer}`) ?? [];
    return [...hashes].map((hash) => this.#byHash.get(hash) as BusinessSession);
  }

  #add(session: BusinessSession): void {
    this.#byHash.set(session.tokenHash, session);
    this.#written.set(session.tokenHash, session.lastActivityAt);
    const key = `${session.kind}:${session.bearer}`;
    this.#byBearer.set(key, (this.#byBearer.get(key) ?? new Set()).add(session.tokenHash));
  }
}

function isLive({ lastActivityAt, minutes }: BusinessSession, now: number): boolean {
  return now - lastActivityAt < minutes * MINUTE_MS;
}
