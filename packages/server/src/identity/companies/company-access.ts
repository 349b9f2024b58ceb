import type { StatementRun } from '../../journal/journal.ts';
import type { Password } from '../drawn-password.ts';
import { type HeldBack, LoginGuard } from '../login-guard.ts';
import { type Refused, refused } from '../login-refusal.ts';
import { hashPassword, type PasswordCost, verifyPassword } from '../passwords.ts';
import { checkPassword, IdentityError, MAX_PASSWORD, normalLogin } from '../person.ts';
import { sameText } from '../secrets.ts';
import type { Vault } from '../vault.ts';
import { BusinessSessions, SESSION_MINUTES } from './business-sessions.ts';
import { Clients, type DraftedClient, type NewClient } from './clients.ts';
import { CompanyTree } from './company-tree.ts';
import { ManagerSettings } from './manager-settings.ts';
import { Managers, type NewManager } from './managers.ts';
import { OneTimePasswords } from './one-time-passwords.ts';
import type { BearerKind, BusinessSession, Client, Company, Manager, TradingApp } from './records.ts';
import type { StoredCompanies } from './stored.ts';
import { StrategyTokens } from './strategy-tokens.ts';
import { StrategyVideos } from './strategy-videos.ts';

/** What it stands on. */
export interface CompanyAccessParts {
  readonly write: (statements: readonly StatementRun[]) => Promise<void>;
  readonly now: () => number;
  readonly cost: PasswordCost;
  readonly vault: Vault;
  /** Hash of a password nobody has. */
  readonly decoy: string;
}

/** A session that has begun; the token is shown this once. */
export interface Entered {
  readonly token: string;
  readonly session: BusinessSession;
}

/** Passwords that may be checked at a time: each takes a thread and 32 MiB. */
const MAX_CHECKS = 8;

/** Hex digits of a link that nobody can guess. */
const LINK_DIGITS = 20;

/** Companies, their managers and clients, and how these come in. In memory; every change is on disk before it is answered. */
export class CompanyAccess {
  readonly #parts: CompanyAccessParts;
  readonly companies: CompanyTree;
  readonly managers: Managers;
  readonly settings: ManagerSettings;
  readonly clients: Clients;
  readonly sessions: BusinessSessions;
  readonly otps: OneTimePasswords;
  readonly strategyTokens: StrategyTokens;
  readonly videos: StrategyVideos;
  readonly #apps: ReadonlyMap<string, TradingApp>;
  readonly #guards = { manager: new LoginGuard(), client: new LoginGuard() };
  #checks = 0;

  constructor(stored: StoredCompanies, parts: CompanyAccessParts) {
    this.#parts = parts;
    this.companies = new CompanyTree(stored.companies);
    this.managers = new Managers(stored.managers, stored.rights);
    this.settings = new ManagerSettings(stored.settings);
    this.clients = new Clients(stored.clients);
    this.sessions = new BusinessSessions(stored.sessions);
    this.otps = new OneTimePasswords(stored.oneTimePasswords);
    this.strategyTokens = new StrategyTokens(stored.strategyTokens, parts.vault);
    this.videos = new StrategyVideos(stored.strategyVideos);
    this.#apps = new Map(stored.apps.map((app) => [app.token, app]));
  }

  /** The program behind an application token; undefined when it is not in the table. */
  app(token: string): TradingApp | undefined {
    return this.#apps.get(token.toUpperCase());
  }

  /** The link that leads to an offer; nobody can guess it. */
  linkOf(offer: number): string {
    return this.#marked('offer', offer);
  }

  /** The offer to which a link leads; undefined when it is none. */
  offerOfLink(link: string): number | undefined {
    return this.#idIn('offer', link);
  }

  /** With this key a strategy may follow a core account; nobody can guess it. */
  followKeyOf(account: number): string {
    return this.#marked('follow', account);
  }

  /** The core account that a key lets follow; undefined when it is none. */
  accountOfFollowKey(key: string): number | undefined {
    return this.#idIn('follow', key);
  }

