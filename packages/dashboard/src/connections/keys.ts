import type {
  ApiKey,
  Bridge,
  BrokerToken,
  MadeApiKey,
  MadeBridge,
  MadeBrokerToken,
  MadeSigningKey,
  SigningKey,
} from 'outcry/native-api';
import type { KeyedFace } from './faces.ts';
import { chpSnippets } from './snippets/chp.ts';
import { nativeSnippets } from './snippets/native.ts';
import type { Places, Snippet } from './snippets/snippet.ts';
import { threeCommasSnippets } from './snippets/threecommas.ts';
import { tinvestSnippets } from './snippets/tinvest.ts';

/** Where keys of a face are listed, made and ended. */
export const KEY_PATHS: Readonly<Record<KeyedFace, string>> = {
  native: '/keys',
  threecommas: '/signing-keys',
  tinvest: '/broker-tokens',
  chp: '/bridges',
};

/** Rights that the native API gives to keys, and those of a bridge. */
export const NATIVE_RIGHTS = [
  'market:read',
  'accounts:read',
  'orders:read',
  'orders:write',
  'bots:read',
  'bots:write',
  'trades:read',
  'trades:write',
  'accounts:write',
  'money:write',
  'feed:write',
  'system:read',
] as const;
export const BRIDGE_RIGHTS = ['market:read', 'accounts:read', 'orders:read', 'orders:write'] as const;
export const PERMISSIONS = [
  'ACCOUNTS_READ',
  'ACCOUNTS_WRITE',
  'BOTS_READ',
  'BOTS_WRITE',
  'SMART_TRADES_READ',
  'SMART_TRADES_WRITE',
] as const;
export const TOKEN_KINDS = ['full', 'readonly', 'sandbox'] as const;

/** What can be chosen for a key of a face; empty: a kind is chosen instead. */
export function choicesOf(face: KeyedFace): readonly string[] {
  if (face === 'native') return NATIVE_RIGHTS;
  if (face === 'chp') return BRIDGE_RIGHTS;
  return face === 'threecommas' ? PERMISSIONS : [];
}

/** Those that only read. */
export function readingOf(choices: readonly string[]): readonly string[] {
  return choices.filter((choice) => /[:_]read$/i.test(choice));
}

/** A key of any face as the list shows it. */
export interface KeyRow {
  readonly id: number;
  readonly name: string;
  readonly rights: readonly string[];
  readonly createdAt: string;
  /** Null: never. */
  readonly lastUsedAt: string | null;
  /** The one account it reaches; null: all. */
  readonly account: number | null;
}

export type AnyKey = ApiKey | Bridge | BrokerToken | SigningKey;

export function keyRow(key: AnyKey): KeyRow {
  return {
    id: key.id,
    name: 'name' in key ? key.name : key.login,
    rights: 'kind' in key && !('permissions' in key) ? [key.kind] : 'permissions' in key ? key.permissions : key.rights,
    createdAt: key.createdAt,
    lastUsedAt: key.lastUsedAt,
    account: 'account' in key ? key.account : null,
  };
}

/** A key as a person writes it. */
export interface KeyDraft {
  readonly name: string;
  readonly rights: readonly string[];
  readonly kind: (typeof TOKEN_KINDS)[number];
  readonly account: number | null;
}

/** What making a key sends. */
export function keyBody(face: KeyedFace, { name, rights, kind, account }: KeyDraft): object {
  if (face === 'native') return { name, rights };
  if (face === 'chp') return { login: name, rights };
  if (face === 'threecommas') return { name, permissions: rights };
  return { name, kind, ...(account === null ? {} : { account }) };
}

/** A key that has just been made: what has to be kept, and programs that use it. */
export interface MadeKey {
  readonly row: KeyRow;
  readonly secrets: readonly (readonly [label: 'key' | 'secret' | 'login' | 'password' | 'token', text: string])[];
  readonly snippets: (places: Places) => readonly Snippet[];
}

export type AnyMade = MadeApiKey | MadeBridge | MadeBrokerToken | MadeSigningKey;

export function madeKey(face: KeyedFace, made: AnyMade): MadeKey {
  const row = keyRow(made);
  if (face === 'native') {
    const { secret, rights } = made as MadeApiKey;
    return { row, secrets: [['key', secret]], snippets: (places) => nativeSnippets(places, { secret, rights }) };
  }
  if (face === 'chp') {
    const { login, password, token } = made as MadeBridge;
    return {
      row,
      secrets: [
        ['login', login],
        ['password', password],
        ['token', token],
      ],
      snippets: (places) => chpSnippets(places, { login, password, token }),
    };
  }
  if (face === 'threecommas') {
    const { apiKey, secret, permissions } = made as MadeSigningKey;
    return {
      row,
      secrets: [
        ['key', apiKey],
        ['secret', secret ?? ''],
      ],
      snippets: (places) => threeCommasSnippets(places, { apiKey, secret: secret ?? '', permissions }),
    };
  }
  const { secret, kind } = made as MadeBrokerToken;
  return { row, secrets: [['token', secret]], snippets: (places) => tinvestSnippets(places, { secret, kind }) };
}

/** The same programs with words in place of secrets, for who has a key already. */
export function exampleSnippets(face: KeyedFace, places: Places): readonly Snippet[] {
  if (face === 'native') return nativeSnippets(places, { secret: 'YOUR_KEY', rights: NATIVE_RIGHTS });
  if (face === 'chp')
    return chpSnippets(places, { login: 'YOUR_LOGIN', password: 'YOUR_PASSWORD', token: 'YOUR_TOKEN' });
  if (face === 'threecommas')
    return threeCommasSnippets(places, { apiKey: 'YOUR_KEY', secret: 'YOUR_SECRET', permissions: PERMISSIONS });
  return tinvestSnippets(places, { secret: 'YOUR_TOKEN', kind: 'full' });
}
