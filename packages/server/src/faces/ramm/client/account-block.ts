import type { AccountView } from '../views/account.ts';
import { ASSET } from '../views/wallet.ts';
import { type Json, scaled } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { level, money, parts } from '../wire/units.ts';

/** An account as its owner, and the trader, see it (`ramm.md` 6). */
export function accountBlock(view: AccountView, client: number): Record<string, Json> {
  const { account, figures, wallet, terms } = view;
  return {
    ID: account.id,
    DT: momentText(account.openedAt),
    DTCreated: momentText(account.openedAt),
    DTClosed: momentOf(account.closedAt),
    IsMyAccount: wallet.client === client,
    IsSecurity: account.kind === 0,
    Type: account.kind,
    Status: account.status,
    State: figures.state,
    AccountSpecAssetID: view.strategy.company,
    TradingIntervalCurrentID: account.interval,
    Balance: money(account.balance),
    Equity: money(figures.equity),
    Asset: ASSET.name,
    LeverageMax: figures.leverage,
    MCLevel: figures.mcLevel,
    Margin: money(figures.margin),
    FreeMargin: money(figures.freeMargin),
    MarginLevel: figures.marginLevel === null ? undefined : scaled(figures.marginLevel, 2),
    Factor: parts(account.factor),
    Target: account.target === 0 ? undefined : parts(account.target),
    Protection: parts(account.protection),
    TargetEquity: account.target === 0 ? undefined : level(account.targetLevel),
    ProtectionEquity: level(account.protectionLevel),
    MCReached: momentOf(account.mcReached),
    ProtectionReached: momentOf(account.protectionReached),
    TargetReached: momentOf(account.targetReached),
    AccountMinBalance: money(figures.accountMinBalance),
    AvailableToWithdraw: money(figures.availableToWithdraw),
    TotalProfit: money(figures.totalProfit),
    FeeToPay: money(figures.feeToPay),
    FeePaid: money(account.feePaid),
    ProfitCurrentIntervalGross: money(figures.gross),
    TotalCommissionPaid: money(account.commissionPaid),
    TotalCommissionTrader: money(account.commissionPaid),
    Positions: figures.positions,
    PositionsCount: figures.positions,
    Offer: { ID: account.offer, FeeRate: parts(terms.feeRate), CommissionRate: terms.commissionRate },
  };
}
