import type { StatementRun } from '../../journal/journal.ts';
import { IdentityError, normalLogin } from '../person.ts';
import { checkLogin, checkPersonal } from './fields.ts';
import type { Manager, ManagerRights } from './records.ts';

/** What a new manager is to be; the password comes hashed. */
export interface NewManager {
  readonly company: number;
  readonly login: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly mobile?: string;
  readonly comment?: string;
}

/** What may be changed of a manager; what is left out stays. */
export type ManagerChanges = Partial<Pick<Manager, 'firstName' | 'lastName' | 'mobile' | 'comment' | 'tag' | 'status'>>;

/** A manager and the hash of his password. */
export interface StoredManager {
  readonly manager: Manager;
  readonly password: string;
}

/** Managers and their rights, in memory. Each change comes with the SQL that makes it last. */
export class Managers {
  readonly #byId = new Map<number, StoredManager>();
  readonly #byLogin = new Map<string, number>();
  /** By `manager:company`. */
  readonly #rights = new Map<string, ManagerRights>();
  #nextId = 1;

  constructor(stored: readonly StoredManager[], rights: readonly ManagerRights[]) {
    for (const { manager, password } of stored) this.#keep(manager, password);
    for (const each of rights) this.#rights.set(`${each.manager}:${each.company}`, each);
  }

  get(id: number): Manager | undefined {
    return this.#byId.get(id)?.manager;
  }

  byLogin(login: string): StoredManager | undefined {
    const id = this.#byLogin.get(normalLogin(login));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  passwordOf(id: number): string | undefined {
    return this.#byId.get(id)?.password;
  }

  /** Those who were made in the company or have rights in it, oldest first. */
  of(company: number): readonly Manager[] {
    return [...this.#byId.values()]
      .map(({ manager }) => manager)
      .filter((manager) => manager.company === company || this.rightsIn(manager.id, company) !== undefined);
  }

  rightsIn(manager: number, company: number): ManagerRights | undefined {
    return this.#rights.get(`${manager}:${company}`);
  }

  /** What the managers of a company may do in it together. */
  methodsIn(company: number): ReadonlySet<string> {
    const found = new Set<string>();
    for (const each of this.#rights.values()) {
      if (each.company === company) for (const method of each.methods) found.add(method);
    }
    return found;
  }

  /** Companies in which the manager has rights, oldest first. */
  companiesOf(manager: number): readonly number[] {
    const found: number[] = [];
    for (const each of this.#rights.values()) if (each.manager === manager) found.push(each.company);
    return found.sort((a, b) => a - b);
  }

  /** Throws IdentityError when nobody can be made of it; nothing has changed then. */
  check({ login, ...fields }: NewManager): void {
    checkLogin('Login', login);
    checkPersonal(fields);
    if (this.#byLogin.has(normalLogin(login)))
      throw new IdentityError('Login', `there is a manager ${normalLogin(login)} already`);
  }

  /** Adds a manager with rights in his company. Throws IdentityError. */
  add(draft: NewManager, password: string, methods: Iterable<string>, now: number): AddedManager {
    this.check(draft);
    const { company, login, firstName = '', lastName = '', mobile = '', comment = '' } = draft;
    const id = this.#nextId;
    const names = { login: normalLogin(login), firstName, lastName, mobile, comment };
    const manager: Manager = { id, company, ...names, tag: '', status: 0 };
    this.#keep(manager, password);
    const values = [[id, company, manager.login, password, firstName, lastName, mobile, comment, '', 0]];
    const statements = [{ statement: 'identity.addManager', values }, ...this.setRights(id, company, methods, now)];
    return { manager, statements };
  }

  set(known: Manager, changes: ManagerChanges): StatementRun[] {
    checkPersonal(changes);
    const manager: Manager = { ...known, ...changes };
    this.#keep(manager, this.passwordOf(known.id) as string);
    const { id, firstName, lastName, mobile, comment, tag, status } = manager;
    const values = [[firstName, lastName, mobile, comment, tag, status, id]];
    return [{ statement: 'identity.setManager', values }];
  }

  setPassword(manager: Manager, password: string): StatementRun[] {
    this.#keep(this.get(manager.id) ?? manager, password);
    return [{ statement: 'identity.setManagerPassword', values: [[password, manager.id]] }];
  }

  /** From now on these are his methods in the company. */
  setRights(manager: number, company: number, methods: Iterable<string>, now: number): StatementRun[] {
    const before = this.rightsIn(manager, company)?.updatedAt ?? 0;
    // a client that compares moments must see a change, however soon it comes
    const rights: ManagerRights = { manager, company, methods: new Set(methods), updatedAt: Math.max(now, before + 1) };
    this.#rights.set(`${manager}:${company}`, rights);
    const values = [[manager, company, [...rights.methods].join(' '), rights.updatedAt]];
    return [{ statement: 'identity.setManagerRights', values }];
  }

  #keep(manager: Manager, password: string): void {
    this.#byId.set(manager.id, { manager, password });
    this.#byLogin.set(manager.login, manager.id);
    this.#nextId = Math.max(this.#nextId, manager.id + 1);
  }
}

interface AddedManager {
  readonly manager: Manager;
  readonly statements: StatementRun[];
}
