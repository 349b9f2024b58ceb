import { listCompanyEquity } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { group, moment, optional, withDefault } from '../fields.ts';
import { type Method, managerMethod } from '../method.ts';
import { momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';

const DAY_MS = 86_400_000;

/** Days that are told unless others are asked for, and at most. */
const USUAL_DAYS = 30;
const MAX_DAYS = 3_660;

/** What a company's clients were worth, day by day (`ramm.md` 4.5). */
export const COMPANY_EQUITY_METHODS: readonly Method[] = [
  managerMethod({
    name: 'company.getEquity',
    right: 'own',
    fields: {
      Filter: withDefault(group({ DTFrom: optional(moment()), DTTo: optional(moment()) }), {
        DTFrom: undefined,
        DTTo: undefined,
      }),
    },
    async handle({ parts, company, given }) {
      const to = given.Filter.DTTo ?? parts.engine.now + 1;
      const from = given.Filter.DTFrom ?? to - USUAL_DAYS * DAY_MS;
      if (to - from > MAX_DAYS * DAY_MS) throw Fault.invalid('Filter.DTFrom', `at most ${MAX_DAYS} days`);
      const days = await listCompanyEquity(
        parts.readModel,
        company.id,
        Math.ceil(from / DAY_MS),
        Math.ceil(to / DAY_MS),
      );
      return days.map(({ day, equity, balance, wallets }) => ({
        IDCompany: company.id,
        DT: momentText(day * DAY_MS),
        Equity: money(equity),
        Balance: money(balance),
        WalletsBalance: money(wallets),
      }));
    },
  }),
];
