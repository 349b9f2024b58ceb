import { Member, type MemberSession } from '../ramm/member.ts';

/** The session of an investor or trader, as it is kept in this tab. */
export interface InvestorSession extends MemberSession {
  readonly client: string;
  readonly companyName: string;
}

/** Who invests or leads strategies: a client of the Client API. */
export const investor = new Member<InvestorSession>({ family: 'client/v2', kept: 'outcry.invest' });
