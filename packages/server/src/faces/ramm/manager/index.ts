import type { Method } from '../method.ts';
import { COMPANIES_METHODS } from './companies.ts';
import { MANAGERS_METHODS } from './managers.ts';
import { OWN_SESSION_METHODS } from './own-session.ts';
import { PROFILE_METHODS } from './profile.ts';
import { SESSIONS_METHODS } from './sessions.ts';

/** Every method of managers: a list for each resource. */
export const MANAGER_METHODS: readonly Method[] = [
  ...OWN_SESSION_METHODS,
  ...SESSIONS_METHODS,
  ...PROFILE_METHODS,
  ...MANAGERS_METHODS,
  ...COMPANIES_METHODS,
];
