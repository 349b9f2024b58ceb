import type { Manager, ManagerStatus } from '../../../identity/index.ts';
import { Fault } from '../errors.ts';
import { group, id, integer, list, optional, text, withDefault } from '../fields.ts';
import { type ManagerCall, type Method, managerMethod, managerSearch, NOTHING } from '../method.ts';
import { present } from '../present.ts';
import { type Columns, pageOf, rowOf } from '../search/live.ts';
import { PERSON_FILTER, personsThatFit, tagNumber } from './persons.ts';
import { demandAll, readRights } from './rights.ts';

/** Methods that can be named in one call. */
const MAX_METHODS = 500;

const COLUMNS: Columns<Manager> = {
  ID: ({ id }) => id,
  Login: ({ login }) => login,
  FirstName: ({ firstName }) => firstName,
  LastName: ({ lastName }) => lastName,
  Mobile: ({ mobile }) => mobile,
  Comment: ({ comment }) => comment,
  Status: ({ status }) => status,
  Tag: ({ tag }) => tagNumber(tag),
};

/** Managers of the company and their rights in it (`ramm.md` 4.4). */
export const MANAGERS_METHODS: readonly Method[] = [
  managerMethod({
    name: 'managers.add',
    right: 'own',
    fields: {
      Manager: group({
        Login: text({ least: 1, most: 256 }),
        Password: text({ most: 256 }),
        FirstName: withDefault(text(), ''),
        LastName: withDefault(text(), ''),
        Mobile: withDefault(text(), ''),
        Comment: withDefault(text({ most: 10_000 }), ''),
      }),
      Methods: withDefault(list(text(), { most: MAX_METHODS }), []),
    },
    async handle({ parts, company, methods, given }) {
      const { Login, Password, FirstName, LastName, Mobile, Comment } = given.Manager;
      const rights = readRights(given.Methods);
      demandAll(methods, rights);
      const draft = { company: company.id, login: Login, firstName: FirstName, lastName: LastName };
      const more = { mobile: Mobile, comment: Comment };
      const manager = await parts.identity.business.addManager({ ...draft, ...more }, Password, rights);
      return { ID: manager.id, Login: manager.login, Password };
    },
  }),
  managerSearch({
    name: 'managers.search',
    entities: 'Managers',
    filter: PERSON_FILTER,
    sort: ['ID', 'Login', 'FirstName', 'LastName', 'Status', 'Tag', 'Comment', 'Mobile'],
    find({ parts, company, search }) {
      const { filter } = search;
      const all = parts.identity.business.managers.of(company.id);
      const fitting = personsThatFit(all, filter).filter(({ status }) =>
        filter.Status === undefined ? status < 3 : status === filter.Status,
      );
      const { rows, total } = pageOf(fitting, search, COLUMNS, ({ id }) => id);
      return { rows: rows.map((manager) => rowOf(COLUMNS, manager)), total };
    },
  }),
  managerMethod({
    name: 'managers.get',
    right: 'own',
    fields: { ID: id() },
    handle(call) {
      const { company, given } = call;
      const manager = managerOf(call, 'ID', given.ID);
      const { Status: _, Tag: __, ...row } = rowOf(COLUMNS, manager);
      return { ...row, Tag: manager.tag, Company: { ID: company.id, Name: company.name, Demo: company.demo } };
    },
  }),
  managerMethod({
    name: 'managers.set',
    right: 'own',
    fields: {
      ID: id(),
      FirstName: optional(text()),
      LastName: optional(text()),
      Mobile: optional(text()),
      Comment: optional(text({ most: 10_000 })),
      Tag: optional(text()),
      Status: optional(integer({ most: 4 })),
    },
    async handle(call) {
      const { parts, company, methods, given } = call;
      const { business } = parts.identity;
      const manager = managerOf(call, 'ID', given.ID);
      // of managers of other companies, who may work here, too, only their rights here are this company's matter
      if (manager.company !== company.id) throw Fault.forbidden('manager');
      if (given.Status !== undefined && given.Status !== manager.status)
        demandAll(methods, business.managers.rightsIn(manager.id, company.id)?.methods ?? []);
      const { FirstName: firstName, LastName: lastName, Mobile: mobile, Comment: comment, Tag: tag } = given;
      const status = given.Status as ManagerStatus | undefined;
      const statements = business.managers.set(manager, present({ firstName, lastName, mobile, comment, tag, status }));
      const blocked = (status ?? 0) >= 2 ? business.sessions.of('manager', manager.id, business.now) : [];
      await business.save([...statements, ...business.sessions.endAll(blocked)]);
      return NOTHING;
    },
  }),
  managerMethod({
    name: 'managers.getMethods',
    right: 'own',
    fields: { ManagerID: id(), CompanyID: id() },
    handle(call) {
      const { parts, company, given } = call;
      const { business } = parts.identity;
      if (business.companies.get(given.CompanyID) === undefined) throw Fault.unknown('CompanyID', 'company');
      if (!business.companies.isBelow(given.CompanyID, company.id)) throw Fault.forbidden('company');
      const manager = managerOf(call, 'ManagerID', given.ManagerID);
      const rights = business.managers.rightsIn(manager.id, given.CompanyID);
      return [...(rights?.methods ?? [])].map((name) => ({ Method: name }));
    },
  }),
  managerMethod({
    name: 'managers.setMethods',
    right: 'own',
    fields: { ManagerID: id(), Methods: list(text(), { most: MAX_METHODS }) },
    async handle(call) {
      const { parts, company, methods, given } = call;
      const { business } = parts.identity;
      const manager = managerOf(call, 'ManagerID', given.ManagerID);
      const wanted = readRights(given.Methods);
      demandAll(methods, wanted);
      const before = business.managers.rightsIn(manager.id, company.id)?.methods ?? new Set();
      // what the caller lacks himself stays as it is
      const kept = [...before].filter((right) => !methods.has(right));
      await business.save(business.managers.setRights(manager.id, company.id, [...wanted, ...kept], business.now));
      return NOTHING;
    },
  }),
];

/** Throws Fault unless the manager belongs to the company. */
function managerOf({ parts, company }: Pick<ManagerCall, 'parts' | 'company'>, field: string, id: number): Manager {
  const { managers } = parts.identity.business;
  const manager = managers.get(id);
  if (manager === undefined) throw Fault.unknown(field, 'manager');
  if (manager.company !== company.id && managers.rightsIn(id, company.id) === undefined)
    throw Fault.forbidden('manager');
  return manager;
}
