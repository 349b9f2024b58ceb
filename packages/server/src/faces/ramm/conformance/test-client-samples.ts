import type { TestCompany } from '../test-company.ts';
import { STATISTIC } from './test-entities.ts';
import { type Shape, searchShape, shapeOf } from './test-shapes.ts';

/** A call of a client in the test company, and the shape of its documented answer. */
export interface ClientSample {
  readonly as: 'investor' | 'trader' | 'leaver';
  readonly body: (company: TestCompany, answers: Answers) => unknown;
  /** null: an empty body. */
  readonly shape: Shape | null;
}

/** What methods have answered so far, by method. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
export type Answers = ReadonlyMap<string, any>;

/** Samples by method, in an order that fits: what changes or ends something comes last. */
export type ClientSamples = Readonly<Record<string, ClientSample>>;

export const nothing = (): unknown => undefined;
export const ofStrategy = (): unknown => ({ StrategyID: 1 });
export const ofAccount = ({ accounts }: TestCompany): unknown => ({ AccountID: accounts.open });
export const ofMoney = ({ accounts }: TestCompany): unknown => ({ AccountID: String(accounts.open), Amount: '20.5' });
/** Numbers as pages send them: as text. */
export const inAccount = ({ accounts }: TestCompany): unknown => ({ Filter: { AccountID: String(accounts.open) } });

const WALLET = shapeOf('ID:i Asset:s Balance:n Invested:n Margin:n IntervalPnL:n');

/** A wallet beside what is searched for. */
export function walletShape(version: number): Shape {
  return version === 1 ? { ...WALLET, Bonus: 'n' } : { ...WALLET, ProfitCurrentIntervalGross: 'n' };
}

/** The answer of a search of clients: as that of managers, with the wallet beside it. */
export function clientSearchShape(version: number, entities: string, row: Shape, filter: Shape = {}) {
  return { ...(searchShape(entities, row, filter) as object), Wallets: [walletShape(version)] } as {
    readonly [key: string]: Shape;
  };
}

/** The answer of a list of a strategy's accounts. */
function accountsShape(row: Shape): Shape {
  const { Filter: _, ...sections } = searchShape('Accounts', row) as { readonly [key: string]: Shape };
  return { ...sections, StrategyID: 'i' };
}

const COMMAND = { CommandID: 'i' };
export const BALANCE_COMMAND = shapeOf('AccountID:i CommandBalanceID:i');
export const POSITION = shapeOf(
  'ID:i Symbol:s Volume:n Price:n Margin:n Swap:n Profit:n TotalProfit:n ProfitCalcQuote:n PrecisionPrice:i PrecisionVolume:i',
);
export const DEAL = shapeOf(
  `ID:i SignalID:i? CommandID:i? SOID:i? TradingIntervalID:i DT:dt Type:i Symbol:s? Volume:n Price:n? Commission:n Entry:i?
   Profit:n Swap:n TotalProfit:n DealToID:i? PrecisionPrice:i PrecisionVolume:i Netting:i`,
);
export const TOTALS = shapeOf('Profit:n TotalProfit:n Swap:n');
export const OFFER = shapeOf('ID:i FeeRate:n CommissionRate:i');
export const YIELDS = shapeOf('current:n day:n week:n month:n quarter:n');
export const TRADER_INFO = shapeOf(
  'MasterAccount:s? ManageType:i FeePaid:n FeeToPay:n CommissionPaid:n CommissionToPay:n',
);
/** How an account is protected and aimed. */
export const LEVELS = shapeOf(
  'Factor:n Protection:n ProtectionEquity:n Target:n? TargetEquity:n? MCReached:dt? ProtectionReached:dt? TargetReached:dt?',
);

/** What the second and the third version tell of a strategy of `accounts.get`. */
export const STRATEGY = {
  ...shapeOf(
    `ID:i Name:s AccountingSystem:i Yield:n MonthlyYield:n Accounts:i Symbols:s DTCreated:dt DTStat:dt DTClosed:dt?
     AgeByDays:i MasterAccount:s? IsMyStrategy:b Status:i`,
  ),
  Yields: YIELDS,
  Tags: {},
  PublicOffer: OFFER,
  'TraderInfo?': TRADER_INFO,
  'PartnerInfo?': shapeOf('CommissionToPay:n'),
};

