import type { StatementRun } from '../../journal/journal.ts';
import { IdentityError, normalLogin } from '../person.ts';
import { checkLogin, checkPersonal, checkText, MAX_TEXT } from './fields.ts';
import type { Client } from './records.ts';

/** What may be told of a client, besides what he is. */
type Told = Partial<Omit<Client, 'id' | 'company' | 'login' | 'registeredAt'>>;

export type NewClient = Pick<Client, 'company' | 'login'> & Told;

/** What may be changed of a client; what is left out stays. */
export type ClientChanges = Partial<Omit<Client, 'id' | 'company' | 'registeredAt' | 'test'>>;

/** A client and the hash of his password. */
export interface StoredClient {
  readonly client: Client;
  readonly password: string;
}

/** A client who will be there once his SQL is on disk: `keep` him then, or `drop` what was set aside for him. */
export interface DraftedClient extends StoredClient {
  readonly statements: StatementRun[];
}

const NOTHING_TOLD = {
  email: '',
  firstName: '',
  lastName: '',
  mobile: '',
  language: '',
  country: '',
  comment: '',
  tag: '',
  test: false,
  enabled: true,
  partnerReference: '',
  defaultStream: null,
  defaultHedge: null,
} as const satisfies Told;

/** Clients in memory. Each change comes with the SQL that makes it last. */
export class Clients {
  readonly #byId = new Map<number, StoredClient>();
  readonly #byLogin = new Map<string, number>();
  readonly #byCompany = new Map<number, Set<number>>();
  /** Lists as they were asked for last. */
  readonly #lists = new Map<number, readonly Client[]>();
  #nextId = 1;

  constructor(stored: readonly StoredClient[]) {
    for (const each of stored) this.keep(each);
  }

  get(id: number): Client | undefined {
    return this.#byId.get(id)?.client;
  }

  byLogin(login: string): StoredClient | undefined {
    const id = this.#byLogin.get(normalLogin(login));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  passwordOf(id: number): string | undefined {
    return this.#byId.get(id)?.password;
  }

  /** Clients of a company, oldest first. The same list as long as none of them has changed. */
  of(company: number): readonly Client[] {
    const known = this.#lists.get(company);
    if (known !== undefined) return known;
    const list = Array.from(this.#byCompany.get(company) ?? [], (id) => this.get(id) as Client);
    this.#lists.set(company, list);
    return list;
  }

  /** Throws IdentityError when nobody can be made of it; nothing has changed then. */
  check(draft: NewClient): void {
    checkClient(draft);
    this.#checkFree(draft.login);
  }

  /** Sets login and id aside for a new client. Throws IdentityError. */
  draft(draft: NewClient, password: string, now: number): DraftedClient {
    this.check(draft);
    const login = normalLogin(draft.login);
    const client: Client = { ...NOTHING_TOLD, ...draft, id: this.#nextId++, login, registeredAt: now };
    this.#byLogin.set(login, client.id);
    const values = [[client.id, client.company, password, now, ...columnsOf(client)]];
    return { client, password, statements: [{ statement: 'identity.addClient', values }] };
  }

  keep({ client, password }: StoredClient): void {
    const known = this.#byId.get(client.id)?.client;
    if (known !== undefined && known.login !== client.login) this.#byLogin.delete(known.login);
    this.#byId.set(client.id, { client, password });
    this.#byLogin.set(client.login, client.id);
    const siblings = this.#byCompany.get(client.company) ?? new Set();
    this.#byCompany.set(client.company, siblings.add(client.id));
    this.#lists.delete(client.company);
    this.#nextId = Math.max(this.#nextId, client.id + 1);
  }

  drop({ client }: StoredClient): void {
    if (!this.#byId.has(client.id)) this.#byLogin.delete(client.login);
  }

  /** Throws IdentityError. */
  set(known: Client, changes: ClientChanges): StatementRun[] {
    const client: Client = { ...known, ...changes, login: normalLogin(changes.login ?? known.login) };
    checkClient(client);
    if (client.login !== known.login) this.#checkFree(client.login);
    this.keep({ client, password: this.passwordOf(known.id) as string });
    return [{ statement: 'identity.setClient', values: [[...columnsOf(client), client.id]] }];
  }

  setPassword(client: Client, password: string): StatementRun[] {
    this.keep({ client: this.get(client.id) ?? client, password });
    return [{ statement: 'identity.setClientPassword', values: [[password, client.id]] }];
  }

  #checkFree(login: string): void {
    if (this.#byLogin.has(normalLogin(login))) throw new LoginTaken(normalLogin(login));
  }
}

/** Somebody else has this login. */
export class LoginTaken extends IdentityError {
  constructor(login: string) {
    super('Login', `there is a client ${login} already`);
  }
}

/** In the order of `CLIENT_COLUMNS`. */
function columnsOf(client: Client) {
  return [
    client.login,
    client.email,
    client.firstName,
    client.lastName,
    client.mobile,
    client.language,
    client.country,
    client.comment,
    client.tag,
    client.test ? 1 : 0,
    client.enabled ? 1 : 0,
    client.partnerReference,
    client.defaultStream,
    client.defaultHedge,
  ];
}

function checkClient({
  login,
  email = '',
  language = '',
  country = '',
  partnerReference = '',
  ...rest
}: NewClient): void {
  checkLogin('Login', login);
  checkPersonal(rest);
  checkText('Email', email, MAX_TEXT.email);
  checkText('Language', language, 3);
  checkText('Country', country, MAX_TEXT.name);
  checkText('ExternalPartnerReference', partnerReference, MAX_TEXT.reference);
}
