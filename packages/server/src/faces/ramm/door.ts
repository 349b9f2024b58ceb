import type { FastifyRequest } from 'fastify';
import type { Company, Manager } from '../../identity/index.ts';
import { type Family, Fault } from './errors.ts';
import { readFields } from './fields.ts';
import type { Answer, ClientCall, ManagerCall, Method, OpenCall } from './method.ts';
import type { RammParts } from './parts.ts';
import { readSearch } from './search/request.ts';
import { readBody, type ValueMap } from './wire/values.ts';

/** The one way in to the methods of the API: finds the method, the caller, his right, then reads the body. */
export class Door {
  readonly #parts: RammParts;
  /** By `family/version/name`, in lower case. */
  readonly #methods = new Map<string, Method>();

  constructor(parts: RammParts, methods: readonly Method[]) {
    this.#parts = parts;
    for (const method of methods) {
      for (const version of method.versions) {
        for (const name of [method.name, ...(method.aliases ?? [])]) {
          const key = keyOf(method.family, version, name);
          if (this.#methods.has(key)) throw new Error(`${key} stands twice in the table of methods`);
          this.#methods.set(key, method);
        }
      }
    }
  }

  /** Throws Fault. */
  async answer(family: Family, version: number, name: string, request: FastifyRequest): Promise<Answer> {
    const method = this.#methods.get(keyOf(family, version, name));
    if (method === undefined) throw new Fault('incorrect_method', `there is no method ${name}`);
    checkVerb(method, request.method);
    const caller = this.#enter(method, request);
    const values = readBody(Buffer.isBuffer(request.body) ? request.body : null);
    const call = { ...this.#open(method, version, request, values), ...caller };
    return method.handle(call as never);
  }

  #open(method: Method, version: number, request: FastifyRequest, values: ValueMap): OpenCall {
    const { search } = method;
    return {
      parts: this.#parts,
      given: readFields(method.fields, values),
      ...(search === undefined ? {} : { search: readSearch(search, values) }),
      version,
      address: request.ip,
      requestId: request.id,
      baseUrl: `${request.protocol}://${request.host}`,
      header: (name) => headerOf(request, name),
    };
  }

  #enter(method: Method, request: FastifyRequest): object {
    if (method.right === 'open') return {};
    const token = headerOf(request, 'token') ?? '';
    return method.family === 'client' ? this.#clientOf(token) : this.#managerOf(method, token);
  }

  #managerOf(
    method: Method,
    token: string,
  ): Pick<ManagerCall, 'session' | 'token' | 'manager' | 'company' | 'methods'> {
    const { business } = this.#parts.identity;
    const session = business.sessionOf('manager', token);
    const manager = session === undefined ? undefined : business.managers.get(session.bearer);
    const company = session === undefined ? undefined : business.companies.get(session.company);
    if (session === undefined || !isActive(manager) || !isOpen(company)) throw ended();
    const methods = business.managers.rightsIn(manager.id, company.id)?.methods ?? NO_METHODS;
    if (method.right === 'own' && !methods.has(method.name))
      throw new Fault('access_denied', `you lack the right ${method.name} in this company`);
    return { session, token: token.toUpperCase(), manager, company, methods };
  }

  #clientOf(token: string): Pick<ClientCall, 'session' | 'client' | 'company'> {
    const { business } = this.#parts.identity;
    const session = business.sessionOf('client', token);
    const client = session === undefined ? undefined : business.clients.get(session.bearer);
    const company = session === undefined ? undefined : business.companies.get(session.company);
    if (session === undefined || client?.enabled !== true || !isOpen(company)) throw ended();
    return { session, client, company };
  }
}

const NO_METHODS: ReadonlySet<string> = new Set();

/** Managers who may work. */
export function isActive(manager: Manager | undefined): manager is Manager {
  return manager !== undefined && manager.status < 2;
}

/** Companies that can be entered. */
export function isOpen(company: Company | undefined): company is Company {
  return company !== undefined && company.status < 2;
}

function ended(): Fault {
  return new Fault('access_denied', 'the session is missing or has ended: log in', 401);
}

/** POST always; GET where nothing is given. */
function checkVerb({ fields, search, name }: Method, verb: string): void {
  if (verb === 'POST') return;
  const parameterless = search === undefined && Object.values(fields).every(({ required }) => !required);
  if (verb === 'GET' && parameterless) return;
  throw new Fault('incorrect_method', `${name} is called with POST`, 405);
}

function keyOf(family: Family, version: number, name: string): string {
  return `${family}/${version}/${name.toLowerCase()}`;
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
