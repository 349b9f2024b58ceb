import type { Method } from '../method.ts';
import { ACCOUNTS_METHODS } from './accounts.ts';
import { ASSETS_METHODS } from './assets.ts';
import { CLIENT_STATISTICS_METHODS } from './client-statistics.ts';
import { CLIENTS_METHODS } from './clients.ts';
import { COMPANIES_METHODS } from './companies.ts';
import { COMPANY_EQUITY_METHODS } from './company-equity.ts';
import { DEALS_METHODS } from './deals.ts';
import { FILLS_METHODS } from './fills.ts';
import { MANAGERS_METHODS } from './managers.ts';
import { OWN_SESSION_METHODS } from './own-session.ts';
import { POSITIONS_METHODS } from './positions.ts';
import { PROFILE_METHODS } from './profile.ts';
import { SESSIONS_METHODS } from './sessions.ts';
import { SIGNALS_METHODS } from './signals.ts';
import { STRATEGIES_METHODS } from './strategies.ts';
import { TRADING_METHODS } from './trading.ts';
import { WALLET_TRANSFERS_METHODS } from './wallet-transfers.ts';
import { WALLETS_METHODS } from './wallets.ts';

/** Every method of managers: a list for each resource. */
export const MANAGER_METHODS: readonly Method[] = [
  ...OWN_SESSION_METHODS,
  ...SESSIONS_METHODS,
  ...PROFILE_METHODS,
  ...MANAGERS_METHODS,
  ...COMPANIES_METHODS,
  ...COMPANY_EQUITY_METHODS,
  ...CLIENTS_METHODS,
  ...CLIENT_STATISTICS_METHODS,
  ...WALLETS_METHODS,
  ...WALLET_TRANSFERS_METHODS,
  ...STRATEGIES_METHODS,
  ...ACCOUNTS_METHODS,
  ...DEALS_METHODS,
  ...POSITIONS_METHODS,
  ...FILLS_METHODS,
  ...SIGNALS_METHODS,
  ...ASSETS_METHODS,
  ...TRADING_METHODS,
];
