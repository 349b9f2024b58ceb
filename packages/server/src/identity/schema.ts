import type { JournalSchema } from '../journal/journal.ts';
import { COMPANIES_SCHEMA } from './companies/schema.ts';

/** Identity's tables and statements, registered when the journal opens. Times are wall time, ms UTC. */
export const IDENTITY_SCHEMA: JournalSchema = {
  migrations: [
    {
      id: 'identity-1',
      sql: `
        CREATE TABLE person (
          id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT NULL,
          role TEXT NOT NULL CHECK (role IN ('owner', 'member')), rights TEXT NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE login_session (
          secret_hash TEXT PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id),
          created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE api_key (
          id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), name TEXT NOT NULL,
          secret_hash TEXT NOT NULL UNIQUE, rights TEXT NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL
        ) STRICT;
      `,
    },
    {
      id: 'identity-2-bridges',
      sql: `
        CREATE TABLE bridge_access (
          id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), login TEXT NOT NULL,
          token_hash TEXT NOT NULL UNIQUE, password TEXT NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
      `,
    },
    {
      id: 'identity-3-broker-tokens',
      sql: `
        CREATE TABLE broker_token (
          id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), name TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('full', 'readonly', 'sandbox')), account INTEGER,
          secret_hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL
        ) STRICT;
      `,
    },
    {
      // null: all rights of its person
      id: 'identity-4-bridge-rights',
      sql: 'ALTER TABLE bridge_access ADD COLUMN rights TEXT',
    },
    {
      // trial accounts that a broker's face has opened
      id: 'identity-5-sandboxes',
      sql: 'CREATE TABLE sandbox (account INTEGER PRIMARY KEY, last_used_at INTEGER NOT NULL) STRICT',
    },
    {
      // a shared secret is sealed by the vault; addresses and permissions are lists with spaces
      id: 'identity-6-signing-keys',
      sql: `
        CREATE TABLE signing_key (
          id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), name TEXT NOT NULL,
          api_key TEXT NOT NULL UNIQUE, sealed_secret TEXT, public_key TEXT, permissions TEXT NOT NULL,
          addresses TEXT NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL,
          CHECK ((sealed_secret IS NULL) <> (public_key IS NULL))
        ) STRICT;
        CREATE TABLE account_mode (
          person INTEGER PRIMARY KEY REFERENCES person (id), mode TEXT NOT NULL CHECK (mode IN ('real', 'paper'))
        ) STRICT;
        CREATE TABLE address_ban (
          address TEXT PRIMARY KEY, strikes INTEGER NOT NULL, struck_at INTEGER NOT NULL, until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
      `,
    },
    ...COMPANIES_SCHEMA.migrations,
    {
      id: 'identity-8-bridge-use',
      sql: 'ALTER TABLE bridge_access ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0',
    },
  ],
  statements: {
    ...COMPANIES_SCHEMA.statements,
    'identity.addPerson':
      'INSERT INTO person (id, login, name, password, role, rights, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    'identity.setPassword': 'UPDATE person SET password = ? WHERE id = ?',
    'identity.addSession':
      'INSERT INTO login_session (secret_hash, person, created_at, expires_at) VALUES (?, ?, ?, ?)',
    'identity.renewSession': 'UPDATE login_session SET expires_at = ? WHERE secret_hash = ?',
    'identity.endSession': 'DELETE FROM login_session WHERE secret_hash = ?',
    'identity.addKey':
      'INSERT INTO api_key (id, person, name, secret_hash, rights, created_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    'identity.useKey': 'UPDATE api_key SET last_used_at = ? WHERE id = ?',
    'identity.endKey': 'DELETE FROM api_key WHERE id = ?',
    'identity.addBridge':
      'INSERT INTO bridge_access (id, person, login, token_hash, password, created_at, rights) VALUES (?, ?, ?, ?, ?, ?, ?)',
    'identity.useBridge': 'UPDATE bridge_access SET last_used_at = ? WHERE id = ?',
    'identity.endBridge': 'DELETE FROM bridge_access WHERE id = ?',
    'identity.addBrokerToken':
      'INSERT INTO broker_token (id, person, name, kind, account, secret_hash, created_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    'identity.useBrokerToken': 'UPDATE broker_token SET last_used_at = ? WHERE id = ?',
    'identity.endBrokerToken': 'DELETE FROM broker_token WHERE id = ?',
    'identity.addSandbox': 'INSERT INTO sandbox (account, last_used_at) VALUES (?, ?)',
    'identity.useSandbox': 'UPDATE sandbox SET last_used_at = ? WHERE account = ?',
    'identity.removeSandbox': 'DELETE FROM sandbox WHERE account = ?',
    'identity.addSigningKey':
      'INSERT INTO signing_key (id, person, name, api_key, sealed_secret, public_key, permissions, addresses, created_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    'identity.useSigningKey': 'UPDATE signing_key SET last_used_at = ? WHERE id = ?',
    'identity.endSigningKey': 'DELETE FROM signing_key WHERE id = ?',
    'identity.setMode':
      'INSERT INTO account_mode (person, mode) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET mode = excluded.mode',
    'identity.banAddress': 'INSERT INTO address_ban (address, strikes, struck_at, until) VALUES (?, ?, ?, ?)',
    'identity.forgetBan': 'DELETE FROM address_ban WHERE address = ?',
  },
};
