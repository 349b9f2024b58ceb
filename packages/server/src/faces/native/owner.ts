import { DrawnPassword, type Identity, passwordText } from '../../identity/index.ts';
import type { KeptBlocks } from '../../startup/data-files.ts';
import type { FaceParts, Introduction } from '../face.ts';

/** The login of the demo world's owner. */
const OWNER_LOGIN = 'owner';
/** A kept password below this is not taken for one. */
const MIN_PASSWORD = 12;

/** The demo world's owner, who signs in at the dashboard. */
export async function prepareOwner({ identity }: Pick<FaceParts, 'identity'>, kept: KeptBlocks): Promise<Introduction> {
  const password = await ensureOwner(identity, keptPassword(kept));
  return { credentials: ({ http }) => ({ dashboard: { url: http.url, login: OWNER_LOGIN, password } }) };
}

function keptPassword({ dashboard }: KeptBlocks): string | null {
  const password = dashboard?.password;
  return typeof password === 'string' && password.length >= MIN_PASSWORD ? password : null;
}

/** The password is made at the first start and kept in the data folder. */
async function ensureOwner(identity: Identity, kept: string | null): Promise<string> {
  const known = identity.personByLogin(OWNER_LOGIN);
  if (known !== undefined && kept !== null) return kept;
  const password = kept ?? DrawnPassword.draw();
  if (known === undefined) await identity.addPerson({ login: OWNER_LOGIN, name: 'Owner', role: 'owner', password });
  else await identity.setPassword(known, password);
  return passwordText(password);
}
