import type { Company } from '../../../identity/index.ts';
import { openCompany } from '../company-opening.ts';
import { Fault } from '../errors.ts';
import { flag, id, optional, text, withDefault } from '../fields.ts';
import { type Method, managerMethod, managerSearch, NOTHING } from '../method.ts';
import type { RammParts } from '../parts.ts';
import { present } from '../present.ts';
import { is, someHold } from '../search/conditions.ts';
import { type Columns, pageOf, rowOf } from '../search/live.ts';
import { RIGHTS } from './rights.ts';

interface Seen {
  readonly company: Company;
  readonly parent: Company | undefined;
}

const COLUMNS: Columns<Seen> = {
  ID: ({ company }) => company.id,
  ParentID: ({ company }) => company.parent ?? undefined,
  ParentCompanyName: ({ parent }) => parent?.name,
  Name: ({ company }) => company.name,
  URL: ({ company }) => company.url,
  Demo: ({ company }) => company.demo,
  Status: ({ company }) => company.status,
};

/** Companies below the caller's, and his own (`ramm.md` 4.5). */
export const COMPANIES_METHODS: readonly Method[] = [
  managerMethod({
    name: 'companies.add',
    right: 'own',
    fields: { Name: text({ least: 1 }), URL: withDefault(text({ most: 500 }), ''), Demo: withDefault(flag(), false) },
    async handle({ parts, company, manager, given }) {
      const draft = { parent: company.id, name: given.Name, url: given.URL, demo: given.Demo };
      const added = await openCompany(parts, draft, manager, RIGHTS);
      return { CompanyID: added.id };
    },
  }),
  managerSearch({
    name: 'companies.search',
    entities: 'Companies',
    filter: { Name: optional(text()), ParentID: optional(id()), ID: optional(id()) },
    sort: ['ID', 'ParentID', 'Name', 'URL', 'Demo', 'Status', 'ParentCompanyName'],
    find({ parts, company, search }) {
      const { Name, ParentID, ID } = search.filter;
      const fitting = parts.identity.business.companies
        .below(company.id)
        .filter((each) => is(each.id, ID) && is(each.parent ?? undefined, ParentID) && someHold([each.name], Name))
        .map((each) => seen(parts, each));
      const { rows, total } = pageOf(fitting, search, COLUMNS, (each) => each.company.id);
      return { rows: rows.map((each) => rowOf(COLUMNS, each)), total };
    },
  }),
  managerMethod({
    name: 'companies.get',
    right: 'own',
    fields: { ID: id() },
    handle({ parts, company, given }) {
      const { companies } = parts.identity.business;
      const found = companies.get(given.ID);
      if (found === undefined) throw Fault.unknown('ID', 'company');
      if (!companies.isBelow(found.id, company.id)) throw Fault.forbidden('company');
      return rowOf(COLUMNS, seen(parts, found));
    },
  }),
  managerMethod({
    name: 'company.get',
    right: 'own',
    fields: {},
    handle({ parts, company }) {
      const { parent } = seen(parts, company);
      return {
        ID: company.id,
        Name: company.name,
        URL: company.url,
        Demo: company.demo,
        Status: company.status,
        Parent: parent === undefined ? undefined : { ID: parent.id, Name: parent.name },
      };
    },
  }),
  managerMethod({
    name: 'company.set',
    right: 'own',
    fields: { Name: optional(text({ least: 1 })), URL: optional(text({ most: 500 })) },
    async handle({ parts, company, given }) {
      const { business } = parts.identity;
      await business.save(business.companies.set(company, present({ name: given.Name, url: given.URL })));
      return NOTHING;
    },
  }),
];

function seen({ identity }: RammParts, company: Company): Seen {
  const { parent } = company;
  return { company, parent: parent === null ? undefined : identity.business.companies.get(parent) };
}
