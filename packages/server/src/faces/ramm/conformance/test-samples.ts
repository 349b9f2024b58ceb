import type { TestCompany } from '../test-company.ts';
import {
  ACCOUNT,
  ASSET,
  COMPANY,
  DEAL,
  FILL,
  MANAGER,
  POSITION,
  REQUEST,
  SESSION,
  SIGNAL,
  STATISTIC,
  STATISTIC_OF_CLIENT,
  STRATEGY,
  STREAMS,
  SYMBOL,
  TRANSFER,
  WALLET,
} from './test-entities.ts';
import { type Shape, searchShape } from './test-shapes.ts';

/** A method of managers, a call of it in the test company, and the shape of its documented sample. */
export interface Sample {
  readonly body: (company: TestCompany) => unknown;
  /** null: an empty body. */
  readonly shape: Shape | null;
}

const nothing = (): unknown => undefined;
const first = (): unknown => ({ ID: 1 });

/** Every method of managers. Those that change or end something come last, in an order that fits. */
export const MANAGER_SAMPLES: Readonly<Record<string, Sample>> = {
  'session.login': {
    body: () => ({ Login: 'ann', Password: 'correct horse' }),
    shape: { Companies: [{ ID: 'i', Name: 's', Demo: 'b', URL: 's' }] },
  },
  'session.get': { body: nothing, shape: SESSION },
  'session.getMethods': { body: nothing, shape: { Methods: ['s'] } },
  'session.heartbeat': { body: nothing, shape: { DTRightsLastUpdate: 'dt', UpdateImportance: 'i' } },
  'session.getMySessions': { body: nothing, shape: [SESSION] },
  'sessions.search': { body: nothing, shape: { Sessions: [SESSION] } },
  'profile.set': { body: () => ({ FirstName: 'Vasiliy', LastName: 'Pupkin', Mobile: '+74959466482' }), shape: null },
  'profile.get': { body: nothing, shape: { ID: 'i', Login: 's', FirstName: 's', LastName: 's', Mobile: 's' } },
  'settings.set': { body: () => ({ SettingsKey: 'grid', Settings: 'test settings' }), shape: null },
  'settings.get': { body: () => ({ SettingsKey: 'grid' }), shape: 's' },
  'managers.add': {
    body: () => ({
      Manager: { Login: 'test@gmail.com', Password: 'qwert12345', FirstName: 'Vasiliy' },
      Methods: ['clients.search', 'session.get'],
    }),
    shape: { ID: 'i', Login: 's', Password: 's' },
  },
  'managers.set': { body: () => ({ ID: 2, Comment: 'Some comment', Tag: 34 }), shape: null },
  'managers.search': {
    body: () => ({ Filter: { Login: 'test' } }),
    shape: searchShape('Managers', { ...MANAGER, Status: 'i', Tag: 'i' }, { Login: 's' }),
  },
  'managers.get': {
    body: () => ({ ID: 2 }),
    shape: { ...MANAGER, Tag: 's', Company: { ID: 'i', Name: 's', Demo: 'b' } },
  },
  'managers.setMethods': { body: () => ({ ManagerID: 2, Methods: ['clients.search', 'deals.get'] }), shape: null },
  'managers.getMethods': { body: ({ company }) => ({ ManagerID: 2, CompanyID: company.id }), shape: [{ Method: 's' }] },
  'companies.add': { body: () => ({ Name: 'FXInvest', URL: 'fxinvest.com', Demo: false }), shape: { CompanyID: 'i' } },
  'companies.search': {
    body: () => ({ Filter: { Name: 'fx' } }),
    shape: searchShape('Companies', COMPANY, { Name: 's' }),
  },
  'companies.get': { body: () => ({ ID: 2 }), shape: COMPANY },
  'company.set': { body: () => ({ Name: 'FXTrade', URL: 'fxtrade.com' }), shape: null },
  'company.get': { body: nothing, shape: { ID: 'i', Name: 's', URL: 's', Demo: 'b', Status: 'i' } },
  'company.getEquity': {
    body: () => ({}),
    shape: [{ IDCompany: 'i', DT: 'dt', Equity: 'n', Balance: 'n', WalletsBalance: 'n' }],
  },
  'clients.addWithWallet': {
    body: () => ({
      Login: 'test@test.ru',
      Password: 'qwert12345',
      FirstName: 'Vasiliy',
      Tag: 1,
      Test: true,
      Language: 'ru',
      Country: 'Slovenia',
      PrecisionVolume: 2,
    }),
    shape: { Client: { ID: 'i', Login: 's', Password: 's' }, Wallet: { ID: 'i', AssetID: 'i', AssetName: 's' } },
  },
  'clients.set': {
    body: () => ({
      ID: 1,
      IDLanguage: 0,
      FirstName: 'Vasiliy',
      Tag: 4545,
      Enabled: true,
      StrategyDefaultStreamID: 1,
      StrategyDefaultHedge: 0.75,
    }),
    shape: null,
  },
  'clients.search': {
    body: () => ({ Filter: { Value: 'trader', Test: 0 } }),
    shape: searchShape(
      'Clients',
      {
        ...Object.fromEntries(
          'ID Status Tag Test Enabled ActiveAccountsCount ActiveAccountsTotalPositionsCount ClosedAccountsCount ActiveStrategiesCount ClosedStrategiesCount'
            .split(' ')
            .map((name) => [name, 'i']),
        ),
        ...Object.fromEntries(
          'Login Email FirstName LastName Mobile Language Comment'.split(' ').map((name) => [name, 's']),
        ),
        ...Object.fromEntries(
          'ActiveAccountsTotalBalance ActiveAccountsTotalEquity WalletsTotalBalance TotalFunds'
            .split(' ')
            .map((name) => [name, 'n']),
        ),
      },
      { Value: 's', Test: 'i' },
    ),
  },
  'clients.get': {
    body: first,
    shape: {
      ...Object.fromEntries(
        'ID IDCompany IDLanguage IDReferralToken Status Tag StrategyDefaultStreamID'
          .split(' ')
          .map((name) => [name, 'i']),
      ),
      ...Object.fromEntries(
        'FirstName LastName Mobile Login Comment Language Country Email ExternalPartnerReference StrategyDefaultStreamName'
          .split(' ')
          .map((name) => [name, 's']),
      ),
      RegisteredDate: 'dt',
      Enabled: 'b',
      Test: 'b',
      ReferralRebate: 'n',
      StrategyDefaultHedge: 'n',
      AvailableStreams: STREAMS,
      Statistic: STATISTIC_OF_CLIENT,
    },
  },
  'clients.searchStatistic': {
    body: () => ({ OrderBy: { Field: 'Login', Direction: 'Desc' } }),
    shape: searchShape('Statistic', STATISTIC),
  },
  'clients.getCharges': {
    body: () => ({ ExecutionServerName: 'FXTrade-MT5', ID: 0 }),
    shape: { Charges: [{ ExecutionAccount: 's', ID: 'i', Charges: 'n' }] },
  },
  'clients.setPassword': { body: () => ({ ClientID: '1', Password: 'qwert12345' }), shape: null },
  'clients.getOTP': { body: () => ({ ClientID: 1 }), shape: { OTP: 's' } },
  'wallets.get': { body: first, shape: { ...WALLET, DT: 'dt', Test: 'i' } },
  'wallets.search': {
    body: () => ({ Filter: { ClientID: 1, TestClient: false } }),
    shape: searchShape('Wallets', WALLET, { ClientID: 'i', TestClient: 'b' }),
  },
  'walletTransfers.add': {
    body: () => ({ WalletID: 1, ExternalTransferID: 45, Type: 0, Amount: 100.5, CommentClient: 'c' }),
    shape: { WalletTransferID: 'i' },
  },
  'walletTransfers.search': {
    body: () => ({ Filter: { WalletID: 1 } }),
    shape: searchShape('WalletTransfers', { ...TRANSFER, Test: 'i' }, { WalletID: 'i' }),
  },
  'walletTransfers.get': { body: first, shape: { ...TRANSFER, IDWallet: 'i' } },
  'walletTransfers.getRewards': {
    body: () => ({ ExecutionServerName: 'FXTrade-MT5', ID: 0 }),
    shape: { Transactions: [{ ExecutionAccount: 's', ID: 'i', Amount: 'n' }] },
  },
  'strategies.search': {
    body: () => ({
      Filter: { Closed: false, ClientID: 1, Name: 'superprofit' },
      OrderBy: { Field: 'ID', Direction: 'Desc' },
    }),
    shape: searchShape(
      'Strategies',
      {
        ...STRATEGY,
        ClientID: 'i',
        Yields: { current: 'n', day: 'n', week: 'n', month: 'n', quarter: 'n' },
        Chart: [{ Yield: 'n' }],
      },
      { Closed: 'b', ClientID: 'i', Name: 's' },
    ),
  },
  'strategies.get': {
    body: first,
    shape: {
      ...STRATEGY,
      CompanyID: 'i',
      CompanyName: 's',
      TraderID: 'i',
      Demo: 'b',
      Equity: 'n',
      TraderFirstName: 's',
      TraderLastName: 's',
      Chart: [{ Yield: 'n', DT: 'dt' }],
    },
  },
  'strategies.add': {
    body: ({ trader }) => ({
      WalletID: trader.wallet,
      ClientID: trader.client,
      AccountSpecAssetID: 1,
      Name: 'Second',
      FeeRate: 0.25,
      Protection: 0.5,
      Target: 1.5,
      Money: 1000,
      CommissionRate: 0.0001,
    }),
    shape: { Strategy: { ID: 'i' } },
  },
  'strategies.set': { body: () => ({ ID: 2, Name: 'SuperProfit45' }), shape: null },
  'strategies.checkName': { body: () => ({ Name: 'superprofit45' }), shape: { StrategyNameAvailable: 'b' } },
  'strategysymbolstat.get': { body: first, shape: { StrategySymbolStat: [{ Symbol: 's', Share: 'n' }] } },
  'accounts.search': {
    body: () => ({ Filter: { StrategyID: 1 } }),
    shape: searchShape('Accounts', { ...ACCOUNT, DTCreated: 'dt', StreamName: 's', Test: 'i' }, { StrategyID: 'i' }),
  },
  'accounts.get': {
    body: ({ accounts }) => ({ ID: accounts.open }),
    shape: {
      ...ACCOUNT,
      CompanyID: 'i',
      DT: 'dt',
      PositionsCount: 'i',
      AvailableStreams: STREAMS,
      ...Object.fromEntries(
        'SuccessFee FeeTotal AccountMinBalance AvailableToWithdraw ProfitCurrentIntervalGross ProfitCurrentIntervalNet ProfitPositions FeeRate DrawdownIn'
          .split(' ')
          .map((name) => [name, 'n']),
      ),
    },
  },
  'accounts.getStatement': {
    body: ({ accounts }) => ({ ID: accounts.open }),
    shape: {
      IDStrategy: 'i',
      StrategyName: 's',
      AccountingSystem: 'i',
      Commission: 'n',
      Fee: 'n',
      IDAccount: 'i',
      DT: 'dt',
      ABook: 'n',
      Type: 'i',
      DTStamp: 'dt',
      AccountAssetName: 's',
      LeverageMax: 'n',
      MCLevel: 'n',
      State: 'i',
      Factor: 'n',
      Target: 'n',
      Protection: 'n',
      TargetEquity: 'n',
      ProtectionEquity: 'n',
    },
  },
  'accounts.set': {
    body: ({ accounts }) => ({ ID: accounts.open, ABook: 0.5, StreamID: 1 }),
    shape: { ABookCommandID: 'i', CommandStreamID: 'i' },
  },
  'deals.search': {
    body: () => ({ Filter: { StrategyID: 1 } }),
    shape: searchShape(
      'Deals',
      {
        ID: 'i',
        ...DEAL,
        AccountType: 'i',
        ClientID: 'i',
        WalletID: 'i',
        ClientLogin: 's',
        ClientEmail: 's',
        Test: 'i',
        StrategyTags: 's?',
      },
      { StrategyID: 'i' },
    ),
  },
  'deals.get': {
    body: () => ({ ID: 4 }),
    shape: {
      DealID: 'i',
      ...DEAL,
      CommissionLiquidity: 'n',
      CommissionBroker: 'n',
      CommissionTrader: 'n',
      CommissionPartner: 'n',
      Comment: 's',
      Tag: 'i',
    },
  },
  'positions.search': {
    body: () => ({ Filter: { Symbol: 'EURUSD' } }),
    shape: searchShape(
      'Positions',
      { ID: 'i', ...POSITION, StrategyID: 'i', StrategyName: 's', TraderID: 'i', TraderLogin: 's', Test: 'i' },
      { Symbol: 's' },
    ),
  },
  'positions.get': { body: () => ({ PositionID: 1 }), shape: { PositionID: 'i', ...POSITION } },
  'fills.search': { body: () => ({}), shape: searchShape('Fills', { ...FILL, Test: 'i' }) },
  'fills.get': { body: first, shape: FILL },
  'fillRequests.search': {
    body: () => ({ Filter: { StreamID: 1 } }),
    shape: searchShape('FillRequests', { ...REQUEST, Test: 'i' }, { StreamID: 'i' }),
  },
  'fillRequests.get': { body: first, shape: REQUEST },
  'signals.search': {
    body: () => ({ Filter: { StrategyID: 1, Status: 1 } }),
    shape: searchShape('Signals', SIGNAL, { StrategyID: 'i', Status: 'i' }),
  },
  'signals.get': { body: first, shape: SIGNAL },
  'assets.search': {
    body: () => ({ Filter: { Type: 0, Name: 'US' } }),
    shape: searchShape('Assets', ASSET, { Type: 'i', Name: 's' }),
  },
  'assets.get': { body: () => ({ ID: 840 }), shape: ASSET },
  'symbols.search': { body: () => ({ Filter: { Name: 'eur' } }), shape: searchShape('Symbols', SYMBOL, { Name: 's' }) },
  'symbols.get': { body: ({ instrument }) => ({ ID: instrument('EURUSD').id }), shape: SYMBOL },
  'streams.get': { body: nothing, shape: [{ IDStream: 'i', Name: 's' }] },
  'trading.searchStrategies': {
    body: () => ({ Statuses: [1], NeedSyncOnly: false }),
    shape: { Strategies: [{ ID: 'i', Status: 'i', NeedSync: 'b', ExternalAccount: 's?', ExternalServer: 's?' }] },
  },
  'trading.addSignal': {
    body: () => ({ StrategyID: 1, Symbol: 'EURUSD', Lot: -0.1, Ticket: '5645', Comment: 'c' }),
    shape: { SignalID: 'i' },
  },
  'trading.addSync': {
    body: () => ({ StrategyID: 1, SoftSync: true, Signals: [{ Symbol: 'EURUSD', Lot: 0.5, Equity: 10000 }] }),
    shape: null,
  },
  'accounts.pause': { body: ({ accounts }) => ({ ID: accounts.open }), shape: { CommandID: 'i' } },
  'accounts.resume': { body: ({ accounts }) => ({ ID: accounts.open }), shape: { CommandID: 'i' } },
  'accounts.close': { body: ({ accounts }) => ({ ID: accounts.open }), shape: { CommandID: 'i' } },
  'strategies.close': { body: first, shape: { CommandID: 'i' } },
  'password.set': { body: () => ({ OldPassword: 'correct horse', Password: 'another horse' }), shape: null },
  'sessions.logout': { body: () => ({ Login: 'test@gmail.com' }), shape: null },
  'session.logout': { body: nothing, shape: null },
};
