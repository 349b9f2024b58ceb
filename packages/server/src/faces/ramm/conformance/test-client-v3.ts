import {
  BALANCE_COMMAND,
  type ClientSamples,
  clientSearchShape,
  closedInvestments,
  commonChanges,
  commonReads,
  DEAL,
  inAccount,
  LEVELS,
  nothing,
  OFFER,
  offers,
  ofMoney,
  POSITION,
  STRATEGY,
  TOTALS,
} from './test-client-samples.ts';
import { shapeOf } from './test-shapes.ts';

const BESIDE = shapeOf('ID:i DT:dt State:i Balance:n Equity:n Asset:s Profit:n');
const { MCReached: _, ProtectionReached: __, TargetReached: ___, ...AIMS } = LEVELS;
const ACCOUNT = {
  ...shapeOf(
    `ID:i DT:dt DTClosed:dt? IsMyAccount:b IsSecurity:b Type:i State:i Balance:n Equity:n Asset:s LeverageMax:i Leverage:n
     MCLevel:i Margin:n FreeMargin:n MarginLevel:n? AccountMinBalance:n AvailableToWithdraw:n TotalProfit:n FeeToPay:n
     FeePaid:n ProfitCurrentIntervalGross:n TotalCommissionPaid:n PositionsCount:i`,
  ),
  ...AIMS,
  Offer: OFFER,
};
const DEAL_WITHIN = shapeOf(
  `ID:i DT:dt Type:i Symbol:s? Volume:n VolumeClosed:n? Price:n? Commission:n Entry:i? Profit:n Swap:n TotalProfit:n
   PrecisionPrice:i PrecisionVolume:i`,
);
const SEEN = {
  ...shapeOf('ID:i Name:s Type:s DTVideo:dt? Youtube:s? LeverageMax:i State:s Status:i DTClosed:dt?'),
  Tags: ['s'],
  Account: { ...BESIDE, Leverage: 'n' },
  Positions: [POSITION],
  Deals: [DEAL_WITHIN],
} as const;

/** The 34 methods of the third version: a leverage instead of factor, protection and target, and videos. */
export const THIRD_SAMPLES: ClientSamples = {
  ...commonReads(3),
  'otp.get': { as: 'investor', body: nothing, shape: { OTP: 's' } },
  'strategies.get': { as: 'investor', body: () => ({ ID: '1' }), shape: SEEN },
  'strategies.search': {
    as: 'investor',
    body: () => ({
      Filter: { SearchMode: 'Rating', Name: 'super', Type: 'Advanced', IDMax: '100' },
      OrderBy: { Field: 'DTVideo', Direction: 'Desc' },
    }),
    shape: clientSearchShape(3, 'Strategies', SEEN, shapeOf('SearchMode:s Name:s Type:s IDMax:i')),
  },
  'accounts.get': {
    as: 'investor',
    body: ({ accounts }) => ({ ID: accounts.open }),
    shape: { Strategy: { ...STRATEGY, ...shapeOf('Equity:n LeverageMax:i') }, Account: ACCOUNT },
  },
  'accounts.searchClosed': closedInvestments(3, ACCOUNT, { Field: 'Account.ID' }),
  'positions.search': {
    as: 'investor',
    body: inAccount,
    shape: {
      ...clientSearchShape(3, 'Positions', POSITION, { AccountID: 'i' }),
      Account: BESIDE,
      PositionsTotal: TOTALS,
    },
  },
  'deals.search': {
    as: 'investor',
    body: inAccount,
    shape: {
      ...clientSearchShape(3, 'Deals', { ...DEAL, VolumeClosed: 'n?' }, { AccountID: 'i' }),
      Account: BESIDE,
      DealsTotal: { ...TOTALS, Commission: 'n' },
    },
  },
  'myStrategies.add': {
    as: 'trader',
    body: () => ({ Youtube: 'bH41TOREHVg', Command: { Name: 'EURUSD', 'market buy': { x: 1 } } }),
    shape: { StrategyID: 'i' },
  },
  'myStrategies.setVideo': { as: 'trader', body: () => ({ StrategyID: '1', Youtube: 'BERFDOJK8' }), shape: null },
  ...offers(2),
  'accounts.add': {
    as: 'leaver',
    body: () => ({ StrategyID: 1, Money: 300, Leverage: 2 }),
    shape: BALANCE_COMMAND,
  },
  'accounts.withdraw': { as: 'investor', body: ofMoney, shape: BALANCE_COMMAND },
  'accounts.setLeverage': {
    as: 'investor',
    body: ({ accounts }) => ({ AccountID: accounts.open, Leverage: '10' }),
    shape: { CommandID: 'i' },
  },
  ...commonChanges(2),
};
