import type { StatementRun } from '../journal/journal.ts';
import { ApiKeys } from './api-keys.ts';
import { type BridgeAccess, BridgeAccesses, checkBridge, type NewBridge } from './bridge-accesses.ts';
import { type BrokerToken, BrokerTokens, type NewBrokerToken } from './broker-tokens.ts';
import { CompanyAccess } from './companies/company-access.ts';
import type { Password } from './drawn-password.ts';
import { type HeldBack, LoginGuard } from './login-guard.ts';
import { type Refused, refused } from './login-refusal.ts';
import { decoyHash, hashPassword, PASSWORD_COST, type PasswordCost, verifyPassword } from './passwords.ts';
import {
  type Caller,
  checkNewPerson,
  checkPassword,
  IdentityError,
  MAX_PASSWORD,
  type NewPerson,
  normalLogin,
  type Person,
  rightsOf,
} from './person.ts';
import { commonOf, KEY_RIGHTS, type Right, readingOf, rightsToText } from './rights.ts';
import { Sandboxes } from './sandboxes.ts';
import { hashSecret, isSecret, SECRET_PREFIXES, sameText } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { SigningAccess } from './signing-access.ts';
import { readIdentity, type StoredIdentity, type StoredKey } from './stored.ts';
import { openVault, type Vault } from './vault.ts';

/** Where identity's SQL goes; the runtime's engine is one. Resolves when it is on disk. */
export interface StatementWriter {
  write(statements: readonly StatementRun[]): Promise<void>;
}

export interface IdentityOptions {
  /** The data folder; its journal is open and has the tables of IDENTITY_SCHEMA. */
  readonly folder: string;
  readonly writer: StatementWriter;
  /** Wall clock, ms UTC. */
  readonly now: () => number;
  readonly passwordCost?: PasswordCost;
}

/** A login that succeeded. The secret is shown this once. */
export interface SignedIn {
  readonly secret: string;
  readonly person: Person;
  /** Wall time, ms UTC; slides with every use. */
  readonly expiresAt: number;
}

/** Passwords that may be checked at a time: each takes a thread and 32 MiB. */
const MAX_CHECKS = 8;

/** Reads who is known from the data folder. */
export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const decoy = decoyHash(options.passwordCost);
  return new Identity(options, readIdentity(options.folder), openVault(options.folder), decoy);
}

/**
 * Who may do what: people, their login sessions and API keys. Everything is kept in memory, so that checking a call
 * costs no SQL; every change is on disk before it is answered.
 */
export class Identity {
  readonly #writer: StatementWriter;
  readonly #now: () => number;
  readonly #cost: PasswordCost;
  readonly #people = new Map<number, Person>();
  readonly #logins = new Map<string, { readonly id: number; readonly password: string }>();
  readonly #sessions: Sessions;
  readonly #keys: ApiKeys;
  readonly #bridges: BridgeAccesses;
  readonly #brokerTokens: BrokerTokens;
  readonly #sandboxes: Sandboxes;
  /** Keys that sign their calls, and what is kept of those who use them. */
  readonly signing: SigningAccess;
  /** Companies of copy trading, their managers and clients. */
  readonly business: CompanyAccess;
  readonly #guard = new LoginGuard();
  /** Hash of a password nobody has: unknown logins take as long as known ones. */
  readonly #decoy: string;
  readonly #onEnd = new Set<(secretHash: string) => void>();
  #nextPerson = 1;
  #checks = 0;

