import type { Strategy } from '@outcry/core';
import type { ClosedInvestments } from '../../../readmodel/index.ts';
import type { Columns } from '../search/live.ts';
import { eighths, money } from '../wire/units.ts';
import type { ClientView } from './client.ts';

/** A row of `clients.searchStatistic`, and the answer of a client's `statistic.get`. */
export const STATISTIC_COLUMNS: Columns<ClientView> = {
  IDClient: ({ client }) => client.id,
  IDCompany: ({ client }) => client.company,
  Test: ({ client }) => (client.test ? 1 : 0),
  AccountsBalance: ({ held }) => money(held.investments.balance),
  AccountsEquity: ({ held }) => money(held.investments.equity),
  AccountsProfitCurrentIntervalGross: ({ held }) => money(held.investments.gross),
  AccountsProfitPositionsGross: ({ held }) => money(held.investments.profitPositions),
  AccountsPastProfit: (view) => money(ended(view, 'pastProfit') + view.held.investments.pastProfit),
  AccountsFeeCharged: (view) => money(feePaid(view) + view.held.investments.feeToPay),
  AccountsFeePaid: (view) => money(feePaid(view)),
  AccountsCommissionPaid: (view) => money(ended(view, 'commissionPaid') + view.held.investments.commissionPaid),
  AccountsActive: ({ held }) => held.investments.accounts,
  AccountsClosed: ({ history }) => history?.closedAccounts ?? 0,
  StrategiesActive: ({ activeStrategies }) => activeStrategies,
  StrategiesClosed: ({ closedStrategies }) => closedStrategies,
  StrategiesFeeReceived: (view) => money(led(view, ({ feesReceived }) => feesReceived)),
  StrategiesFeeDue: (view) => money(led(view, (strategy) => view.world.kept.feesDue(strategy))),
  StrategiesCommissionReceived: (view) => money(led(view, ({ commissionsReceived }) => commissionsReceived)),
  StrategiesCommissionDue: (view) => money(led(view, ({ rewards }) => rewards)),
  WalletTransfersTotalIn: (view) => money(view.transfers(0)),
  WalletTransfersTotalOut: (view) => money(-view.transfers(1) + 0),
  WalletTransfersTotalDelta: (view) => money(view.transfers(0) + view.transfers(1)),
  Swap: ({ history }) => money(history?.deals.swap ?? 0),
  DealsVolume: ({ history }) => eighths(history?.deals.volume ?? 0),
  WalletsTotalBalance: ({ free }) => money(free),
  PositionsCount: ({ held }) => held.own.positions,
  Login: ({ client }) => client.login,
};

/** What closed investments came to. */
function ended({ history }: ClientView, figure: keyof ClosedInvestments): number {
  return history?.closed[figure] ?? 0;
}

function feePaid(view: ClientView): number {
  return ended(view, 'feePaid') + view.held.investments.feePaid;
}

function led({ strategies }: ClientView, read: (strategy: Strategy) => number): number {
  return strategies.reduce((sum, strategy) => sum + read(strategy), 0);
}
