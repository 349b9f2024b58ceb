import type { StatementRun } from '../journal/journal.ts';
import { type AccountMode, AccountModes } from './account-modes.ts';
import { type AddressBan, AddressBans } from './address-bans.ts';
import { type Person, rightsOf } from './person.ts';
import {
  type NewSigningKey,
  SIGNING_PERMISSIONS,
  type SigningKey,
  SigningKeys,
  type SigningPermission,
} from './signing-keys.ts';
import type { StoredIdentity } from './stored.ts';
import type { Vault } from './vault.ts';

/** What the rest of identity gives. */
interface Surroundings {
  /** Resolves when it is on disk. */
  readonly write: (statements: readonly StatementRun[]) => Promise<void>;
  /** Wall clock, ms UTC. */
  readonly now: () => number;
  readonly person: (id: number) => Person;
  /** Told of each key that is ended. */
  readonly onEnd: (apiKey: string) => void;
}

/** Callers that sign: their keys, the accounts they work with, and the addresses that may not call for a while. */
export class SigningAccess {
  readonly #surroundings: Surroundings;
  readonly #keys: SigningKeys;
  readonly #modes: AccountModes;
  readonly #bans: AddressBans;

  constructor({ signingKeys, modes, bans }: StoredIdentity, vault: Vault, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#keys = new SigningKeys(signingKeys, vault);
    this.#modes = new AccountModes(modes);
    this.#bans = new AddressBans(bans);
  }

  /** Makes a key. Its secret is shown this once; null for an RSA key. Throws IdentityError. */
  async addKey(person: Person, draft: NewSigningKey): Promise<{ secret: string | null; key: SigningKey }> {
    const { secret, key, statements } = this.#keys.make(person.id, draft, this.#surroundings.now());
    await this.#surroundings.write(statements);
    return { secret, key };
  }

  /** Keys of a person, oldest first. */
  keysOf(person: Person): readonly SigningKey[] {
    return this.#keys.of(person.id);
  }

  /** The key with this name, used from wherever. */
  key(apiKey: string): SigningKey | undefined {
    return this.#keys.find(apiKey);
  }

  /** Whether the key may be used from this address. */
  allows(key: SigningKey, address: string): boolean {
    return this.#keys.allows(key, address);
  }

  /** Whose key it is, and what it may do: of its permissions those that its person's rights allow. */
  caller(key: SigningKey): { readonly person: Person; readonly permissions: ReadonlySet<SigningPermission> } {
    const person = this.personOf(key);
    const permissions = [...key.permissions].filter((permission) => this.may(key, person, permission));
    return { person, permissions: new Set(permissions) };
  }

  personOf(key: SigningKey): Person {
    return this.#surroundings.person(key.person);
  }

  /** Whether the key may do this: it was given the permission, and the rights of its person allow it. */
  may(key: SigningKey, person: Person, permission: SigningPermission): boolean {
    return key.permissions.has(permission) && rightsOf(person).has(SIGNING_PERMISSIONS[permission]);
  }

  /** A signature of the key was right. */
  use(key: SigningKey): void {
    this.#writeLater(this.#keys.use(key, this.#surroundings.now()));
  }

  /** Ends a key: nobody comes in with it any more, and its streams end. */
  async endKey(key: SigningKey): Promise<void> {
    this.#surroundings.onEnd(key.apiKey);
    const statements = this.#keys.end(key);
    if (statements.length > 0) await this.#surroundings.write(statements);
  }

  modeOf(person: Person): AccountMode {
    return this.#modes.of(person.id);
  }

  async chooseMode(person: Person, mode: AccountMode): Promise<void> {
    const statements = this.#modes.choose(person.id, mode);
    if (statements.length > 0) await this.#surroundings.write(statements);
  }

  /** How long an address is banned still, ms; 0: it is not. */
  banRemaining(address: string): number {
    return this.#bans.remaining(address, this.#surroundings.now());
  }

  /** Bans an address that goes on asking for too much, longer each time. */
  ban(address: string): void {
    this.#writeLater(this.#bans.strike(address, this.#surroundings.now()));
  }

  /** Addresses that are banned now, the newest first. */
  get bans(): readonly AddressBan[] {
    return this.#bans.holding(this.#surroundings.now());
  }

  /** Lets an address in again; false: it was not banned. */
  async liftBan(address: string): Promise<boolean> {
    const statements = this.#bans.lift(address);
    if (statements === null) return false;
    await this.#surroundings.write(statements);
    return true;
  }

  /** Needs no answer; when the disk fails the journal stops the platform. */
  #writeLater(statements: readonly StatementRun[]): void {
    if (statements.length > 0) this.#surroundings.write(statements).catch(() => undefined);
  }
}