/** Closed investments with their strategies: the second and the third version have them, each with its account. */
export function closedInvestments(version: number, account: Shape, order: object): ClientSample {
  const row = { ...STRATEGY, 'ActiveAccountID?': 'i', Account: account } as const;
  return {
    as: 'leaver',
    body: () => ({ Filter: { Name: 'super' }, OrderBy: order }),
    shape: clientSearchShape(version, 'Strategies', row, { Name: 's' }),
  };
}

/** Methods that all versions have, in their order of calls: those that only read come first. */
export function commonReads(version: number): ClientSamples {
  const details = {
    ...(walletShape(version) as object),
    ...shapeOf('IDClient:i DT:dt Status:i ActiveStrategiesCount:i'),
  };
  const active = shapeOf(
    `ID:i DT:dt Equity:n ProfitCurrentIntervalGross:n FeePaid:n TotalCommissionTrader:n FeeToPay:n TotalProfitNet:n
     IsMyAccount:b`,
  );
  const closed = shapeOf('ID:i DT:dt DTClosed:dt FeePaid:n TotalCommissionTrader:n TotalProfitNet:n IsMyAccount:b');
  const byVersion: Record<number, [object, object]> = {
    1: [{}, {}],
    2: [shapeOf('State:i ClientID:i'), shapeOf('ClientID:i')],
    3: [shapeOf('State:i Leverage:n'), {}],
  };
  const [moreActive = {}, moreClosed = {}] = byVersion[version] ?? [];
  const spec = shapeOf(
    `IDAccountSpecAsset:i IDSpec:i IDAsset:i IDStreamDefault:i IDStreamDefaultSecurity:i AccountMinBalance:n
     SecurityMinBalance:n Precision:i`,
  );
  return {
    'session.login': {
      as: 'investor',
      body: () => ({ Login: 'investor', Password: 'correct horse' }),
      shape: {
        Session: shapeOf('Token:s WalletID:i DTLastActivity:dt ExpirationMinutes:i'),
        Client: shapeOf('ID:i Login:s FirstName:s LastName:s Language:s PushToken:s'),
        Company: shapeOf('ID:i Name:s Demo:b BrandKey:s'),
        Wallets: [details as Shape],
      },
    },
    'statistic.get': { as: 'investor', body: nothing, shape: STATISTIC },
    'platform.getSpecification': {
      as: 'investor',
      body: nothing,
      shape: { Account: shapeOf('AvailableCurrency:s MinBalance:n'), Strategy: shapeOf('MinAmountToCreate:n') },
    },
    'wallets.get': {
      as: 'investor',
      body: ({ investor }) => ({ ID: String(investor.wallet) }),
      shape: details as Shape,
    },
    'walletTransfers.search': {
      as: 'investor',
      body: () => ({ Filter: { StrategyID: 1, Type: 4 }, OrderBy: { Field: 'StrategyName', Direction: 'Desc' } }),
      shape: clientSearchShape(
        version,
        'WalletTransfers',
        shapeOf(
          'ID:i StrategyID:i AccountID:i DealID:i DT:dt AccrualDate:dt? Amount:n Type:i Comment:s StrategyName:s',
        ),
        shapeOf('StrategyID:i Type:i'),
      ),
    },
    'myStrategies.checkName': {
      as: 'trader',
      body: () => ({ Name: 'Mine' }),
      shape: { StrategyNameAvailable: 'b' },
    },
    'myStrategies.getActiveAccounts': {
      as: 'trader',
      body: () => ({ StrategyID: 1, Pagination: { PerPage: 5 }, OrderBy: { Field: 'Equity', Direction: 'Desc' } }),
      shape: accountsShape({ ...active, ...(moreActive as typeof active) }),
    },
    'myStrategies.getClosedAccounts': {
      as: 'trader',
      body: () => ({ StrategyID: 1, OrderBy: { Field: 'IsMyStrategy' } }),
      shape: accountsShape({ ...closed, ...(moreClosed as typeof closed) }),
    },
    'accounts.searchSpec': {
      as: 'investor',
      body: nothing,
      shape: { AccountSpecAsset: version === 2 ? [spec] : spec },
    },
    'accountCommands.get': {
      as: 'investor',
      body: ({ accounts }) => ({ AccountCommandID: '2', AccountID: accounts.open, CommandBalanceID: 2 }),
      shape: { AccountCommandStatus: 'i' },
    },
  };
}

