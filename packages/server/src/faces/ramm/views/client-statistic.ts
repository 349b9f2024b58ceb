import type { ClosedInvestments } from '../../../readmodel/index.ts';
import type { Columns } from '../search/live.ts';
import { eighths, money } from '../wire/units.ts';
import type { AccountView } from './account.ts';
import type { ClientView } from './client.ts';

/** A row of `clients.searchStatistic`, and the answer of a client's `statistic.get`. */
export const STATISTIC_COLUMNS: Columns<ClientView> = {
  IDClient: ({ client }) => client.id,
  IDCompany: ({ client }) => client.company,
  Test: ({ client }) => (client.test ? 1 : 0),
  AccountsBalance: (view) => money(invested(view, ({ account }) => account.balance)),
  AccountsEquity: (view) => money(invested(view, ({ figures }) => figures.equity)),
  AccountsProfitCurrentIntervalGross: (view) => money(invested(view, ({ figures }) => figures.gross)),
  AccountsProfitPositionsGross: (view) => money(invested(view, ({ figures }) => figures.profitPositions)),
  AccountsPastProfit: (view) => money(ended(view, 'pastProfit') + invested(view, ({ account }) => account.pastProfit)),
  AccountsFeeCharged: (view) =>
    money(ended(view, 'feePaid') + invested(view, ({ account, figures }) => account.feePaid + figures.feeToPay)),
  AccountsFeePaid: (view) => money(ended(view, 'feePaid') + invested(view, ({ account }) => account.feePaid)),
  AccountsCommissionPaid: (view) =>
    money(ended(view, 'commissionPaid') + invested(view, ({ account }) => account.commissionPaid)),
  AccountsActive: ({ investments }) => investments.length,
  AccountsClosed: ({ history }) => history?.closedAccounts ?? 0,
  StrategiesActive: ({ activeStrategies }) => activeStrategies,
  StrategiesClosed: ({ closedStrategies }) => closedStrategies,
  StrategiesFeeReceived: (view) => money(led(view, ({ strategy }) => strategy.feesReceived)),
  StrategiesFeeDue: (view) => money(led(view, ({ feesDue }) => feesDue)),
  StrategiesCommissionReceived: (view) => money(led(view, ({ strategy }) => strategy.commissionsReceived)),
  StrategiesCommissionDue: (view) => money(led(view, ({ strategy }) => strategy.rewards)),
  WalletTransfersTotalIn: (view) => money(view.transfers(0)),
  WalletTransfersTotalOut: (view) => money(-view.transfers(1) + 0),
  WalletTransfersTotalDelta: (view) => money(view.transfers(0) + view.transfers(1)),
  Swap: ({ history }) => money(history?.deals.swap ?? 0),
  DealsVolume: ({ history }) => eighths(history?.deals.volume ?? 0),
  WalletsTotalBalance: ({ free }) => money(free),
  PositionsCount: (view) => view.sum(({ figures }) => figures.positions),
  Login: ({ client }) => client.login,
};

/** What closed investments came to. */
function ended({ history }: ClientView, figure: keyof ClosedInvestments): number {
  return history?.closed[figure] ?? 0;
}

function invested({ investments }: ClientView, read: (view: AccountView) => number): number {
  return investments.reduce((sum, view) => sum + read(view), 0);
}

function led({ strategies }: ClientView, read: (view: ClientView['strategies'][number]) => number): number {
  return strategies.reduce((sum, view) => sum + read(view), 0);
}
