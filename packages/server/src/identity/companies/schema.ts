import type { JournalSchema } from '../../journal/journal.ts';

/** Columns of a client that may change. */
const CLIENT_COLUMNS = [
  'login',
  'email',
  'first_name',
  'last_name',
  'mobile',
  'language',
  'country',
  'comment',
  'tag',
  'test',
  'enabled',
  'partner_reference',
  'default_stream',
  'default_hedge',
] as const;

/** Tables and statements of companies, managers and clients. Times are wall time, ms UTC. */
export const COMPANIES_SCHEMA: JournalSchema = {
  migrations: [
    {
      id: 'identity-7-companies',
      sql: `
        CREATE TABLE company (
          id INTEGER PRIMARY KEY, parent INTEGER REFERENCES company (id), name TEXT NOT NULL, url TEXT NOT NULL,
          demo INTEGER NOT NULL, status INTEGER NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE manager (
          id INTEGER PRIMARY KEY, company INTEGER NOT NULL REFERENCES company (id), login TEXT NOT NULL UNIQUE,
          password TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL, mobile TEXT NOT NULL,
          comment TEXT NOT NULL, tag TEXT NOT NULL, status INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE manager_rights (
          manager INTEGER NOT NULL REFERENCES manager (id), company INTEGER NOT NULL REFERENCES company (id),
          methods TEXT NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (manager, company)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE manager_setting (
          manager INTEGER NOT NULL REFERENCES manager (id), key TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (manager, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE client (
          id INTEGER PRIMARY KEY, company INTEGER NOT NULL REFERENCES company (id), password TEXT NOT NULL,
          registered_at INTEGER NOT NULL, login TEXT NOT NULL UNIQUE, email TEXT NOT NULL, first_name TEXT NOT NULL,
          last_name TEXT NOT NULL, mobile TEXT NOT NULL, language TEXT NOT NULL, country TEXT NOT NULL,
          comment TEXT NOT NULL, tag TEXT NOT NULL, test INTEGER NOT NULL, enabled INTEGER NOT NULL,
          partner_reference TEXT NOT NULL, default_stream INTEGER, default_hedge INTEGER
        ) STRICT;
        CREATE TABLE business_session (
          token_hash TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('manager', 'client')), bearer INTEGER NOT NULL,
          company INTEGER NOT NULL REFERENCES company (id), created_at INTEGER NOT NULL,
          last_activity_at INTEGER NOT NULL, minutes INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE one_time_password (
          hash TEXT PRIMARY KEY, client INTEGER NOT NULL REFERENCES client (id), expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE strategy_token (
          strategy INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, sealed TEXT NOT NULL
        ) STRICT;
        CREATE TABLE trading_app (
          token TEXT PRIMARY KEY, version TEXT NOT NULL, newest TEXT NOT NULL, importance INTEGER NOT NULL,
          encoding TEXT NOT NULL CHECK (encoding IN ('utf-8', 'utf-16le'))
        ) STRICT, WITHOUT ROWID;
        INSERT INTO trading_app (token, version, newest, importance, encoding) VALUES
          ('84807A02-8DB2-464B-8C79-D62C40E1AF51', '2.17', '2.19', 2, 'utf-8'),
          ('5EA2AF2A-133F-4122-BFE3-CC9BD62002C1', '2.17', '2.19', 2, 'utf-8'),
          ('5DC47112-8764-45D5-9925-09359D7AD0E5', '2.18', '2.19', 1, 'utf-8'),
          ('CC416E2E-170A-4E8B-97C9-15881095BC26', '2.19', '2.19', 0, 'utf-16le'),
          ('512EB17D-2ADA-4028-9304-2CCF1F7684FD', '2.17', '2.19', 2, 'utf-8'),
          ('BE1DBECB-CB4E-4C79-82DE-7BA875BF440E', '2.18', '2.19', 1, 'utf-8'),
          ('92EB6A06-9A7F-4F3A-A917-9A8BAC298196', '2.19', '2.19', 0, 'utf-16le');
      `,
    },
    {
      id: 'identity-9-strategy-videos',
      sql: `CREATE TABLE strategy_video (strategy INTEGER PRIMARY KEY, youtube TEXT NOT NULL, at INTEGER NOT NULL) STRICT`,
    },
  ],
  statements: {
    'identity.addCompany':
      'INSERT INTO company (id, parent, name, url, demo, status, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    'identity.setCompany': 'UPDATE company SET name = ?, url = ? WHERE id = ?',
    'identity.addManager':
      'INSERT INTO manager (id, company, login, password, first_name, last_name, mobile, comment, tag, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    'identity.setManager':
      'UPDATE manager SET first_name = ?, last_name = ?, mobile = ?, comment = ?, tag = ?, status = ? WHERE id = ?',
    'identity.setManagerPassword': 'UPDATE manager SET password = ? WHERE id = ?',
    'identity.setManagerRights': `INSERT INTO manager_rights (manager, company, methods, updated_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (manager, company) DO UPDATE SET methods = excluded.methods, updated_at = excluded.updated_at`,
    'identity.setManagerSetting': `INSERT INTO manager_setting (manager, key, value) VALUES (?, ?, ?)
      ON CONFLICT (manager, key) DO UPDATE SET value = excluded.value`,
    'identity.endManagerSetting': 'DELETE FROM manager_setting WHERE manager = ? AND key = ?',
    'identity.addClient': `INSERT INTO client (id, company, password, registered_at, ${CLIENT_COLUMNS.join(', ')})
      VALUES (?, ?, ?, ?, ${CLIENT_COLUMNS.map(() => '?').join(', ')})`,
    'identity.setClient': `UPDATE client SET ${CLIENT_COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    'identity.setClientPassword': 'UPDATE client SET password = ? WHERE id = ?',
    'identity.addBusinessSession':
      'INSERT INTO business_session (token_hash, kind, bearer, company, created_at, last_activity_at, minutes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    'identity.useBusinessSession': 'UPDATE business_session SET last_activity_at = ? WHERE token_hash = ?',
    'identity.endBusinessSession': 'DELETE FROM business_session WHERE token_hash = ?',
    'identity.addOtp': 'INSERT INTO one_time_password (hash, client, expires_at) VALUES (?, ?, ?)',
    'identity.endOtp': 'DELETE FROM one_time_password WHERE hash = ?',
    'identity.setStrategyToken': `INSERT INTO strategy_token (strategy, hash, sealed) VALUES (?, ?, ?)
      ON CONFLICT (strategy) DO UPDATE SET hash = excluded.hash, sealed = excluded.sealed`,
    'identity.setStrategyVideo': `INSERT INTO strategy_video (strategy, youtube, at) VALUES (?, ?, ?)
      ON CONFLICT (strategy) DO UPDATE SET youtube = excluded.youtube, at = excluded.at`,
  },
};
