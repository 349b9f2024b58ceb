import { named, picked } from '../../search/columns.ts';
import type { Columns } from '../../search/live.ts';
import { ACCOUNT, type SeenAccount } from '../account-columns.ts';

/** The third version knows active and closed accounts only, each flat or with positions (`ramm.md` 3). */
function thirdState({ view }: SeenAccount): number {
  const { account, figures } = view;
  if (account.status === 6) return account.closedAt > 0 ? 15 : 14;
  return figures.positions > 0 ? 3 : 2;
}

/** Every field of an account, with the states of the third version. */
export const THIRD_ACCOUNT: Columns<SeenAccount> = { ...ACCOUNT, State: thirdState };

/** An account beside positions and deals, and in strategies with its leverage as well. */
export const ACCOUNT_BESIDE = picked(THIRD_ACCOUNT, named('ID DT State Balance Equity Asset Profit'));
export const ACCOUNT_WITHIN = picked(THIRD_ACCOUNT, named('ID DT State Balance Equity Asset Profit Leverage'));

/** An account of `accounts.get`. */
export const ACCOUNT_WHOLE = picked(
  THIRD_ACCOUNT,
  named(`ID DT DTClosed IsMyAccount IsSecurity Type State Balance Equity Asset LeverageMax Leverage MCLevel Margin Factor
    Target Protection TargetEquity ProtectionEquity FreeMargin MarginLevel AccountMinBalance AvailableToWithdraw
    TotalProfit FeeToPay FeePaid ProfitCurrentIntervalGross TotalCommissionPaid PositionsCount Offer`),
);
