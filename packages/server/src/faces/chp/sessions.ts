import type { BridgeAccess } from '../../identity/index.ts';
import { CallError } from './errors.ts';
import type { UnreadCount } from './event-buffer.ts';
import { Session } from './session.ts';

/** How long a session of the first generation, which knows no disconnecting, lives without a call (ms). */
const IMPLICIT_IDLE_MS = 900_000;

/** Sessions that live at a time, of both generations. */
export const MAX_SESSIONS = 10_000;

/**
 * Live sessions, one for each access token. Those of the second generation never expire (`chp.md` 3), so their number is
 * bounded, and what they leave unread.
 */
export class Sessions {
  readonly #unread: UnreadCount = { total: 0 };
  readonly #live = new Map<string, Session>();
  /** Sessions that calls with credentials opened by themselves, and when they were last used. */
  readonly #implicit = new Map<string, { readonly session: Session; usedAt: number }>();
  readonly #onEnd: (session: Session) => void;

  constructor(onEnd: (session: Session) => void) {
    this.#onEnd = onEnd;
  }

  /** Events that all sessions have not read. */
  get unread(): number {
    return this.#unread.total;
  }

  find(access: BridgeAccess): Session | undefined {
    return this.#live.get(access.tokenHash);
  }

  /** Throws CallError when there is a live session of this token, or too many of others. */
  begin(access: BridgeAccess): Session {
    if (this.#live.has(access.tokenHash)) throw new CallError('alreadyConnected');
    const session = this.#make(access);
    this.#live.set(access.tokenHash, session);
    return session;
  }

  /** Takes the session up again with all that it has not read, or begins one. */
  resume(access: BridgeAccess): Session {
    return this.find(access) ?? this.begin(access);
  }

  /** Throws CallError when there is none. */
  end(access: BridgeAccess): void {
    const session = this.find(access);
    if (session === undefined) throw new CallError('notConnected');
    this.#live.delete(access.tokenHash);
    this.#forget(session);
  }

  /** The session of calls that carry their credentials; `now` is wall time, ms. Throws CallError: too many sessions. */
  implicit(access: BridgeAccess, now: number): Session {
    for (const [hash, { session, usedAt }] of this.#implicit) {
      if (now - usedAt < IMPLICIT_IDLE_MS) continue;
      this.#implicit.delete(hash);
      this.#forget(session);
    }
    const known = this.#implicit.get(access.tokenHash);
    const session = known?.session ?? this.#make(access);
    this.#implicit.set(access.tokenHash, { session, usedAt: now });
    return session;
  }

  /** The access with this token hash is gone: its sessions end. */
  drop(tokenHash: string): void {
    for (const session of [this.#live.get(tokenHash), this.#implicit.get(tokenHash)?.session])
      if (session !== undefined) this.#forget(session);
    this.#live.delete(tokenHash);
    this.#implicit.delete(tokenHash);
  }

  #make(access: BridgeAccess): Session {
    if (this.#live.size + this.#implicit.size >= MAX_SESSIONS)
      throw new CallError('overloaded', `Открыто ${MAX_SESSIONS} сессий: больше нельзя.`);
    return new Session(access, this.#unread);
  }

  #forget(session: Session): void {
    this.#onEnd(session);
    session.clear();
  }
}
