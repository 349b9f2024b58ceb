import type { Person, SigningKey } from '../../identity/index.ts';
import { ALL_SIGNING_PERMISSIONS, type Identity, type SigningPermission } from '../../identity/index.ts';
import { DEMO_OWNER, type KeptBlocks } from '../../startup/index.ts';
import type { Introduction } from '../face.ts';
import { accountsSeen } from './accounts/seen.ts';
import type { ThreeCommasParts } from './parts.ts';

/** The keys of credentials.json: what they are called and what they may do. */
const FULL = { name: 'credentials.json', permissions: ALL_SIGNING_PERMISSIONS } as const;
const READING = {
  name: 'credentials.json, reading only',
  permissions: ALL_SIGNING_PERMISSIONS.filter((permission) => permission.endsWith('_READ')),
} as const;

interface KeyPair {
  readonly apiKey: string;
  readonly secret: string;
}

/** The asset in which a crypto exchange's account is kept. */
const CURRENCY = 'USDT';

/** The owner's way in through this face; its keys are made at the first start and kept in the data folder. */
export async function prepareAccess(
  { engine, identity }: Pick<ThreeCommasParts, 'engine' | 'identity'>,
  { threecommas: kept = {} }: KeptBlocks,
): Promise<Introduction> {
  const owner = identity.people.find(({ id }) => id === DEMO_OWNER);
  if (owner === undefined) throw new Error('the demo world has no owner yet: prepare the native face first');
  const full = await ensureKey(identity, owner, FULL, kept);
  const readonly = await ensureKey(identity, owner, READING, (kept.readonly ?? {}) as Record<string, unknown>);
  const accountId = await engine.read((state) => {
    const seen = accountsSeen(state, owner.id, 'paper');
    const usdt = state.instruments.assetByCode.get(CURRENCY)?.id;
    return (seen.find(({ currency }) => currency === usdt) ?? seen[0])?.id ?? null;
  });
  return { credentials: ({ http }) => ({ threecommas: { baseUrl: http.url, ...full, accountId, readonly } }) };
}

/** Keeps the pair that opens still; one that was lost is ended and made anew. */
async function ensureKey(
  { signing }: Identity,
  owner: Person,
  draft: { readonly name: string; readonly permissions: readonly SigningPermission[] },
  { apiKey, secret }: Readonly<Record<string, unknown>>,
): Promise<KeyPair> {
  if (typeof apiKey === 'string' && typeof secret === 'string') {
    const key = signing.key(apiKey);
    if (key?.person === owner.id && key.name === draft.name && isSecretOf(key, secret)) return { apiKey, secret };
  }
  for (const key of signing.keysOf(owner)) if (key.name === draft.name) await signing.endKey(key);
  const made = await signing.addKey(owner, draft);
  return { apiKey: made.key.apiKey, secret: made.secret as string };
}

function isSecretOf({ kind, verifier }: SigningKey, secret: string): boolean {
  return kind === 'hmac' && verifier?.export().toString() === secret;
}
