import { Fault } from '../errors.ts';
import { text } from '../fields.ts';
import { type Method, managerMethod, NOTHING } from '../method.ts';
import { sessionEntity } from './session-entity.ts';

/** Sessions of the company's managers (`ramm.md` 4.2). */
export const SESSIONS_METHODS: readonly Method[] = [
  managerMethod({
    name: 'sessions.search',
    right: 'own',
    fields: {},
    handle({ parts, session, token, company }) {
      const { business } = parts.identity;
      const sessions = business.sessions.ofManagersIn(company.id, business.now);
      return { Sessions: sessions.map((each) => sessionEntity(parts, each, each === session ? token : '')) };
    },
  }),
  managerMethod({
    name: 'sessions.logout',
    right: 'own',
    fields: { Login: text({ least: 1, most: 256 }) },
    async handle({ parts, company, given }) {
      const { business } = parts.identity;
      const manager = business.managers.byLogin(given.Login)?.manager;
      if (manager === undefined || !business.managers.of(company.id).includes(manager))
        throw Fault.unknown('Login', 'manager');
      const sessions = business.sessions.of('manager', manager.id, business.now);
      await business.save(business.sessions.endAll(sessions.filter((each) => each.company === company.id)));
      return NOTHING;
    },
  }),
];
