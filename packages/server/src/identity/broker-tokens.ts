import { randomBytes } from 'node:crypto';
import type { StatementRun } from '../journal/journal.ts';
import { IdentityError } from './person.ts';
import { hashSecret } from './secrets.ts';

/** The closed list of kinds. */
export const BROKER_TOKEN_KINDS = ['full', 'readonly', 'sandbox'] as const;

/**
 * What a broker token lets its bearer do (`tinvest.md` 7): everything its person may, only read, or everything on paper
 * accounts of the sandbox alone.
 */
export type BrokerTokenKind = (typeof BROKER_TOKEN_KINDS)[number];

/** A token of a broker's API, shown once; only its hash is kept. */
export interface BrokerToken {
  readonly id: number;
  readonly person: number;
  /** What its person calls it; several may have one name. */
  readonly name: string;
  readonly kind: BrokerTokenKind;
  /** The one account it reaches; null: all of the person's. */
  readonly account: number | null;
  readonly secretHash: string;
  /** Wall time, ms UTC. */
  readonly createdAt: number;
  /** 0 until its first use; exact to an hour. */
  lastUsedAt: number;
}

/** What a new broker token is to be; it reaches all accounts unless one is told. */
export type NewBrokerToken = Pick<BrokerToken, 'name' | 'kind'> & Partial<Pick<BrokerToken, 'account'>>;

/** Broker tokens one person may have. */
export const MAX_BROKER_TOKENS_PER_PERSON = 1_000;

/** A token opens nothing any more this long after its last use. */
export const BROKER_TOKEN_MS = 90 * 86_400_000;

/** The last use of a token is written back at most this often. */
const USE_GRAIN_MS = 3_600_000;

const MAX_NAME = 100;

/** Broker tokens in memory. Each change comes with the SQL that makes it last. */
export class BrokerTokens {
  readonly #byHash = new Map<string, BrokerToken>();
  #nextId = 1;

  constructor(stored: readonly BrokerToken[]) {
    for (const token of stored) this.#add(token);
  }

  /** Makes a token; the secret is shown this once. Throws IdentityError. */
  make(
    person: number,
    { name, kind, account = null }: NewBrokerToken,
    now: number,
  ): { secret: string; token: BrokerToken; statements: StatementRun[] } {
    if (name.length < 1 || name.length > MAX_NAME)
      throw new IdentityError('name', `a name has 1 to ${MAX_NAME} characters`);
    if (!BROKER_TOKEN_KINDS.includes(kind))
      throw new IdentityError('kind', `a broker token is one of ${BROKER_TOKEN_KINDS.join(', ')}`);
    if (account !== null && kind === 'sandbox')
      throw new IdentityError('account', 'a sandbox token reaches every sandbox account: leave the account out');
    if (this.of(person).length >= MAX_BROKER_TOKENS_PER_PERSON) {
      throw new IdentityError('person', `a person has at most ${MAX_BROKER_TOKENS_PER_PERSON} tokens: end one first`);
    }
    // as the broker's own: `t.` and 86 URL-safe characters
    const secret = `t.${randomBytes(64).toString('base64url')}`;
    const secretHash = hashSecret(secret);
    const token: BrokerToken = {
      id: this.#nextId,
      person,
      name,
      kind,
      account,
      secretHash,
      createdAt: now,
      lastUsedAt: 0,
    };
    this.#add(token);
    const values = [[token.id, person, name, kind, account, secretHash, now, 0]];
    return { secret, token, statements: [{ statement: 'identity.addBrokerToken', values }] };
  }

  /** The token behind a secret. Looked up by its hash, so how long that takes tells nothing of any token. */
  find(secret: string, now: number): { token: BrokerToken; statements: StatementRun[] } | undefined {
    const token = this.#byHash.get(hashSecret(secret));
    if (token === undefined || !isFresh(token, now)) return undefined;
    if (now - token.lastUsedAt < USE_GRAIN_MS) return { token, statements: [] };
    token.lastUsedAt = now;
    return { token, statements: [{ statement: 'identity.useBrokerToken', values: [[now, token.id]] }] };
  }

  isAlive(token: BrokerToken, now: number): boolean {
    return this.#byHash.get(token.secretHash) === token && isFresh(token, now);
  }

  /** Tokens of a person, oldest first. */
  of(person: number): BrokerToken[] {
    return [...this.#byHash.values()].filter((token) => token.person === person);
  }

  end(token: BrokerToken): StatementRun[] {
    if (!this.#byHash.delete(token.secretHash)) return [];
    return [{ statement: 'identity.endBrokerToken', values: [[token.id]] }];
  }

  #add(token: BrokerToken): void {
    this.#byHash.set(token.secretHash, token);
    this.#nextId = Math.max(this.#nextId, token.id + 1);
  }
}

function isFresh({ createdAt, lastUsedAt }: BrokerToken, now: number): boolean {
  return now - Math.max(createdAt, lastUsedAt) < BROKER_TOKEN_MS;
}
