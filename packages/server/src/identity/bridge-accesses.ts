import { randomBytes } from 'node:crypto';
import type { StatementRun } from '../journal/journal.ts';
import { DrawnPassword, type Password } from './drawn-password.ts';
import { IdentityError } from './person.ts';
import { type Right, rightsToText } from './rights.ts';
import { hashSecret } from './secrets.ts';

/**
 * A way in through a broker bridge (`chp.md` 3): the bridge server knows a caller by its access token, the broker account
 * behind it by login and password. Neither token nor password is kept, only their hashes.
 */
export interface BridgeAccess {
  readonly id: number;
  readonly person: number;
  /** Of the broker account; letter case counts. */
  readonly login: string;
  readonly tokenHash: string;
  /** As `hashPassword` makes it. */
  readonly password: string;
  /** What it may do of what its person may; null: all of that. */
  readonly rights: ReadonlySet<Right> | null;
  /** Wall time, ms UTC. */
  readonly createdAt: number;
  /** When login and password were right last; 0 until its first use, exact to ten minutes. */
  lastUsedAt: number;
}

/** The last use is written back at most this often. */
const USE_GRAIN_MS = 600_000;

/** A bridge access to be made, with its secrets in clear. */
export interface NewBridge {
  readonly login: string;
  readonly password: Password;
  readonly token: string;
  readonly rights?: readonly Right[] | null;
}

/** A password and an access token that nobody has had before; 24 and 32 URL-safe characters. */
export function newBridgeSecrets(): { readonly password: DrawnPassword; readonly token: string } {
  return { password: DrawnPassword.draw(), token: randomBytes(24).toString('base64url') };
}

/** Bridge accesses one person may have. */
export const MAX_BRIDGES_PER_PERSON = 1_000;

const LOGIN = /^[\x21-\x7e]{1,64}$/;
const TOKEN = /^[\x21-\x7e]{16,256}$/;

/** Throws IdentityError when a bridge access cannot have this login or token. */
export function checkBridge(login: string, token: string): void {
  if (!LOGIN.test(login)) throw new IdentityError('login', 'a broker login has 1 to 64 visible ASCII characters');
  if (!TOKEN.test(token)) throw new IdentityError('token', 'an access token has 16 to 256 visible ASCII characters');
}

/** Bridge accesses in memory. Each change comes with the SQL that makes it last. */
export class BridgeAccesses {
  readonly #byToken = new Map<string, BridgeAccess>();
  #nextId = 1;

  constructor(stored: readonly BridgeAccess[]) {
    for (const access of stored) this.#add(access);
  }

  /** Throws IdentityError when the token is taken or the person has too many. */
  make(draft: Omit<BridgeAccess, 'id' | 'lastUsedAt'>): { access: BridgeAccess; statements: StatementRun[] } {
    if (this.#byToken.has(draft.tokenHash))
      throw new IdentityError('token', 'this access token is taken: make another');
    if (this.of(draft.person).length >= MAX_BRIDGES_PER_PERSON) {
      throw new IdentityError('person', `a person has at most ${MAX_BRIDGES_PER_PERSON} accesses: end one first`);
    }
    const access: BridgeAccess = { ...draft, id: this.#nextId, lastUsedAt: 0 };
    this.#add(access);
    const { id, person, login, tokenHash, password, createdAt, rights } = access;
    const values = [[id, person, login, tokenHash, password, createdAt, rights && rightsToText(rights)]];
    return { access, statements: [{ statement: 'identity.addBridge', values }] };
  }

  /** The access behind a token. Looked up by its hash, so how long that takes tells nothing of any token. */
  find(token: string): BridgeAccess | undefined {
    return this.#byToken.get(hashSecret(token));
  }

  /** Notes a use. */
  use(access: BridgeAccess, now: number): StatementRun[] {
    if (now - access.lastUsedAt < USE_GRAIN_MS) return [];
    access.lastUsedAt = now;
    return [{ statement: 'identity.useBridge', values: [[now, access.id]] }];
  }

  isAlive(access: BridgeAccess): boolean {
    return this.#byToken.get(access.tokenHash) === access;
  }

  /** Accesses of a person, oldest first. */
  of(person: number): BridgeAccess[] {
    return [...this.#byToken.values()].filter((access) => access.person === person);
  }

  end(access: BridgeAccess): StatementRun[] {
    if (!this.#byToken.delete(access.tokenHash)) return [];
    return [{ statement: 'identity.endBridge', values: [[access.id]] }];
  }

  #add(access: BridgeAccess): void {
    this.#byToken.set(access.tokenHash, access);
    this.#nextId = Math.max(this.#nextId, access.id + 1);
  }
}
