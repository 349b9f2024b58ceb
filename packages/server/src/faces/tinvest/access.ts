import type { BrokerTokenKind, Person } from '../../identity/index.ts';
import { DEMO_OWNER, type KeptBlocks } from '../../startup/index.ts';
import type { Introduction } from '../face.ts';
import { accountsSeen } from './accounts.ts';
import type { TInvestParts } from './parts.ts';

/** The tokens of credentials.json by the fields that hold them. */
const TOKENS = { token: 'full', readonlyToken: 'readonly', sandboxToken: 'sandbox' } as const satisfies Record<
  string,
  BrokerTokenKind
>;

/** What these tokens are called. */
const NAME = 'credentials.json';

type Secrets = Record<keyof typeof TOKENS, string>;

/** The owner's way in through this face; tokens are made at the first start and kept in the data folder. */
export async function prepareAccess(
  { engine, identity }: Pick<TInvestParts, 'engine' | 'identity'>,
  { tinvest }: KeptBlocks,
): Promise<Introduction> {
  const owner = identity.people.find(({ id }) => id === DEMO_OWNER);
  if (owner === undefined) throw new Error('the demo world has no owner yet: prepare the native face first');
  const secrets = await ensureTokens(identity, owner, tinvest ?? {});
  const seen = { person: owner, token: { account: null }, contour: 'production' } as const;
  const [account] = await engine.read((state) => accountsSeen(state, seen).map(({ id }) => id));
  return {
    credentials: ({ grpc, http }) => ({
      tinvest: {
        endpoint: grpc === null || grpc === undefined ? null : `localhost:${grpc.port}`,
        restUrl: `${http.url}/rest`,
        ...secrets,
        accountId: account === undefined ? null : String(account),
      },
    }),
  };
}

/** Keeps what opens still; what was lost is ended and made anew. */
async function ensureTokens(
  identity: TInvestParts['identity'],
  owner: Person,
  kept: Readonly<Record<string, unknown>>,
): Promise<Secrets> {
  const secrets: Partial<Secrets> = {};
  for (const [field, kind] of Object.entries(TOKENS) as [keyof Secrets, BrokerTokenKind][]) {
    const secret = kept[field];
    const token = typeof secret === 'string' ? identity.brokerToken(secret) : undefined;
    const isSound = token?.person === owner.id && token.name === NAME && token.kind === kind;
    for (const other of identity.brokerTokensOf(owner)) {
      if (other.name === NAME && other.kind === kind && !(isSound && other === token))
        await identity.endBrokerToken(other);
    }
    secrets[field] = isSound ? (secret as string) : (await identity.addBrokerToken(owner, { name: NAME, kind })).secret;
  }
  return secrets as Secrets;
}
