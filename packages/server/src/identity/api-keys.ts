import type { StatementRun } from '../journal/journal.ts';
import { IdentityError } from './person.ts';
import { KEY_RIGHTS, type Right, rightsToText } from './rights.ts';
import { hashSecret, newSecret, sameText } from './secrets.ts';
import type { StoredKey } from './stored.ts';

/** The last use of a key is written back at most this often. */
const USE_GRAIN_MS = 600_000;
/** API keys one person may have. */
export const MAX_KEYS_PER_PERSON = 100;
const MAX_NAME = 100;

/** API keys of the native face in memory. Each change comes with the SQL that makes it last. */
export class ApiKeys {
  readonly #byHash = new Map<string, StoredKey>();
  #nextId = 1;

  constructor(stored: readonly StoredKey[]) {
    for (const key of stored) this.#add(key);
  }

  /** Makes a key; the secret is shown this once. Throws IdentityError. */
  make(
    person: number,
    name: string,
    rights: Iterable<Right>,
    now: number,
  ): { secret: string; key: StoredKey; statements: StatementRun[] } {
    if (name.length < 1 || name.length > MAX_NAME)
      throw new IdentityError('name', `a name has 1 to ${MAX_NAME} characters`);
    const given = new Set(rights);
    if (given.size === 0) throw new IdentityError('rights', 'a key without rights opens nothing: give it at least one');
    for (const right of given) {
      if (!KEY_RIGHTS.includes(right)) throw new IdentityError('rights', `no API key can have the right ${right}`);
    }
    if (this.of(person).length >= MAX_KEYS_PER_PERSON) {
      throw new IdentityError('person', `a person has at most ${MAX_KEYS_PER_PERSON} API keys: end one first`);
    }
    const secret = newSecret('key');
    const key: StoredKey = {
      id: this.#nextId,
      person,
      name,
      secretHash: hashSecret(secret),
      rights: given,
      createdAt: now,
      lastUsedAt: 0,
    };
    this.#add(key);
    const values = [[key.id, person, name, key.secretHash, rightsToText(key.rights), now, 0]];
    return { secret, key, statements: [{ statement: 'identity.addKey', values }] };
  }

  /** The key behind a secret's hash. Notes its use; what that writes comes with it. */
  find(hash: string, now: number): { key: StoredKey; statements: StatementRun[] } | undefined {
    const key = this.#byHash.get(hash);
    if (key === undefined || !sameText(key.secretHash, hash)) return undefined;
    if (now - key.lastUsedAt < USE_GRAIN_MS) return { key, statements: [] };
    key.lastUsedAt = now;
    return { key, statements: [{ statement: 'identity.useKey', values: [[now, key.id]] }] };
  }

  /** Keys of a person, oldest first. */
  of(person: number): StoredKey[] {
    return [...this.#byHash.values()].filter((key) => key.person === person);
  }

  /** Ends a key of this person. Throws IdentityError when there is none with this id. */
  end(person: number, id: number): StatementRun[] {
    const key = this.of(person).find((candidate) => candidate.id === id);
    if (key === undefined) throw new IdentityError('key', `there is no API key ${id}`);
    this.#byHash.delete(key.secretHash);
    return [{ statement: 'identity.endKey', values: [[id]] }];
  }

  #add(key: StoredKey): void {
    this.#byHash.set(key.secretHash, key);
    this.#nextId = Math.max(this.#nextId, key.id + 1);
  }
}
