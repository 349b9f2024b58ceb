import {
  BALANCE_COMMAND,
  CHARTS,
  type ClientSamples,
  clientSearchShape,
  closedInvestments,
  commonChanges,
  commonReads,
  DEAL,
  inAccount,
  LEVELS,
  OFFER,
  ofAccount,
  offers,
  ofStrategy,
  PAUSES,
  POSITION,
  STRATEGY,
  TOTALS,
} from './test-client-samples.ts';
import { shapeOf } from './test-shapes.ts';

const ACCOUNT = {
  ...shapeOf(
    `ID:i DT:dt DTCreated:dt DTClosed:dt? IsMyAccount:b IsSecurity:b Type:i Status:i State:i AccountSpecAssetID:i
     TradingIntervalCurrentID:i Balance:n Equity:n Asset:s LeverageMax:i MCLevel:i Margin:n FreeMargin:n MarginLevel:n?
     AccountMinBalance:n AvailableToWithdraw:n TotalProfit:n FeeToPay:n FeePaid:n ProfitCurrentIntervalGross:n
     TotalCommissionPaid:n TotalCommissionTrader:n Positions:i PositionsCount:i`,
  ),
  ...LEVELS,
  Offer: OFFER,
};

/** The 43 methods of the second version, with what the web client reads beyond the documents. */
export const SECOND_SAMPLES: ClientSamples = {
  ...commonReads(2),
  'strategies.get': {
    as: 'investor',
    body: () => ({ ID: '1' }),
    shape: { ...STRATEGY, Equity: 'n', Account: ACCOUNT },
  },
  'strategies.search': {
    as: 'investor',
    body: () => ({
      Filter: { SearchMode: 'Rating', AgeMin: 0, DealsMin: 1, YieldMin: -1 },
      OrderBy: { Field: 'Account.MarginLevel', Direction: 'Desc' },
    }),
    shape: clientSearchShape(
      2,
      'Strategies',
      { ...STRATEGY, Account: ACCOUNT, Chart: [shapeOf('Yield:n')] },
      shapeOf('SearchMode:s AgeMin:i DealsMin:i YieldMin:n'),
    ),
  },
  'strategies.getOffers': {
    as: 'trader',
    body: ofStrategy,
    shape: {
      Offers: [
        {
          ...OFFER,
          ...shapeOf(
            `DTCreated:dt PartnerID:i? PartnerShareRate:n Link:s Type:i IsPublic:b Status:i Description:s ActiveAccounts:i
             TotalAccounts:i FeePaid:n FeeToPay:n CommissionPaid:n CommissionToPay:n`,
          ),
        },
      ],
    },
  },
  ...CHARTS,
  'accounts.get': {
    as: 'investor',
    body: ofAccount,
    shape: { Strategy: { ...STRATEGY, Equity: 'n' }, Account: ACCOUNT },
  },
  'accounts.searchClosed': closedInvestments(2, ACCOUNT, { Field: 'Account.DTClosed', Direction: 'Desc' }),
  'positions.search': {
    as: 'investor',
    body: inAccount,
    shape: {
      ...clientSearchShape(2, 'Positions', POSITION, { AccountID: 'i' }),
      PositionsTotal: { ...TOTALS, Margin: 'n' },
    },
  },
  'hedgingPositions.searchOpen': {
    as: 'investor',
    body: ({ accounts }) => ({ Filter: { AccountID: accounts.open }, OrderBy: { Field: 'Ticket', Direction: 'Ask' } }),
    shape: {
      ...clientSearchShape(
        2,
        'Positions',
        shapeOf(
          `PositionID:i Ticket:s DTOpen:dt Type:i VolumeOpen:n Symbol:s PriceOpen:n ProfitCalcQuote:n Profit:n TotalProfit:n
           Margin:n MarginTotal:n Swap:n SwapDT:dt? DealInID:i CommissionBroker:n CommissionLiquidity:n CommissionTrader:n
           PrecisionPrice:i PrecisionVolume:i`,
        ),
        { AccountID: 'i' },
      ),
      PositionsTotal: TOTALS,
    },
  },
  'hedgingPositions.searchClosed': {
    as: 'leaver',
    body: ({ accounts }) => ({ Filter: { AccountID: accounts.closed }, OrderBy: { Field: 'IDDealIn' } }),
    shape: {
      ...clientSearchShape(
        2,
        'Positions',
        shapeOf(
          `TicketIn:s? TicketOut:s? PositionID:i DealInID:i DealOutID:i DTOpen:dt Type:i Volume:n Symbol:s PriceOpen:n
           DTClose:dt PriceClose:n Profit:n TotalProfit:n Swap:n CommissionBroker:n CommissionLiquidity:n
           CommissionTrader:n PrecisionPrice:i PrecisionVolume:i`,
        ),
        { AccountID: 'i' },
      ),
      PositionsTotal: TOTALS,
    },
  },
  'deals.search': {
    as: 'investor',
    body: inAccount,
    shape: {
      ...clientSearchShape(2, 'Deals', { ...DEAL, VolumeClosed: 'n?' }, { AccountID: 'i' }),
      DealsTotal: { ...TOTALS, Commission: 'n' },
    },
  },
  'myStrategies.add': {
    as: 'trader',
    // the web client still sends the rates of the first version
    body: () => ({ Name: 'Mine', Money: '500', Protection: 0.5, Target: 1, FeeRate: 0.3, CommissionRate: 3 }),
    shape: shapeOf('StrategyID:i AccountID:i AccountCommandID:i'),
  },
  ...offers(2),
  'accounts.add': {
    as: 'leaver',
    body: () => ({ StrategyID: 1, OfferID: '1', Factor: 1, Protection: 0.5, Target: 1, Money: 300 }),
    shape: BALANCE_COMMAND,
  },
  ...PAUSES,
  ...commonChanges(2),
};
