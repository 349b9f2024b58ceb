import type { Database } from 'better-sqlite3';
import type { StoredClient } from './clients.ts';
import type { StoredManager } from './managers.ts';
import type { StoredOtp } from './one-time-passwords.ts';
import type { BusinessSession, Client, Company, Manager, ManagerRights, TradingApp } from './records.ts';
import type { StoredStrategyToken } from './strategy-tokens.ts';
import type { StrategyVideo } from './strategy-videos.ts';

/** What is kept of companies and those who belong to them. */
export interface StoredCompanies {
  readonly companies: readonly Company[];
  readonly managers: readonly StoredManager[];
  readonly rights: readonly ManagerRights[];
  readonly settings: readonly { readonly manager: number; readonly key: string; readonly value: string }[];
  readonly clients: readonly StoredClient[];
  readonly sessions: readonly BusinessSession[];
  readonly oneTimePasswords: readonly StoredOtp[];
  readonly strategyTokens: readonly StoredStrategyToken[];
  readonly strategyVideos: readonly (StrategyVideo & { readonly strategy: number })[];
  readonly apps: readonly TradingApp[];
}

type Flags<T, K extends keyof T> = Omit<T, K> & { [F in K]: 0 | 1 };

/** Reads it on an open connection. */
export function readCompanies(database: Database): StoredCompanies {
  const all = <T>(sql: string): T[] => database.prepare(sql).all() as T[];
  const companies = all<Flags<Company, 'demo'>>(
    'SELECT id, parent, name, url, demo, status, created_at AS createdAt FROM company ORDER BY id',
  );
  const managers = all<Manager & { password: string }>(
    `SELECT id, company, login, password, first_name AS firstName, last_name AS lastName, mobile, comment, tag, status
     FROM manager ORDER BY id`,
  );
  const rights = all<Omit<ManagerRights, 'methods'> & { methods: string }>(
    'SELECT manager, company, methods, updated_at AS updatedAt FROM manager_rights ORDER BY manager, company',
  );
  const clients = all<Flags<Client, 'test' | 'enabled'> & { password: string }>(
    `SELECT id, company, password, registered_at AS registeredAt, login, email, first_name AS firstName,
     last_name AS lastName, mobile, language, country, comment, tag, test, enabled,
     partner_reference AS partnerReference, default_stream AS defaultStream, default_hedge AS defaultHedge
     FROM client ORDER BY id`,
  );
  return {
    companies: companies.map((company) => ({ ...company, demo: company.demo === 1 })),
    managers: managers.map(({ password, ...manager }) => ({ manager, password })),
    rights: rights.map((row) => ({ ...row, methods: new Set(row.methods.split(' ').filter((name) => name !== '')) })),
    settings: all('SELECT manager, key, value FROM manager_setting'),
    clients: clients.map(({ password, ...client }) => ({
      client: { ...client, test: client.test === 1, enabled: client.enabled === 1 },
      password,
    })),
    sessions: all(
      `SELECT token_hash AS tokenHash, kind, bearer, company, created_at AS createdAt,
       last_activity_at AS lastActivityAt, minutes FROM business_session ORDER BY created_at`,
    ),
    oneTimePasswords: all('SELECT hash, client, expires_at AS expiresAt FROM one_time_password'),
    strategyTokens: all('SELECT strategy, hash, sealed FROM strategy_token'),
    strategyVideos: all('SELECT strategy, youtube, at FROM strategy_video'),
    apps: all('SELECT token, version, newest, importance, encoding FROM trading_app'),
  };
}