  #marked(what: string, id: number): string {
    return `${id}-${this.#parts.vault.mark(`${what}:${id}`).slice(0, LINK_DIGITS)}`;
  }

  #idIn(what: string, text: string): number | undefined {
    const id = Number(/^(\d{1,15})-/.exec(text)?.[1] ?? Number.NaN);
    return Number.isSafeInteger(id) && sameText(this.#marked(what, id), text) ? id : undefined;
  }

  /** Makes changes last that came out of the collections. */
  async save(statements: readonly StatementRun[]): Promise<void> {
    if (statements.length > 0) await this.#parts.write(statements);
  }

  get now(): number {
    return this.#parts.now();
  }

  /** Whether login and password belong together. `address` is where the call comes from. */
  async checkLogin(kind: BearerKind, login: string, password: string, address: string): Promise<number | Refused> {
    const name = normalLogin(login).slice(0, MAX_PASSWORD);
    if (this.#checks >= MAX_CHECKS) return refused('busy', 1_000);
    const guard = this.#guards[kind];
    const wait = guard.begin(name, address, this.now);
    if (wait > 0) return refused('wait', wait);
    const known = kind === 'manager' ? this.managers.byLogin(name)?.manager.id : this.clients.byLogin(name)?.client.id;
    if (!(await this.#matches(kind, known, password))) return refused('wrong_login', 0);
    guard.succeed(name, address);
    return known as number;
  }

  /** Managers or clients who may not try a password now, and addresses from which they may not. */
  heldBack(kind: BearerKind): HeldBack[] {
    return this.#guards[kind].waiting(this.now);
  }

  /** Forgets wrong passwords of a login or an address; false: there were none. */
  forgive(kind: BearerKind, what: HeldBack['kind'], name: string): boolean {
    return this.#guards[kind].forgive(what, name);
  }

  /** Begins a session of somebody who has shown who he is. */
  async enter(kind: BearerKind, bearer: number, company: number, minutes: number): Promise<Entered> {
    if (minutes < SESSION_MINUTES.least || minutes > SESSION_MINUTES.most)
      throw new IdentityError('ExpirationMinutes', `${SESSION_MINUTES.least} to ${SESSION_MINUTES.most}`);
    const { token, session, statements } = this.sessions.begin({ kind, bearer, company, minutes }, this.now);
    await this.save(statements);
    return { token, session };
  }

  /** The live session behind a token; its end moves on. */
  sessionOf(kind: BearerKind, token: string): BusinessSession | undefined {
    const found = this.sessions.use(kind, token, this.now);
    if (found === undefined) return undefined;
    // times of use need no answer; when the disk fails the journal stops the platform
    this.save(found.statements).catch(() => undefined);
    return found.session;
  }

  /** Adds a manager. Throws IdentityError. */
  async addManager(draft: NewManager, password: Password, methods: Iterable<string>): Promise<Manager> {
    this.managers.check(draft);
    checkNewPassword(password);
    const hash = await hashPassword(password, this.#parts.cost);
    const { manager, statements } = this.managers.add(draft, hash, methods, this.now);
    await this.save(statements);
    return manager;
  }

  /** Adds a company in which this manager may do what is named. Whatever else belongs to it goes through `alsoSave`. */
  async addCompany(
    draft: Parameters<CompanyTree['draft']>[0],
    manager: Manager | null,
    methods: Iterable<string>,
    alsoSave: (company: Company, statements: readonly StatementRun[]) => Promise<void>,
  ): Promise<Company> {
    const { company, statements } = this.companies.draft(draft, this.now);
    const rights = manager === null ? [] : this.managers.setRights(manager.id, company.id, methods, this.now);
    await alsoSave(company, [...statements, ...rights]);
    this.companies.keep(company);
    return company;
  }

  /** A client who will be there once the SQL is on disk; `keep` or `drop` him. Throws IdentityError. */
  async draftClient(draft: NewClient, password: Password): Promise<DraftedClient> {
    this.clients.check(draft);
    checkNewPassword(password);
    const hash = await hashPassword(password, this.#parts.cost);
    return this.clients.draft(draft, hash, this.now);
  }

  /** Whether it is the password of this manager or client; `busy` when too many are being checked. */
  async knowsPassword(kind: BearerKind, id: number, password: string): Promise<boolean | 'busy'> {
    if (this.#checks >= MAX_CHECKS) return 'busy';
    return this.#matches(kind, id, password);
  }

  /** The same of somebody in a session: wrong ones count, so that nobody who has taken it over finds the password out. */
  async confirmPassword(kind: BearerKind, id: number, password: string, address: string): Promise<true | Refused> {
    const login = (kind === 'manager' ? this.managers.get(id) : this.clients.get(id))?.login ?? '';
    const found = await this.checkLogin(kind, login, password, address);
    return typeof found === 'number' ? true : found;
  }

  /** Throws IdentityError. */
  async setManagerPassword(manager: Manager, password: Password): Promise<void> {
    checkNewPassword(password);
    const hash = await hashPassword(password, this.#parts.cost);
    await this.save(this.managers.setPassword(manager, hash));
  }

  /** Throws IdentityError. */
  async setClientPassword(client: Client, password: Password): Promise<void> {
    checkNewPassword(password);
    const hash = await hashPassword(password, this.#parts.cost);
    await this.save(this.clients.setPassword(client, hash));
  }

  async #matches(kind: BearerKind, id: number | undefined, password: string): Promise<boolean> {
    const people = kind === 'manager' ? this.managers : this.clients;
    this.#checks++;
    try {
      const stored = id === undefined ? undefined : people.passwordOf(id);
      const matches = await verifyPassword(
        password.slice(0, MAX_PASSWORD + 1),
        stored ?? this.#parts.decoy,
        this.#parts.cost,
      );
      return matches && stored !== undefined;
    } finally {
      this.#checks--;
    }
  }
}

/** Throws IdentityError with the field's name in this API. */
function checkNewPassword(password: Password): void {
  try {
    checkPassword(password);
  } catch (error) {
    throw error instanceof IdentityError ? new IdentityError('Password', error.message) : error;
  }
}
