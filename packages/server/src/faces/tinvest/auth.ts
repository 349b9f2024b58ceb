import type { BrokerToken, Identity, Person, Right } from '../../identity/index.ts';
import type { Contour } from './call.ts';
import { TInvestError } from './errors.ts';

/** Who calls with which token. */
export interface TInvestCaller {
  readonly person: Person;
  readonly token: BrokerToken;
  readonly rights: ReadonlySet<Right>;
}

/** The scheme is known in any letter case. */
const BEARER = /^bearer +(\S{1,512})$/i;

/** Who stands behind `Authorization: Bearer <token>`. Throws TInvestError 40003. */
export function identify(identity: Identity, authorization: string | undefined): TInvestCaller {
  const secret = BEARER.exec(authorization ?? '')?.[1];
  const token = secret === undefined ? undefined : identity.brokerToken(secret);
  const caller = token === undefined ? undefined : identity.brokerCaller(token);
  if (token === undefined || caller === undefined) throw new TInvestError('40003');
  return { ...caller, token };
}

/** A sandbox token selects the sandbox, and so does a host name that begins with `sandbox-`. */
export function contourOf({ kind }: BrokerToken, authority: string): Contour {
  return kind === 'sandbox' || authority.toLowerCase().startsWith('sandbox-') ? 'sandbox' : 'production';
}
