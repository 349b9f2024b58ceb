import type { Route } from '../route.ts';
import { ACCOUNT_PAGE_ROUTES } from './account-pages.ts';
import { ACCOUNT_ROUTES } from './accounts.ts';
import { CONNECTIVITY_ROUTES } from './connectivity.ts';
import { MARKET_DATA_ROUTES } from './market-data.ts';
import { USER_ROUTES } from './users.ts';

/** Every method of the API: a list for each resource. */
export const ROUTES: readonly Route[] = [
  ...CONNECTIVITY_ROUTES,
  ...USER_ROUTES,
  ...MARKET_DATA_ROUTES,
  ...ACCOUNT_ROUTES,
  ...ACCOUNT_PAGE_ROUTES,
];
