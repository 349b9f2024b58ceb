import type { Route } from '../route.ts';
import { ACCOUNT_DEPOSIT_ROUTES } from './account-deposits.ts';
import { ACCOUNT_PAGE_ROUTES } from './account-pages.ts';
import { ACCOUNT_TRANSFER_ROUTES } from './account-transfers.ts';
import { ACCOUNT_ROUTES } from './accounts.ts';
import { BLACK_LIST_ROUTES } from './black-list.ts';
import { BOT_COPY_ROUTES } from './bot-copies.ts';
import { BOT_PAGE_ROUTES } from './bot-pages.ts';
import { BOT_ROUTES } from './bots.ts';
import { CONNECTIVITY_ROUTES } from './connectivity.ts';
import { DEAL_ORDER_ROUTES } from './deal-orders.ts';
import { DEAL_ROUTES } from './deals.ts';
import { GRID_BOT_ROUTES } from './grid-bots.ts';
import { GRID_BOT_AI_ROUTES } from './grid-bots-ai.ts';
import { MARKET_DATA_ROUTES } from './market-data.ts';
import { MARKETPLACE_ROUTES } from './marketplace.ts';
import { SMART_TRADE_ROUTES } from './smart-trades.ts';
import { SMART_TRADE_V2_ROUTES } from './smart-trades-v2.ts';
import { USER_ROUTES } from './users.ts';

/** Every method of the API: a list for each resource. */
export const ROUTES: readonly Route[] = [
  ...CONNECTIVITY_ROUTES,
  ...USER_ROUTES,
  ...MARKET_DATA_ROUTES,
  ...ACCOUNT_ROUTES,
  ...ACCOUNT_PAGE_ROUTES,
  ...ACCOUNT_DEPOSIT_ROUTES,
  ...ACCOUNT_TRANSFER_ROUTES,
  ...BOT_ROUTES,
  ...BOT_PAGE_ROUTES,
  ...BOT_COPY_ROUTES,
  ...BLACK_LIST_ROUTES,
  ...DEAL_ROUTES,
  ...DEAL_ORDER_ROUTES,
  ...SMART_TRADE_ROUTES,
  ...SMART_TRADE_V2_ROUTES,
  ...GRID_BOT_ROUTES,
  ...GRID_BOT_AI_ROUTES,
  ...MARKETPLACE_ROUTES,
];