/** Charts and shares: the first and the second version have them. */
export const CHARTS: ClientSamples = {
  'charts.get': {
    as: 'investor',
    body: () => ({ StrategyID: '1', MaxPoints: 10, chartType: 'yield', chartSize: 'full' }),
    shape: { Chart: [shapeOf('DT:dt Yield:n')] },
  },
  'accounts.getCharts': {
    as: 'investor',
    body: ({ accounts }) => ({ AccountID: accounts.open, MaxPoints: 25, chartType: 'yield-leverage' }),
    shape: { Chart: [shapeOf('DT:dt Yield:n Equity:n')] },
  },
  'strategyportfolio.get': {
    as: 'investor',
    body: ofStrategy,
    shape: { StrategyPortfolio: [shapeOf('Symbol:s Share:n')] },
  },
  'strategysymbolstat.get': {
    as: 'investor',
    body: ofStrategy,
    shape: { StrategySymbolStat: [shapeOf('Symbol:s Share:n')] },
  },
};

/** Offers: the second and the third version have them. `strategy` is one that the trader has added. */
export function offers(strategy: number): ClientSamples {
  return {
    'myStrategies.addOffer': {
      as: 'trader',
      body: () => ({ StrategyID: strategy, FeeRate: 0.25, CommissionRate: 5 }),
      shape: shapeOf('OfferID:i Link:s'),
    },
    'myStrategies.setPublicOffer': { as: 'trader', body: () => ({ StrategyID: strategy, OfferID: 2 }), shape: null },
  };
}

/** Methods that change something and that all versions have; `strategy` is one that the trader has added. */
export function commonChanges(strategy: number): ClientSamples {
  const own = (): unknown => ({ StrategyID: strategy });
  return {
    'myStrategies.getToken': { as: 'trader', body: own, shape: { Token: 's' } },
    'myStrategies.setToken': { as: 'trader', body: own, shape: { Token: 's' } },
    'myStrategies.pause': { as: 'trader', body: own, shape: COMMAND },
    'strategyCommands.get': {
      as: 'trader',
      body: (_company, answers) => ({
        StrategyCommandID: answers.get('myStrategies.pause').CommandID,
        StrategyID: strategy,
      }),
      shape: { StrategyCommandStatus: 'i' },
    },
    'myStrategies.resume': { as: 'trader', body: own, shape: COMMAND },
    'myStrategies.close': { as: 'trader', body: own, shape: COMMAND },
    'accounts.fund': { as: 'investor', body: ofMoney, shape: BALANCE_COMMAND },
    'accounts.close': { as: 'investor', body: ofAccount, shape: COMMAND },
    'password.set': {
      as: 'investor',
      body: () => ({ OldPassword: 'correct horse', Password: 'another horse' }),
      shape: null,
    },
    'session.logout': { as: 'investor', body: nothing, shape: null },
  };
}

/** Methods of accounts that the third version has not; money is taken out of a paused account. */
export const PAUSES: ClientSamples = {
  'accounts.setFactor': {
    as: 'investor',
    body: ({ accounts }) => ({ AccountID: accounts.open, Factor: 2 }),
    shape: COMMAND,
  },
  'accounts.setProtection': {
    as: 'investor',
    body: ({ accounts }) => ({ AccountID: accounts.open, Protection: 0.2 }),
    shape: COMMAND,
  },
  'accounts.setTarget': {
    as: 'investor',
    body: ({ accounts }) => ({ AccountID: accounts.open, Target: 3 }),
    shape: COMMAND,
  },
  'accounts.pause': { as: 'investor', body: ofAccount, shape: COMMAND },
  'accounts.withdraw': { as: 'investor', body: ofMoney, shape: BALANCE_COMMAND },
  'accounts.resume': { as: 'investor', body: ofAccount, shape: COMMAND },
};
