import { SETTINGS_BOUNDS } from '../../../identity/index.ts';
import { optional, text } from '../fields.ts';
import { type Method, managerMethod, NOTHING } from '../method.ts';
import { present } from '../present.ts';
import { demandPassword } from '../signing-in.ts';

/** The caller's profile, settings and password (`ramm.md` 4.3). */
export const PROFILE_METHODS: readonly Method[] = [
  managerMethod({
    name: 'profile.get',
    right: 'base',
    fields: {},
    handle: ({ manager }) => ({
      ID: manager.id,
      Login: manager.login,
      FirstName: manager.firstName,
      LastName: manager.lastName,
      Mobile: manager.mobile,
    }),
  }),
  managerMethod({
    name: 'profile.set',
    right: 'base',
    fields: { FirstName: optional(text()), LastName: optional(text()), Mobile: optional(text()) },
    async handle({ parts, manager, given }) {
      const { business } = parts.identity;
      const changes = present({ firstName: given.FirstName, lastName: given.LastName, mobile: given.Mobile });
      await business.save(business.managers.set(manager, changes));
      return NOTHING;
    },
  }),
  managerMethod({
    name: 'settings.set',
    right: 'base',
    fields: {
      SettingsKey: text({ least: 1, most: SETTINGS_BOUNDS.key }),
      Settings: optional(text({ most: SETTINGS_BOUNDS.value })),
    },
    async handle({ parts, manager, given }) {
      const { business } = parts.identity;
      await business.save(business.settings.set(manager.id, given.SettingsKey, given.Settings));
      return NOTHING;
    },
  }),
  managerMethod({
    name: 'settings.get',
    right: 'base',
    fields: { SettingsKey: text({ least: 1, most: SETTINGS_BOUNDS.key }) },
    handle: ({ parts, manager, given }) => parts.identity.business.settings.get(manager.id, given.SettingsKey),
  }),
  managerMethod({
    name: 'password.set',
    right: 'base',
    fields: { OldPassword: text({ least: 1, most: 256 }), Password: text({ most: 256 }) },
    async handle(call) {
      const { parts, manager, given } = call;
      await demandPassword(call, 'manager', manager.id, given.OldPassword);
      await parts.identity.business.setManagerPassword(manager, given.Password);
      return NOTHING;
    },
  }),
];
