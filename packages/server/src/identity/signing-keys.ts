import { createPublicKey, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { StatementRun } from '../journal/journal.ts';
import { IdentityError } from './person.ts';
import type { Right } from './rights.ts';
import type { Vault } from './vault.ts';

/**
 * What a signing key may do, and the right its person needs for that: the closed list. Writing does not include reading
 * (`threecommas.md` 2).
 */
export const SIGNING_PERMISSIONS = {
  BOTS_READ: 'bots:read',
  BOTS_WRITE: 'bots:write',
  ACCOUNTS_READ: 'accounts:read',
  ACCOUNTS_WRITE: 'accounts:write',
  SMART_TRADES_READ: 'trades:read',
  SMART_TRADES_WRITE: 'trades:write',
} as const satisfies Readonly<Record<string, Right>>;

export type SigningPermission = keyof typeof SIGNING_PERMISSIONS;

export const ALL_SIGNING_PERMISSIONS = Object.keys(SIGNING_PERMISSIONS) as readonly SigningPermission[];

/** Other spellings of permissions: the one document that names them uses both (`threecommas.md` 2). */
const ALIASES: Readonly<Record<string, SigningPermission>> = {
  SMART_TRADE_READ: 'SMART_TRADES_READ',
  SMART_TRADE_WRITE: 'SMART_TRADES_WRITE',
};

/** The permission with this name, in any spelling; undefined for others. */
export function signingPermission(name: string): SigningPermission | undefined {
  const known = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  return ALL_SIGNING_PERMISSIONS.find((permission) => permission === known);
}

/** A key of the 3Commas API: who calls is told by `apiKey`, that it is them by a signature. */
export interface SigningKey {
  readonly id: number;
  readonly person: number;
  readonly name: string;
  readonly apiKey: string;
  /** What signatures are checked with: the shared secret, or the RSA public key; null when the vault cannot open it. */
  readonly verifier: KeyObject | null;
  /** `hmac`: HMAC-SHA256 with a shared secret; `rsa`: RSASSA-PKCS1-v1_5 with SHA-256. */
  readonly kind: 'hmac' | 'rsa';
  readonly permissions: ReadonlySet<SigningPermission>;
  /** Addresses and networks (`10.0.0.0/8`) it may be used from; empty: everywhere. */
  readonly addresses: readonly string[];
  /** Wall time, ms UTC. */
  readonly createdAt: number;
  /** 0 until its first use; exact to an hour. */
  lastUsedAt: number;
}

/** What a new signing key is to be. With `publicKey` (PEM) it is an RSA key, else a secret is made. */
export interface NewSigningKey {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly addresses?: readonly string[] | undefined;
  readonly publicKey?: string | undefined;
}

/** A signing key as it is kept: the shared secret sealed, a public key as it is. */
export interface SigningKeyRow {
  readonly id: number;
  readonly person: number;
  readonly name: string;
  readonly apiKey: string;
  readonly sealedSecret: string | null;
  readonly publicKey: string | null;
  readonly permissions: string;
  readonly addresses: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

/** Signing keys one person may have. */
export const MAX_SIGNING_KEYS_PER_PERSON = 1_000;

const MAX_NAME = 100;
const MAX_ADDRESSES = 100;
const MAX_PEM = 16_384;
const MIN_RSA_BITS = 2_048;
const USE_GRAIN_MS = 3_600_000;

/** Signing keys in memory. Each change comes with the SQL that makes it last. */
export class SigningKeys {
  readonly #vault: Vault;
  readonly #byApiKey = new Map<string, SigningKey>();
  readonly #networks = new WeakMap<SigningKey, BlockList>();
  #nextId = 1;

  constructor(stored: readonly SigningKeyRow[], vault: Vault) {
    this.#vault = vault;
    for (const row of stored) this.#add(this.#restored(row));
  }

  /** Makes a key; its secret is shown this once and is null for an RSA key. Throws IdentityError. */
  make(
    person: number,
    draft: NewSigningKey,
    now: number,
  ): { secret: string | null; key: SigningKey; statements: StatementRun[] } {
    if (draft.name.length < 1 || draft.name.length > MAX_NAME)
      throw new IdentityError('name', `a name has 1 to ${MAX_NAME} characters`);
    if (this.of(person).length >= MAX_SIGNING_KEYS_PER_PERSON)
      throw new IdentityError('person', `a person has at most ${MAX_SIGNING_KEYS_PER_PERSON} keys: end one first`);
    const permissions = permissionsOf(draft.permissions);
    const addresses = draft.addresses ?? [];
    checkAddresses(addresses);
    // as the exchange's own: 64 hexadecimal digits, and a secret of twice that
    const apiKey = randomBytes(32).toString('hex');
    const secret = draft.publicKey === undefined ? randomBytes(64).toString('hex') : null;
    const publicKey = draft.publicKey === undefined ? null : rsaKey(draft.publicKey);
    const key: SigningKey = {
      id: this.#nextId,
      person,
      name: draft.name,
      apiKey,
      verifier: publicKey ?? createSecretKey(Buffer.from(secret as string)),
      kind: publicKey === null ? 'hmac' : 'rsa',
      permissions,
      addresses,
      createdAt: now,
      lastUsedAt: 0,
    };
    this.#add(key);
    const values = [
      [
        key.id,
        person,
        key.name,
        apiKey,
        secret === null ? null : this.#vault.seal(secret, ownerOf(apiKey)),
        publicKey === null ? null : (publicKey.export({ type: 'spki', format: 'pem' }) as string),
        [...permissions].join(' '),
        addresses.join(' '),
        now,
        0,
      ],
    ];
    return { secret, key, statements: [{ statement: 'identity.addSigningKey', values }] };
  }

  /** The key with this name. It is no secret: what counts is the signature. */
  find(apiKey: string): SigningKey | undefined {
    return this.#byApiKey.get(apiKey);
  }

  /** Whether the key may be used from this address, IPv4 or IPv6. */
  allows(key: SigningKey, address: string): boolean {
    const networks = this.#networks.get(key);
    if (networks === undefined) return true;
    const family = isIP(address);
    return family !== 0 && networks.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }

  /** Notes that a signature of the key was right. */
  use(key: SigningKey, now: number): StatementRun[] {
    if (now - key.lastUsedAt < USE_GRAIN_MS) return [];
    key.lastUsedAt = now;
    return [{ statement: 'identity.useSigningKey', values: [[now, key.id]] }];
  }

  /** Keys of a person, oldest first. */
  of(person: number): SigningKey[] {
    return [...this.#byApiKey.values()].filter((key) => key.person === person);
  }

  end(key: SigningKey): StatementRun[] {
    if (!this.#byApiKey.delete(key.apiKey)) return [];
    return [{ statement: 'identity.endSigningKey', values: [[key.id]] }];
  }

  #add(key: SigningKey): void {
    this.#byApiKey.set(key.apiKey, key);
    this.#nextId = Math.max(this.#nextId, key.id + 1);
    if (key.addresses.length > 0) this.#networks.set(key, networksOf(key.addresses));
  }

  #restored({ sealedSecret, publicKey, permissions, addresses, ...row }: SigningKeyRow): SigningKey {
    const secret = sealedSecret === null ? undefined : this.#vault.open(sealedSecret, ownerOf(row.apiKey));
    const shared = secret === undefined ? null : createSecretKey(Buffer.from(secret));
    return {
      ...row,
      verifier: publicKey === null ? shared : createPublicKey(publicKey),
      kind: publicKey === null ? 'hmac' : 'rsa',
      // names that this version does not know give nothing
      permissions: new Set(permissions.split(' ').flatMap((name) => signingPermission(name) ?? [])),
      addresses: addresses === '' ? [] : addresses.split(' '),
    };
  }
}

/** What a sealed secret belongs to. */
function ownerOf(apiKey: string): string {
  return `signing-key:${apiKey}`;
}

function permissionsOf(names: readonly string[]): ReadonlySet<SigningPermission> {
  if (names.length === 0)
    throw new IdentityError('permissions', 'a key without permissions opens nothing: give it at least one');
  return new Set(
    names.map((name) => {
      const permission = signingPermission(name);
      if (permission !== undefined) return permission;
      const known = ALL_SIGNING_PERMISSIONS.join(', ');
      throw new IdentityError('permissions', `there is no permission ${name.slice(0, 64)}; known are ${known}`);
    }),
  );
}

function rsaKey(pem: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    if (pem.length <= MAX_PEM && !pem.includes('PRIVATE KEY')) key = createPublicKey(pem);
  } catch {
    key = undefined;
  }
  const bits = key?.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  if (key === undefined || bits < MIN_RSA_BITS)
    throw new IdentityError('publicKey', `this must be an RSA public key in PEM of at least ${MIN_RSA_BITS} bits`);
  return key;
}

/** Throws IdentityError unless each is an address or a network in CIDR form. */
function checkAddresses(addresses: readonly string[]): void {
  if (addresses.length > MAX_ADDRESSES)
    throw new IdentityError('addresses', `a key is bound to at most ${MAX_ADDRESSES} addresses and networks`);
  for (const address of addresses) {
    if (networkOf(address) === undefined)
      throw new IdentityError(
        'addresses',
        `${address.slice(0, 64)} is no address and no network: give 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32`,
      );
  }
}

function networkOf(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address = '', prefix] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 6 ? 128 : 32;
  const bits = prefix === undefined ? most : Number(prefix);
  return bits > most ? undefined : { address, bits, family: version === 6 ? 'ipv6' : 'ipv4' };
}

function networksOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of addresses) {
    const network = networkOf(text);
    if (network !== undefined) list.addSubnet(network.address, network.bits, network.family);
  }
  return list;
}
