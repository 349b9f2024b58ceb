import { openForReading } from '../journal/index.ts';
import type { AccountMode } from './account-modes.ts';
import type { AddressBan } from './address-bans.ts';
import type { BridgeAccess } from './bridge-accesses.ts';
import type { BrokerToken } from './broker-tokens.ts';
import { readCompanies, type StoredCompanies } from './companies/stored.ts';
import type { Person, Role } from './person.ts';
import { type Right, rightsFromText } from './rights.ts';
import type { SigningKeyRow } from './signing-keys.ts';

/** A login session as it is kept: the secret itself is known to the caller alone. */
export interface StoredSession {
  readonly secretHash: string;
  readonly person: number;
  readonly createdAt: number;
  expiresAt: number;
}

/** An API key of the native face as it is kept. */
export interface StoredKey {
  readonly id: number;
  readonly person: number;
  readonly name: string;
  readonly secretHash: string;
  readonly rights: ReadonlySet<Right>;
  readonly createdAt: number;
  /** 0 until its first use; exact to ten minutes. */
  lastUsedAt: number;
}

export interface StoredIdentity {
  readonly people: readonly { readonly person: Person; readonly password: string }[];
  readonly sessions: readonly StoredSession[];
  readonly keys: readonly StoredKey[];
  readonly bridges: readonly BridgeAccess[];
  readonly brokerTokens: readonly BrokerToken[];
  readonly sandboxes: readonly { readonly account: number; readonly lastUsedAt: number }[];
  readonly signingKeys: readonly SigningKeyRow[];
  readonly modes: readonly { readonly person: number; readonly mode: AccountMode }[];
  readonly bans: readonly AddressBan[];
  readonly business: StoredCompanies;
}

interface PersonRow {
  id: number;
  login: string;
  name: string;
  password: string;
  role: Role;
  rights: string;
  createdAt: number;
}

/** Reads identity back from the data folder; the journal must have been opened before, it makes the tables. */
export function readIdentity(folder: string): StoredIdentity {
  const database = openForReading(folder);
  try {
    const people = database
      .prepare('SELECT id, login, name, password, role, rights, created_at AS createdAt FROM person ORDER BY id')
      .all() as PersonRow[];
    const sessions = database
      .prepare(
        'SELECT secret_hash AS secretHash, person, created_at AS createdAt, expires_at AS expiresAt FROM login_session ORDER BY created_at',
      )
      .all() as StoredSession[];
    const keys = database
      .prepare(
        `SELECT id, person, name, secret_hash AS secretHash, rights, created_at AS createdAt, last_used_at AS lastUsedAt
         FROM api_key ORDER BY id`,
      )
      .all() as (Omit<StoredKey, 'rights'> & { rights: string })[];
    const bridges = database
      .prepare(
        `SELECT id, person, login, token_hash AS tokenHash, password, created_at AS createdAt, rights,
         last_used_at AS lastUsedAt FROM bridge_access ORDER BY id`,
      )
      .all() as (Omit<BridgeAccess, 'rights'> & { rights: string | null })[];
    const brokerTokens = database
      .prepare(
        `SELECT id, person, name, kind, account, secret_hash AS secretHash, created_at AS createdAt, last_used_at AS lastUsedAt
         FROM broker_token ORDER BY id`,
      )
      .all() as BrokerToken[];
    const sandboxes = database
      .prepare('SELECT account, last_used_at AS lastUsedAt FROM sandbox ORDER BY account')
      .all() as { account: number; lastUsedAt: number }[];
    const signingKeys = database
      .prepare(
        `SELECT id, person, name, api_key AS apiKey, sealed_secret AS sealedSecret, public_key AS publicKey, permissions,
         addresses, created_at AS createdAt, last_used_at AS lastUsedAt FROM signing_key ORDER BY id`,
      )
      .all() as SigningKeyRow[];
    const modes = database.prepare('SELECT person, mode FROM account_mode').all() as StoredIdentity['modes'];
    const bans = database
      .prepare('SELECT address, strikes, struck_at AS struckAt, until FROM address_ban ORDER BY struck_at')
      .all() as AddressBan[];
    return {
      people: people.map(({ password, rights, ...row }) => ({
        person: { ...row, rights: rightsFromText(rights) },
        password,
      })),
      sessions,
      keys: keys.map((row) => ({ ...row, rights: rightsFromText(row.rights) })),
      bridges: bridges.map(({ rights, ...row }) => ({
        ...row,
        rights: rights === null ? null : rightsFromText(rights),
      })),
      brokerTokens,
      sandboxes,
      signingKeys,
      modes,
      bans,
      business: readCompanies(database),
    };
  } finally {
    database.close();
  }
}
