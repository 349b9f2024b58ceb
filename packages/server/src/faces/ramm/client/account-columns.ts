import { named, picked } from '../search/columns.ts';
import { type Columns, rowOf } from '../search/live.ts';
import type { AccountView } from '../views/account.ts';
import { ASSET } from '../views/wallet.ts';
import { type Json, scaled } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { fractionOfRate, level, money, parts } from '../wire/units.ts';
import { offerBlock } from './offer-block.ts';

/** An account, and the client who looks at it. */
export interface SeenAccount {
  readonly view: AccountView;
  readonly client: number;
}

/** Every field of an account in the Client API (`ramm.md` 6); versions and methods pick theirs. */
export const ACCOUNT: Columns<SeenAccount> = {
  ID: ({ view }) => view.account.id,
  ClientID: ({ view }) => view.wallet.client,
  DT: ({ view }) => momentText(view.account.openedAt),
  DTCreated: ({ view }) => momentText(view.account.openedAt),
  DTClosed: ({ view }) => momentOf(view.account.closedAt),
  IDCompany: ({ view }) => view.strategy.company,
  IsMyAccount: ({ view, client }) => view.wallet.client === client,
  IsSecurity: ({ view }) => view.account.kind === 0,
  Type: ({ view }) => view.account.kind,
  Status: ({ view }) => view.account.status,
  State: ({ view }) => view.figures.state,
  AccountSpecAssetID: ({ view }) => view.strategy.company,
  TradingIntervalCurrentID: ({ view }) => view.account.interval,
  ABook: ({ view }) => parts(view.account.aBook),
  Balance: ({ view }) => money(view.account.balance),
  Bonus: () => 0,
  Equity: ({ view }) => money(view.figures.equity),
  Asset: () => ASSET.name,
  AssetName: () => ASSET.name,
  Precision: () => ASSET.precision,
  LeverageMax: ({ view }) => view.figures.leverage,
  MCLevel: ({ view }) => view.figures.mcLevel,
  Margin: ({ view }) => money(view.figures.margin),
  FreeMargin: ({ view }) => money(view.figures.freeMargin),
  MarginLevel: ({ view }) => (view.figures.marginLevel === null ? undefined : scaled(view.figures.marginLevel, 2)),
  Factor: ({ view }) => parts(view.account.factor),
  Leverage: ({ view }) => parts(view.account.factor),
  Target: ({ view }) => (view.account.target === 0 ? undefined : parts(view.account.target)),
  Protection: ({ view }) => parts(view.account.protection),
  TargetEquity: ({ view }) => (view.account.target === 0 ? undefined : level(view.account.targetLevel)),
  ProtectionEquity: ({ view }) => level(view.account.protectionLevel),
  MCReached: ({ view }) => momentOf(view.account.mcReached),
  ProtectionReached: ({ view }) => momentOf(view.account.protectionReached),
  TargetReached: ({ view }) => momentOf(view.account.targetReached),
  AccountMinBalance: ({ view }) => money(view.figures.accountMinBalance),
  AvailableToWithdraw: ({ view }) => money(view.figures.availableToWithdraw),
  ProfitBase: ({ view }) => money(view.account.profitBase),
  Profit: ({ view }) => money(view.figures.totalProfit),
  TotalProfit: ({ view }) => money(view.figures.totalProfit),
  TotalProfitNet: ({ view }) => money(view.figures.totalProfit - view.figures.feeToPay),
  TotalProfitGross: ({ view }) => money(view.figures.totalProfit + view.account.feePaid),
  Fee: ({ view }) => parts(view.terms.feeRate),
  Commission: ({ view }) => fractionOfRate(view.terms.commissionRate),
  FeeToPay: ({ view }) => money(view.figures.feeToPay),
  FeePaid: ({ view }) => money(view.account.feePaid),
  IntervalPnL: ({ view }) => money(view.figures.gross),
  ProfitCurrentIntervalGross: ({ view }) => money(view.figures.gross),
  ProfitCurrentIntervalNet: ({ view }) => money(view.figures.net),
  TotalCommissionPaid: ({ view }) => money(view.account.commissionPaid),
  TotalCommissionTrader: ({ view }) => money(view.account.commissionPaid),
  Positions: ({ view }) => view.figures.positions,
  PositionsCount: ({ view }) => view.figures.positions,
  Offer: ({ view }) => offerBlock({ id: view.account.offer, ...view.terms }),
};

/** An account of the second version. Its pages print a target that is not there as no number: without one it is 0. */
const SECOND = picked(
  { ...ACCOUNT, Target: ({ view }: SeenAccount) => parts(view.account.target) },
  named(`ID DT DTCreated DTClosed IsMyAccount IsSecurity Type Status State AccountSpecAssetID TradingIntervalCurrentID
    Balance Equity Asset LeverageMax MCLevel Margin FreeMargin MarginLevel Factor Target Protection TargetEquity
    ProtectionEquity MCReached ProtectionReached TargetReached AccountMinBalance AvailableToWithdraw TotalProfit FeeToPay
    FeePaid ProfitCurrentIntervalGross TotalCommissionPaid TotalCommissionTrader Positions PositionsCount Offer`),
);

/** An account as its owner, and the trader, see it in the second version. */
export function accountBlock(view: AccountView, client: number): Record<string, Json> {
  return rowOf(SECOND, { view, client });
}
