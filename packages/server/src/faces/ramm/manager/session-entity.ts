import type { BusinessSession } from '../../../identity/index.ts';
import type { RammParts } from '../parts.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';

/** A session as it is told; its token is known to the caller alone. */
export function sessionEntity({ identity }: RammParts, session: BusinessSession, token: string): Json {
  const { managers, companies } = identity.business;
  const rights = managers.rightsIn(session.bearer, session.company);
  return {
    Token: token,
    Login: managers.get(session.bearer)?.login,
    ManagerID: session.bearer,
    CompanyID: session.company,
    DTCreated: momentText(session.createdAt),
    DTLastActivity: momentText(session.lastActivityAt),
    DTRightsLastUpdate: momentText(rights?.updatedAt ?? session.createdAt),
    ExpirationMinutes: session.minutes,
    Demo: companies.get(session.company)?.demo,
  };
}
