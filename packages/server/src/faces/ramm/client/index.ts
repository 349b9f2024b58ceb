import type { Method } from '../method.ts';
import { ACCOUNTS_METHODS } from './accounts.ts';
import { HEDGING_METHODS } from './hedging.ts';
import { HISTORY_METHODS } from './history.ts';
import { MY_STRATEGIES_METHODS } from './my-strategies.ts';
import { SESSION_METHODS } from './session.ts';
import { STRATEGIES_METHODS } from './strategies.ts';

/** Every method of clients: a list for each resource. */
export const CLIENT_METHODS: readonly Method[] = [
  ...SESSION_METHODS,
  ...STRATEGIES_METHODS,
  ...MY_STRATEGIES_METHODS,
  ...ACCOUNTS_METHODS,
  ...HISTORY_METHODS,
  ...HEDGING_METHODS,
];
