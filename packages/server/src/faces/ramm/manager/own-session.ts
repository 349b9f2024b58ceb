import { SESSION_MINUTES } from '../../../identity/index.ts';
import { isActive, isOpen } from '../door.ts';
import { Fault } from '../errors.ts';
import { id, integer, optional, text, withDefault } from '../fields.ts';
import { type Method, managerMethod, NOTHING, type OpenCall } from '../method.ts';
import { idOfLogin } from '../signing-in.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { BASE_METHODS } from './rights.ts';
import { sessionEntity } from './session-entity.ts';

/** Minutes without a call after which a manager's session ends, unless told. */
const DEFAULT_MINUTES = 10;

/** The caller's own session (`ramm.md` 4.1). */
export const OWN_SESSION_METHODS: readonly Method[] = [
  managerMethod({
    name: 'session.login',
    right: 'open',
    fields: {
      Login: text({ least: 1, most: 256 }),
      Password: text({ least: 1, most: 256 }),
      CompanyID: optional(id()),
      ExpirationMinutes: withDefault(integer(SESSION_MINUTES), DEFAULT_MINUTES),
    },
    async handle(call) {
      const { parts, given } = call;
      const { business } = parts.identity;
      const manager = business.managers.get(await idOfLogin(call, 'manager', given.Login, given.Password));
      if (!isActive(manager)) throw new Fault('login_blocked', 'this login is blocked: ask a manager of your company');
      const companies = business.managers.companiesOf(manager.id);
      if (given.CompanyID === undefined) return { Companies: companies.flatMap((known) => companyOf(call, known)) };
      if (!companies.includes(given.CompanyID) || !isOpen(business.companies.get(given.CompanyID)))
        throw new Fault('forbidden', 'you have no rights in this company');
      if (manager.status === 0) await business.save(business.managers.set(manager, { status: 1 }));
      const { token, session } = await business.enter('manager', manager.id, given.CompanyID, given.ExpirationMinutes);
      return sessionEntity(parts, session, token);
    },
  }),
  managerMethod({
    name: 'session.get',
    right: 'base',
    fields: {},
    handle: ({ parts, session, token }) => sessionEntity(parts, session, token),
  }),
  managerMethod({
    name: 'session.getMethods',
    right: 'base',
    fields: {},
    handle: ({ methods }) => ({ Methods: [...new Set([...BASE_METHODS, ...methods])] }),
  }),
  managerMethod({
    name: 'session.heartbeat',
    right: 'base',
    fields: {},
    handle({ parts, session }) {
      const rights = parts.identity.business.managers.rightsIn(session.bearer, session.company);
      return { DTRightsLastUpdate: momentText(rights?.updatedAt ?? session.createdAt), UpdateImportance: 0 };
    },
  }),
  managerMethod({
    name: 'session.getMySessions',
    right: 'base',
    fields: {},
    handle({ parts, session, token }) {
      const { business } = parts.identity;
      return business.sessions
        .of('manager', session.bearer, business.now)
        .map((each) => sessionEntity(parts, each, each === session ? token : ''));
    },
  }),
  managerMethod({
    name: 'session.logout',
    right: 'base',
    fields: {},
    async handle({ parts, session }) {
      const { business } = parts.identity;
      await business.save(business.sessions.endAll([session]));
      return NOTHING;
    },
  }),
];

function companyOf({ parts, baseUrl }: Pick<OpenCall, 'parts' | 'baseUrl'>, id: number): Json[] {
  const company = parts.identity.business.companies.get(id);
  if (!isOpen(company)) return [];
  return [{ ID: company.id, Name: company.name, Demo: company.demo, URL: baseUrl }];
}
