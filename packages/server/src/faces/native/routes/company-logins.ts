import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  type Client,
  type CompanyAccess,
  DrawnPassword,
  IdentityError,
  type Manager,
} from '../../../identity/index.ts';
import { ApiError, invalid } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { Id, oneOf, strict } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';
import { submit } from './submit.ts';

const KINDS = ['manager', 'client'] as const;
type Kind = (typeof KINDS)[number];
const Kind = oneOf(KINDS, '`manager`: of the Manager API; `client`: of the Client API, with a wallet');

const CompanyAnswer = Type.Object({
  id: Id,
  name: Type.String(),
  demo: Type.Boolean(),
  managers: Type.Integer({ description: 'who were made in it or have rights in it' }),
  clients: Type.Integer(),
});
export type CompanyAnswer = Static<typeof CompanyAnswer>;

const CompanyLoginAnswer = Type.Object({
  kind: Kind,
  id: Id,
  login: Type.String(),
  company: Id,
  companyName: Type.String(),
  enabled: Type.Boolean({ description: 'who is not enabled cannot come in' }),
});
export type CompanyLoginAnswer = Static<typeof CompanyLoginAnswer>;

const MadeCompanyLoginAnswer = Type.Composite([
  CompanyLoginAnswer,
  Type.Object({ password: Type.String({ description: 'shown this once: only its hash is kept' }) }),
]);
export type MadeCompanyLoginAnswer = Static<typeof MadeCompanyLoginAnswer>;

const CompanyLoginBody = strict({
  kind: Kind,
  company: Id,
  login: Type.String({ minLength: 1, maxLength: 64, description: 'no spaces; letter case does not count' }),
});

/** Rows of a list unless told. */
const USUAL_ROWS = 100;

/** States of managers: active, from here on locked out, from here on not listed. */
const ACTIVE = 1;
const DISABLED = 2;
const HIDDEN = 3;

/** Logins with which managers and clients of copy trading's companies come in, for who looks after the platform. */
export function companyLoginRoutes(app: FastifyInstance, parts: NativeParts): void {
  const { business } = parts.identity;
  addRoute(app, {
    method: 'GET',
    url: '/companies',
    right: 'system:write',
    tag: 'copy-trading',
    summary: 'Companies of copy trading, oldest first',
    query: strict({ limit: rows() }),
    answer: Type.Object({ items: Type.Array(CompanyAnswer) }),
    handle: ({ query }) => ({
      items: business.companies.all.slice(0, query.limit ?? USUAL_ROWS).map(({ id, name, demo }) => ({
        id,
        name,
        demo,
        managers: business.managers.of(id).length,
        clients: business.clients.of(id).length,
      })),
    }),
  });

  addRoute(app, {
    method: 'GET',
    url: '/company-logins',
    right: 'system:write',
    tag: 'copy-trading',
    summary: 'Managers or clients of companies, newest first',
    query: strict({ kind: Kind, limit: rows() }),
    answer: Type.Object({ items: Type.Array(CompanyLoginAnswer) }),
    handle: ({ query }) => ({
      items: newest(business, query.kind, query.limit ?? USUAL_ROWS),
    }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/company-logins',
    right: 'system:write',
    tag: 'copy-trading',
    summary: 'Make a login of a manager or of a client with a wallet',
    description:
      'A manager may do what the managers of his company may together; what of it he shall have is set in the Manager API. The password is in this answer and nowhere else.',
    body: CompanyLoginBody,
    answer: MadeCompanyLoginAnswer,
    creates: true,
    async handle({ body, reply }) {
      if (business.companies.get(body.company) === undefined)
        throw new ApiError('unknown_company', `there is no company ${body.company}`, 'company');
      if ((body.kind === 'manager' ? business.managers : business.clients).byLogin(body.login) !== undefined)
        throw new ApiError('already_exists', `there is a ${body.kind} ${body.login} already`, 'login');
      const password = DrawnPassword.draw();
      const id = await refusing(() => make(parts, body, password, reply));
      reply.code(201);
      return { ...shown(business, body.kind, id), password: password.text };
    },
  });

  addRoute(app, {
    method: 'PUT',
    url: '/company-logins/:kind/:id/enabled',
    right: 'system:write',
    tag: 'copy-trading',
    summary: 'Lock a manager or client out, or let him in again',
    description: 'Who is locked out loses his sessions at once. What he has stays: copied strategies go on.',
    params: strict({ kind: Kind, id: Id }),
    body: strict({ enabled: Type.Boolean() }),
    answer: CompanyLoginAnswer,
    async handle({ params: { kind, id }, body: { enabled } }) {
      const statements = enable(business, kind, id, enabled);
      const ended = enabled ? [] : business.sessions.of(kind, id, business.now);
      await business.save([...statements, ...business.sessions.endAll(ended)]);
      return shown(business, kind, id);
    },
  });
}

/** How many rows a list has at most. */
export function rows() {
  return Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: `${USUAL_ROWS} unless told` }));
}

function newest(business: CompanyAccess, kind: Kind, most: number): CompanyLoginAnswer[] {
  const people = kind === 'manager' ? business.managers : business.clients;
  const all = business.companies.all.flatMap(({ id }) =>
    people
      .of(id)
      .filter(isListed)
      .map((person) => person.id),
  );
  const ids = [...new Set(all)].sort((a, b) => b - a);
  return ids.slice(0, most).map((id) => shown(business, kind, id));
}

function isListed(person: Client | Manager): boolean {
  return !('status' in person) || person.status < HIDDEN;
}

/** Throws ApiError when there is nobody with this id. */
function shown(business: CompanyAccess, kind: Kind, id: number): CompanyLoginAnswer {
  const found = kind === 'manager' ? business.managers.get(id) : business.clients.get(id);
  if (found === undefined) throw new ApiError('unknown_key', `there is no ${kind} ${id}`, 'id');
  const companyName = business.companies.get(found.company)?.name ?? '';
  const enabled = 'status' in found ? found.status < DISABLED : found.enabled;
  return { kind, id, login: found.login, company: found.company, companyName, enabled };
}

async function make(
  parts: Pick<NativeParts, 'engine' | 'identity'>,
  { kind, company, login }: Static<typeof CompanyLoginBody>,
  password: DrawnPassword,
  reply: FastifyReply,
): Promise<number> {
  const { business } = parts.identity;
  if (kind === 'manager')
    return (await business.addManager({ company, login }, password, business.managers.methodsIn(company))).id;
  const drafted = await business.draftClient({ company, login }, password);
  const client = drafted.client.id;
  try {
    await submit(parts, { type: 'copy.openWallet', company, client }, reply, drafted.statements);
    business.clients.keep(drafted);
    return client;
  } finally {
    business.clients.drop(drafted);
  }
}

function enable(business: CompanyAccess, kind: Kind, id: number, enabled: boolean) {
  shown(business, kind, id);
  if (kind === 'client') return business.clients.set(business.clients.get(id) as never, { enabled });
  return business.managers.set(business.managers.get(id) as never, { status: enabled ? ACTIVE : DISABLED });
}

/** Refusals in the words of this API. Throws ApiError. */
async function refusing<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    throw invalid(error.field.toLowerCase(), error.message);
  }
}
