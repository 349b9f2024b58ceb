import { newBridgeSecrets } from '../../identity/index.ts';
import { DEMO_OWNER, type KeptBlocks } from '../../startup/index.ts';
import type { Introduction } from '../face.ts';
import type { ChpParts } from './parts.ts';
import { portfolioName, portfoliosOf } from './portfolio.ts';

/** Login of the demo world's broker account. */
const LOGIN = 'owner';

interface Secrets {
  readonly login: string;
  readonly password: string;
  readonly token: string;
}

/** The owner's way in through this face; its secrets are made at the first start and kept in the data folder. */
export async function prepareAccess(
  parts: Pick<ChpParts, 'engine' | 'identity'>,
  kept: KeptBlocks,
): Promise<Introduction> {
  const { login, password, token } = await ensureAccess(parts, kept);
  const [account] = await parts.engine.read((state) => portfoliosOf(state, DEMO_OWNER).map(({ id }) => id));
  const portfolio = account === undefined ? null : portfolioName(account);
  return {
    credentials: ({ chp }) => ({
      chp: { host: chp?.host ?? null, port: chp?.port ?? null, login, password, token, portfolio },
    }),
  };
}

async function ensureAccess({ identity }: Pick<ChpParts, 'identity'>, { chp }: KeptBlocks): Promise<Secrets> {
  const owner = identity.people.find(({ id }) => id === DEMO_OWNER);
  if (owner === undefined) throw new Error('the demo world has no owner yet: prepare the native face first');
  const { login, password, token } = chp ?? {};
  if (typeof login === 'string' && typeof password === 'string' && typeof token === 'string') {
    const access = identity.bridgeByToken(token);
    if (access !== undefined && (await identity.checkBridge(access, login, password)) === true)
      return { login, password, token };
  }
  // secrets that were lost open nothing any more
  for (const access of identity.bridgesOf(owner))
    if (access.login === LOGIN && access.rights === null) await identity.endBridge(access);
  const made = newBridgeSecrets();
  await identity.addBridge(owner, { login: LOGIN, ...made });
  return { login: LOGIN, password: made.password.text, token: made.token };
}
