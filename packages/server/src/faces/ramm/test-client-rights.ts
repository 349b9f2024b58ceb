import type { TestCompany } from './test-company.ts';

/** What belongs to others: a strategy with a public offer, a hidden one, an investment, commands; and what is one's own. */
export interface Belongings {
  readonly company: TestCompany;
  /** Of the trader: hidden behind a link, with its offer. */
  readonly hidden: { readonly strategy: number; readonly offer: number; readonly name: string };
  /** Commands of the trader's strategy and of the investor's account. */
  readonly commands: { readonly strategy: number; readonly account: number };
  /** The stranger's own client, wallet, strategy and account. */
  readonly own: {
    readonly client: number;
    readonly wallet: number;
    readonly strategy: number;
    readonly account: number;
  };
}

/**
 * What a stranger meets who asks for what is another's. `refused`: he is refused, and nothing has changed; each body is
 * tried. `own`: he is answered with his own alone.
 */
export type RightsCase =
  | { readonly refused: (others: Belongings) => readonly unknown[] }
  | { readonly own: (others: Belongings, version: number) => unknown };

const publicStrategy: RightsCase = { refused: () => [{ StrategyID: 1 }] };
const hiddenStrategy: RightsCase = { refused: ({ hidden }) => [{ StrategyID: hidden.strategy }] };
const account = (more: object = {}): RightsCase => ({
  refused: ({ company: { accounts } }) => [
    { AccountID: accounts.open, ...more },
    { AccountID: accounts.security, ...more },
    { AccountID: accounts.closed, ...more },
  ],
});
const inAccount: RightsCase = {
  refused: ({ company: { accounts } }) => [accounts.open, accounts.security, accounts.closed].map(filterOf),
};
const own = (body: unknown = {}): RightsCase => ({ own: () => body });

function filterOf(id: number): unknown {
  return { Filter: { AccountID: id } };
}

/** Every method of clients: one that is missing here fails the test. */
export const RIGHTS_CASES: Readonly<Record<string, RightsCase>> = {
  'session.login': own({ Login: 'stranger', Password: 'correct horse' }),
  'otp.get': own(),
  'statistic.get': own(),
  'platform.getSpecification': own(),
  'accounts.searchSpec': own(),
  'wallets.get': { refused: ({ company }) => [{ ID: company.investor.wallet }, { ID: company.trader.wallet }] },
  'walletTransfers.search': { own: ({ company }) => filterOf(company.accounts.open) },
  'strategies.get': { refused: ({ hidden }) => [{ ID: hidden.strategy }] },
  'strategies.search': own({ Filter: { SearchMode: 'Rating' } }),
  'strategies.getOffers': { own: () => ({ StrategyID: 1 }) },
  'ratings.get': own({ Filter: { RatingType: 1 } }),
  'charts.get': hiddenStrategy,
  'strategyportfolio.get': hiddenStrategy,
  'strategysymbolstat.get': hiddenStrategy,
  'accounts.getCharts': account(),
  'myStrategies.search': own(),
  'myStrategies.checkName': own({ Name: 'Mine' }),
  'myStrategies.add': {
    own: (_others, version) => ({ Name: `Another ${version}`, Money: 100, Command: { Name: 'EURUSD' } }),
  },
  'myStrategies.addOffer': { refused: () => [{ StrategyID: 1, FeeRate: 0.1, CommissionRate: 1 }] },
  'myStrategies.setPublicOffer': {
    refused: ({ hidden, own: mine }) => [
      { StrategyID: 1 },
      { StrategyID: hidden.strategy, OfferID: hidden.offer },
      { StrategyID: mine.strategy, OfferID: hidden.offer },
    ],
  },
  'myStrategies.close': publicStrategy,
  'myStrategies.pause': publicStrategy,
  'myStrategies.resume': publicStrategy,
  'myStrategies.getToken': publicStrategy,
  'myStrategies.setToken': publicStrategy,
  'myStrategies.setVideo': { refused: () => [{ StrategyID: 1, Youtube: 'BERFDOJK8' }] },
  'myStrategies.getActiveAccounts': publicStrategy,
  'myStrategies.getClosedAccounts': publicStrategy,
  'strategyCommands.get': {
    refused: ({ commands, own: mine }) => [
      { StrategyCommandID: commands.strategy },
      { StrategyCommandID: commands.strategy, StrategyID: mine.strategy },
    ],
  },
  'accountCommands.get': {
    refused: ({ commands, own: mine }) => [
      { AccountCommandID: commands.account },
      { AccountCommandID: commands.account, AccountID: mine.account },
    ],
  },
  'accounts.add': {
    refused: ({ hidden, own: mine }) => [
      { StrategyID: hidden.strategy, OfferID: hidden.offer, Money: 200 },
      { StrategyID: mine.strategy, OfferID: hidden.offer, Money: 200 },
    ],
  },
  'accounts.fund': account({ Amount: 10 }),
  'accounts.withdraw': account({ Amount: 10 }),
  'accounts.close': account(),
  'accounts.pause': account(),
  'accounts.resume': account(),
  'accounts.setFactor': account({ Factor: 2 }),
  'accounts.setLeverage': account({ Leverage: 2 }),
  'accounts.setProtection': account({ Protection: 0.1 }),
  'accounts.setTarget': account({ Target: 2 }),
  'accounts.get': account(),
  'accounts.getStatement': account(),
  'accounts.search': own(),
  'accounts.searchClosed': own(),
  'positions.search': inAccount,
  'deals.search': inAccount,
  'hedgingPositions.searchOpen': inAccount,
  'hedgingPositions.searchClosed': inAccount,
  'password.set': own({ OldPassword: 'correct horse', Password: 'another horse' }),
  'session.logout': own(),
};
