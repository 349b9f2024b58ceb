import {
  BALANCE_COMMAND,
  CHARTS,
  type ClientSamples,
  clientSearchShape,
  commonChanges,
  commonReads,
  DEAL,
  inAccount,
  LEVELS,
  ofAccount,
  PAUSES,
  POSITION,
  TOTALS,
  walletShape,
  YIELDS,
} from './test-client-samples.ts';
import { shapeOf } from './test-shapes.ts';

const RATES = shapeOf('Fee:n Commission:n');
const STRATEGY = shapeOf(
  `ID:i Name:s DTCreated:dt DTStat:dt DTClosed:dt? PartnerShare:n Status:i Yield:n MonthlyYield:n Accounts:i Symbols:s
   IsMyStrategy:b`,
);
const ACCOUNT = {
  ...shapeOf(
    `ID:i IsSecurity:b Type:i AccountSpecAssetID:i Asset:s TradingIntervalCurrentID:i DTCreated:dt Balance:n Equity:n Margin:n
     MarginLevel:n? IntervalPnL:n Status:i AccountMinBalance:n AvailableToWithdraw:n`,
  ),
  ...LEVELS,
};
const CHART = [shapeOf('Yield:n')] as const;

/** The 41 methods of the first version: rates are called `Fee` and `Commission`, bonuses are told, sums are lists. */
export const FIRST_SAMPLES: ClientSamples = {
  ...commonReads(1),
  'strategies.get': {
    as: 'investor',
    body: () => ({ ID: '1' }),
    shape: {
      Strategy: {
        ...shapeOf(
          `ID:i Name:s Yield:n MonthlyYield:n Accounts:i DTCreated:dt DTStat:dt DTClosed:dt? Equity:n IsMyStrategy:b Status:i`,
        ),
        ...RATES,
        Yields: YIELDS,
      },
      MyAccount: shapeOf(
        `ID:i ProfitCurrentIntervalGross:n TotalProfitNet:n TotalProfit:n FeeToPay:n FeePaid:n TotalCommissionPaid:n State:i
         Equity:n Factor:n AvailableToWithdraw:n AccountMinBalance:n IsSecurity:b Target:n Protection:n Type:i Status:i`,
      ),
    },
  },
  'strategies.search': {
    as: 'investor',
    body: () => ({ Filter: { Name: 'super', MyActiveAccounts: 1 }, OrderBy: { Field: 'Account.Equity' } }),
    shape: clientSearchShape(
      1,
      'Strategies',
      {
        ...STRATEGY,
        Yields: YIELDS,
        Offer: RATES,
        Account: { ...ACCOUNT, ...shapeOf('Positions:i FeePaid:n FeeToPay:n') },
        Chart: CHART,
      },
      { Name: 's', MyActiveAccounts: 'b' },
    ),
  },
  'ratings.get': {
    as: 'investor',
    body: () => ({ Filter: { RatingType: 0, StrategyName: 'profit' } }),
    shape: {
      ...withoutWallets(
        clientSearchShape(
          1,
          'Strategies',
          {
            Strategy: {
              ...shapeOf(
                `ID:i Name:s MonthlyYield:n Yield:n AgeByDays:i Symbols:s SignalSourceType:i IsMyStrategy:b Status:i Type:i
                 Accounts:i`,
              ),
              ...RATES,
            },
            Account: shapeOf(
              `ID:i Type:i Equity:n ProfitCurrentIntervalNet:n TotalProfitNet:n TotalProfit:n Factor:n Target:n Protection:n
               ProtectionEquity:n TargetEquity:n State:i Status:i IsSecurity:b Balance:n AccountMinBalance:n
               AvailableToWithdraw:n`,
            ),
            Chart: CHART,
          },
          { RatingType: 'i', StrategyName: 's' },
        ),
      ),
      MyFunds: [shapeOf('InvestedNet:n EquityNet:n')],
    },
  },
  ...CHARTS,
  'myStrategies.search': {
    as: 'trader',
    body: () => ({ Filter: { Value: 'super', IsActive: true }, OrderBy: { Field: 'Offer.Fee', Direction: 'Desc' } }),
    shape: clientSearchShape(
      1,
      'Strategies',
      {
        ...STRATEGY,
        ...shapeOf('MasterAccount:s FeePaid:n FeeToPay:n CommissionPaid:n CommissionToPay:n'),
        Offer: RATES,
        Account: { ...ACCOUNT, ...shapeOf('TotalProfitNet:n TotalProfit:n') },
      },
      { Value: 's', IsActive: 'b' },
    ),
  },
  'accounts.get': {
    as: 'investor',
    body: ofAccount,
    shape: {
      ...shapeOf(
        `ID:i Fee:n DT:dt DTClosed:dt? Type:i IsSecurity:b Status:i Balance:n Bonus:n Equity:n AvailableToWithdraw:n
         AccountMinBalance:n Margin:n MarginLevel:n? ProfitBase:n AssetName:s Precision:i PositionsCount:i
         TotalProfitGross:n`,
      ),
      ...LEVELS,
      Strategy: shapeOf('ID:i Name:s Status:i'),
    },
  },
  'accounts.getStatement': {
    as: 'investor',
    body: ofAccount,
    shape: {
      Statement: [
        {
          CurrentDate: 'dt',
          Strategy: { ...shapeOf('ID:i Name:s IsMyStrategy:b Status:i'), ...RATES },
          Account: shapeOf(
            `ID:i IsMyAccount:b IsSecurity:b IDCompany:i DT:dt DTClosed:dt? ABook:n Type:i AssetName:s LeverageMax:i MCLevel:i
             Balance:n Margin:n State:i Factor:n Target:n Protection:n TargetEquity:n ProtectionEquity:n Equity:n
             FreeMargin:n MarginLevel:n? Status:i AccountMinBalance:n AvailableToWithdraw:n`,
          ),
        },
      ],
    },
  },
  'accounts.search': {
    as: 'investor',
    body: () => ({ Filter: { MyActiveAccounts: true }, OrderBy: { Field: 'Strategy.Yield', Direction: 'Desc' } }),
    shape: clientSearchShape(
      1,
      'Accounts',
      {
        ...ACCOUNT,
        ...shapeOf('DTClosed:dt? TotalProfitNet:n TotalProfit:n'),
        Strategy: { ...STRATEGY, Offer: RATES },
        Chart: CHART,
      },
      { MyActiveAccounts: 'b' },
    ),
  },
  'positions.search': {
    as: 'investor',
    body: inAccount,
    shape: { ...clientSearchShape(1, 'Positions', POSITION, { AccountID: 'i' }), PositionsTotal: [TOTALS] },
  },
  'deals.search': {
    as: 'investor',
    body: inAccount,
    shape: {
      ...clientSearchShape(1, 'Deals', DEAL, { AccountID: 'i' }),
      DealsTotal: [{ ...TOTALS, Commission: 'n' }],
    },
  },
  'myStrategies.add': {
    as: 'trader',
    body: () => ({
      Name: 'Mine',
      FeeRate: 0.2,
      Shared: true,
      CommissionRate: 0.0001,
      Protection: 0.5,
      Target: 1.5,
      Money: 500,
    }),
    shape: {
      AccountCommand: { ID: 'i' },
      Wallets: [walletShape(1)],
      Strategies: [
        {
          Strategy: {
            ...shapeOf('ID:i Name:s DTCreated:dt DTStat:dt? PartnerShare:n Status:i Yield:n Accounts:i Symbols:s'),
            Offer: RATES,
          },
          Account: {
            ...shapeOf(
              `ID:i IsSecurity:b AccountSpecAssetID:i Asset:s TradingIntervalCurrentID:i DTCreated:dt Balance:n Equity:n
               Margin:n IntervalPnL:n Status:i`,
            ),
            ...LEVELS,
          },
        },
      ],
    },
  },
  'accounts.add': {
    as: 'leaver',
    body: () => ({ StrategyID: '1', Factor: 1, Protection: 0.5, Target: 1, Money: 300 }),
    shape: BALANCE_COMMAND,
  },
  ...PAUSES,
  ...commonChanges(2),
};

function withoutWallets<T extends { readonly [key: string]: unknown }>({ Wallets: _, ...shape }: T) {
  return shape as Omit<T, 'Wallets'>;
}
