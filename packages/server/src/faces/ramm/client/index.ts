import type { Method } from '../method.ts';
import { ACCOUNTS_METHODS } from './accounts.ts';
import { ADDING_METHODS } from './adding.ts';
import { CHART_METHODS } from './charts.ts';
import { DEALS_METHODS } from './deals.ts';
import { HEDGING_METHODS } from './hedging.ts';
import { MY_STRATEGIES_METHODS } from './my-strategies.ts';
import { OFFERS_METHODS } from './offers.ts';
import { POSITIONS_METHODS } from './positions.ts';
import { SESSION_METHODS } from './session.ts';
import { STRATEGIES_METHODS } from './strategies.ts';
import { STRATEGY_ACCOUNTS_METHODS } from './strategy-accounts.ts';
import { TRANSFERS_METHODS } from './transfers.ts';
import { FIRST_ACCOUNTS_METHODS } from './v1/accounts.ts';
import { RATINGS_METHODS } from './v1/ratings.ts';
import { FIRST_STRATEGIES_METHODS } from './v1/strategies.ts';
import { THIRD_ACCOUNTS_METHODS } from './v3/accounts.ts';
import { THIRD_STRATEGIES_METHODS } from './v3/strategies.ts';

/** Every method of clients: a list for each resource, and what the first and the third version have in their own form. */
export const CLIENT_METHODS: readonly Method[] = [
  ...SESSION_METHODS,
  ...STRATEGIES_METHODS,
  ...OFFERS_METHODS,
  ...CHART_METHODS,
  ...ADDING_METHODS,
  ...MY_STRATEGIES_METHODS,
  ...STRATEGY_ACCOUNTS_METHODS,
  ...ACCOUNTS_METHODS,
  ...TRANSFERS_METHODS,
  ...POSITIONS_METHODS,
  ...DEALS_METHODS,
  ...HEDGING_METHODS,
  ...FIRST_STRATEGIES_METHODS,
  ...RATINGS_METHODS,
  ...FIRST_ACCOUNTS_METHODS,
  ...THIRD_STRATEGIES_METHODS,
  ...THIRD_ACCOUNTS_METHODS,
];
