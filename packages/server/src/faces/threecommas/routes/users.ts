import { ACCOUNT_MODES, ALL_SIGNING_PERMISSIONS } from '../../../identity/index.ts';
import { oneOf } from '../parameters.ts';
import { type Route, route } from '../route.ts';

/** Who calls, and with which accounts (`threecommas.md` 17). */
export const USER_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/ver1/users/change_mode',
    security: 'signed',
    permission: 'ACCOUNTS_WRITE',
    weight: 1,
    parameters: { mode: oneOf(ACCOUNT_MODES) },
    summary: 'Work with real or with paper accounts from now on',
    async handle({ desk, person, given }) {
      await desk.parts.identity.signing.chooseMode(person, given.mode);
      return true;
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/users/current_mode',
    security: 'signed',
    permission: 'any',
    weight: 1,
    parameters: {},
    summary: 'Which accounts calls are about',
    handle: ({ desk, person }) => ({ mode: desk.parts.identity.signing.modeOf(person) }),
  }),
  route({
    method: 'GET',
    path: '/ver1/users/permissions_info',
    security: 'signed',
    permission: 'any',
    weight: 1,
    parameters: {},
    summary: 'What the key may do',
    handle({ desk, key }) {
      const { permissions } = desk.parts.identity.signing.caller(key);
      return { permissions: ALL_SIGNING_PERMISSIONS.filter((permission) => permissions.has(permission)) };
    },
  }),
];