  constructor(options: IdentityOptions, stored: StoredIdentity, vault: Vault, decoy: string) {
    this.#writer = options.writer;
    this.#now = options.now;
    this.#cost = options.passwordCost ?? PASSWORD_COST;
    this.#decoy = decoy;
    for (const { person, password } of stored.people) this.#add(person, password);
    this.#sessions = new Sessions(stored.sessions);
    this.#keys = new ApiKeys(stored.keys);
    this.#bridges = new BridgeAccesses(stored.bridges);
    this.#brokerTokens = new BrokerTokens(stored.brokerTokens);
    this.#sandboxes = new Sandboxes(stored.sandboxes);
    this.business = new CompanyAccess(stored.business, {
      write: (statements) => this.#writer.write(statements),
      now: this.#now,
      cost: this.#cost,
      vault,
      decoy,
    });
    this.signing = new SigningAccess(stored, vault, {
      write: (statements) => this.#writer.write(statements),
      now: this.#now,
      person: (id) => this.#people.get(id) as Person,
      onEnd: (apiKey) => this.#tellEnd(apiKey),
    });
  }

  /** Everybody known, oldest first. */
  get people(): readonly Person[] {
    return [...this.#people.values()];
  }

  personByLogin(login: string): Person | undefined {
    const known = this.#logins.get(normalLogin(login));
    return known === undefined ? undefined : this.#people.get(known.id);
  }

  /** Adds a person; the id is the next free one and never used again. Throws IdentityError. */
  async addPerson(draft: NewPerson): Promise<Person> {
    checkNewPerson(draft);
    const password = await hashPassword(draft.password, this.#cost);
    const login = normalLogin(draft.login);
    if (this.#logins.has(login)) throw new IdentityError('login', `there is a login ${login} already: choose another`);
    const person: Person = {
      id: this.#nextPerson,
      login,
      name: draft.name,
      role: draft.role,
      rights: new Set(draft.rights ?? []),
      createdAt: this.#now(),
    };
    this.#add(person, password);
    const values = [
      [person.id, login, person.name, password, person.role, rightsToText(person.rights), person.createdAt],
    ];
    await this.#writer.write([{ statement: 'identity.addPerson', values }]);
    return person;
  }

  /** Gives a person another password and ends all sessions that the old one opened. Throws IdentityError. */
  async setPassword(person: Person, password: Password): Promise<void> {
    checkPassword(password);
    const hash = await hashPassword(password, this.#cost);
    this.#logins.set(person.login, { id: person.id, password: hash });
    const ended = this.#sessions.of(person.id);
    const statements: StatementRun[] = [{ statement: 'identity.setPassword', values: [[hash, person.id]] }];
    for (const secretHash of ended) statements.push(...this.#sessions.end(secretHash));
    for (const secretHash of ended) this.#tellEnd(secretHash);
    await this.#writer.write(statements);
  }

  /** Begins a session, or says why not. `address` is where the call comes from. */
  async signIn(login: string, password: string, address: string): Promise<SignedIn | Refused> {
    const name = normalLogin(login).slice(0, MAX_PASSWORD);
    if (this.#checks >= MAX_CHECKS) return refused('busy', 1_000);
    const wait = this.#guard.begin(name, address, this.#now());
    if (wait > 0) return refused('wait', wait);
    const known = this.#logins.get(name);
    this.#checks++;
    try {
      const matches = await verifyPassword(
        password.slice(0, MAX_PASSWORD + 1),
        known?.password ?? this.#decoy,
        this.#cost,
      );
      if (!matches || known === undefined) return refused('wrong_login', 0);
    } finally {
      this.#checks--;
    }
    this.#guard.succeed(name, address);
    const { secret, session, statements } = this.#sessions.begin(known.id, this.#now());
    await this.#writer.write(statements);
    return { secret, person: this.#people.get(known.id) as Person, expiresAt: session.expiresAt };
  }

  /** Who stands behind a session token or API key; undefined when it opens nothing (any more). */
  authenticate(secret: string): Caller | undefined {
    if (!isSecret(secret)) return undefined;
    const hash = hashSecret(secret);
    return secret.startsWith(SECRET_PREFIXES.key) ? this.#callerByKey(hash) : this.#callerBySession(hash);
  }

  /** Whether the secret of an earlier call still opens the door. */
  isStillValid(caller: Caller): boolean {
    return (
      (caller.by === 'key' ? this.#callerByKey(caller.secretHash) : this.#callerBySession(caller.secretHash)) !==
      undefined
    );
  }

  /** Ends the session of a call; resolves when it is on disk that it is over. */
  async signOut(caller: Caller): Promise<void> {
    await this.#end(caller.secretHash, this.#sessions.end(caller.secretHash));
  }

  /** Makes an API key with some of the person's rights. The secret is shown this once. Throws IdentityError. */
  async addKey(person: Person, name: string, rights: readonly Right[]): Promise<{ secret: string; key: StoredKey }> {
    const { secret, key, statements } = this.#keys.make(person.id, name, rights, this.#now());
    await this.#writer.write(statements);
    return { secret, key };
  }

  /** API keys of a person, oldest first. */
  keysOf(person: Person): readonly StoredKey[] {
    return this.#keys.of(person.id);
  }

  /** Ends an API key. Throws IdentityError when the person has none with this id. */
  async endKey(person: Person, id: number): Promise<void> {
    const hash = this.#keys.of(person.id).find((key) => key.id === id)?.secretHash ?? '';
    await this.#end(hash, this.#keys.end(person.id, id));
  }

  /** Lets a person in through a broker bridge, with all of its rights or those named. Throws IdentityError. */
  async addBridge(person: Person, { login, password, token, rights = null }: NewBridge): Promise<BridgeAccess> {
    checkBridge(login, token);
    checkPassword(password);
    const hash = await hashPassword(password, this.#cost);
    const { access, statements } = this.#bridges.make({
      person: person.id,
      login,
      tokenHash: hashSecret(token),
      password: hash,
      rights: rights === null ? null : new Set(rights),
      createdAt: this.#now(),
    });
    await this.#writer.write(statements);
    return access;
  }

  /** Ends a bridge access: nobody comes in with its token any more. */
  async endBridge(access: BridgeAccess): Promise<void> {
    await this.#end(access.tokenHash, this.#bridges.end(access));
  }

  /** Bridge accesses of a person, oldest first. */
  bridgesOf(person: Person): readonly BridgeAccess[] {
    return this.#bridges.of(person.id);
  }

  /** The bridge access behind a token; undefined when it opens nothing (any more). */
  bridgeByToken(token: string): BridgeAccess | undefined {
    return this.#bridges.find(token);
  }

  /** Whose bridge access it is and what that person may do; undefined once the access has been ended. */
  bridgeCaller(access: BridgeAccess): Pick<Caller, 'person' | 'rights'> | undefined {
    const person = this.#people.get(access.person);
    if (person === undefined || !this.#bridges.isAlive(access)) return undefined;
    const all = rightsOf(person);
    return { person, rights: access.rights === null ? all : commonOf(access.rights, all) };
  }

  /** Whether login and password are those of the access; `busy` when too many passwords are being checked already. */
  async checkBridge(access: BridgeAccess, login: string, password: string): Promise<boolean | 'busy'> {
    if (this.#checks >= MAX_CHECKS) return 'busy';
    this.#checks++;
    try {
      const matches = await verifyPassword(password.slice(0, MAX_PASSWORD + 1), access.password, this.#cost);
      const right = sameText(login, access.login) && matches;
      if (right) this.#writeLater(this.#bridges.use(access, this.#now()));
      return right;
    } finally {
      this.#checks--;
    }
  }

  /** Makes a token of a broker's API. The secret is shown this once. Throws IdentityError. */
  async addBrokerToken(person: Person, draft: NewBrokerToken): Promise<{ secret: string; token: BrokerToken }> {
    const { secret, token, statements } = this.#brokerTokens.make(person.id, draft, this.#now());
    await this.#writer.write(statements);
    return { secret, token };
  }

  /** Broker tokens of a person, oldest first. */
  brokerTokensOf(person: Person): readonly BrokerToken[] {
    return this.#brokerTokens.of(person.id);
  }

  /** The broker token behind a secret; undefined when it opens nothing (any more). */
  brokerToken(secret: string): BrokerToken | undefined {
    const found = this.#brokerTokens.find(secret, this.#now());
    if (found === undefined) return undefined;
    this.#writeLater(found.statements);
    return found.token;
  }

  /** Whose broker token it is and what may be done with it; undefined once it has ended. */
  brokerCaller(token: BrokerToken): Pick<Caller, 'person' | 'rights'> | undefined {
    const person = this.#people.get(token.person);
    if (person === undefined || !this.#brokerTokens.isAlive(token, this.#now())) return undefined;
    const all = rightsOf(person);
    return { person, rights: token.kind === 'readonly' ? readingOf(all) : all };
  }

  /** Ends a broker token: nobody comes in with it any more. */
  async endBrokerToken(token: BrokerToken): Promise<void> {
    this.#tellEnd(token.secretHash);
    await this.#writer.write(this.#brokerTokens.end(token));
  }

  /** A trial account has been opened: from now on its use is noted. */
  async addSandbox(account: number): Promise<void> {
    await this.#writer.write(this.#sandboxes.add(account, this.#now()));
  }

  /** A trial account has been used. Other accounts are left alone. */
  useSandbox(account: number): void {
    this.#writeLater(this.#sandboxes.use(account, this.#now()));
  }

  async removeSandbox(account: number): Promise<void> {
    await this.#writer.write(this.#sandboxes.remove(account));
  }

  /** Trial accounts that nobody has used for three months. */
  get unusedSandboxes(): readonly number[] {
    return this.#sandboxes.unused(this.#now());
  }

  /** Logins and addresses that have to wait after wrong passwords. */
  get heldBack(): readonly HeldBack[] {
    return this.#guard.waiting(this.#now());
  }

  /** Lets a login or an address try passwords again; false: it had not to wait. */
  forgive(kind: HeldBack['kind'], name: string): boolean {
    return this.#guard.forgive(kind, name);
  }

  /**
   * Calls the listener when a session, key, token or bridge access is ended before its time, with the hash of its secret,
   * of a signing key with its API key. Returns how to stop it.
   */
  onEnd(listener: (secretHash: string) => void): () => void {
    this.#onEnd.add(listener);
    return () => this.#onEnd.delete(listener);
  }

  async #end(secretHash: string, statements: readonly StatementRun[]): Promise<void> {
    this.#tellEnd(secretHash);
    if (statements.length > 0) await this.#writer.write(statements);
  }

  #tellEnd(secretHash: string): void {
    for (const listener of this.#onEnd) listener(secretHash);
  }

  #callerBySession(hash: string): Caller | undefined {
    const found = this.#sessions.find(hash, this.#now());
    if (found === undefined) return undefined;
    this.#writeLater(found.statements);
    const person = this.#people.get(found.session.person) as Person;
    return { person, rights: rightsOf(person), secretHash: hash, by: 'session' };
  }

  #callerByKey(hash: string): Caller | undefined {
    const found = this.#keys.find(hash, this.#now());
    if (found === undefined) return undefined;
    this.#writeLater(found.statements);
    const person = this.#people.get(found.key.person) as Person;
    const rights = new Set(KEY_RIGHTS.filter((right) => found.key.rights.has(right) && rightsOf(person).has(right)));
    return { person, rights, secretHash: hash, by: 'key' };
  }

  /** Times of use need no answer; when the disk fails the journal stops the platform. */
  #writeLater(statements: readonly StatementRun[]): void {
    if (statements.length > 0) this.#writer.write(statements).catch(() => undefined);
  }

  #add(person: Person, password: string): void {
    this.#people.set(person.id, person);
    this.#logins.set(person.login, { id: person.id, password });
    this.#nextPerson = Math.max(this.#nextPerson, person.id + 1);
  }
}
