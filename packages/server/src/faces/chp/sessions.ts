import type { BridgeAccess } from '../../identity/index.ts';
import { CallError } from './errors.ts';
import { Session } from './session.ts';

/** How long a session of the first generation, which knows no disconnecting, lives without a call (ms). */
const IMPLICIT_IDLE_MS = 900_000;

/** Live sessions, one for each access token: their number is bounded by the accesses that exist. */
export class Sessions {
  readonly #live = new Map<string, Session>();
  /** Sessions that calls with credentials opened by themselves, and when they were last used. */
  readonly #implicit = new Map<string, { readonly session: Session; usedAt: number }>();
  readonly #onEnd: (session: Session) => void;

  constructor(onEnd: (session: Session) => void) {
    this.#onEnd = onEnd;
  }

  find(access: BridgeAccess): Session | undefined {
    return this.#live.get(access.tokenHash);
  }

  /** Throws CallError when there is a live session of this token. */
  begin(access: BridgeAccess): Session {
    if (this.#live.has(access.tokenHash)) throw new CallError('alreadyConnected');
    const session = new Session(access);
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
    this.#onEnd(session);
  }

  /** The session of calls that carry their credentials; `now` is wall time, ms. */
  implicit(access: BridgeAccess, now: number): Session {
    for (const [hash, { session, usedAt }] of this.#implicit) {
      if (now - usedAt < IMPLICIT_IDLE_MS) continue;
      this.#implicit.delete(hash);
      this.#onEnd(session);
    }
    const known = this.#implicit.get(access.tokenHash);
    const session = known?.session ?? new Session(access);
    this.#implicit.set(access.tokenHash, { session, usedAt: now });
    return session;
  }
}
