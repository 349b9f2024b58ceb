import type { ServiceName } from './contract.ts';

/** What a method is worth to the clients this face is for (`tinvest.md` 2). `later` ones answer 12001. */
export type Rank = 'must' | 'should' | 'later';

/** Every method of the contract by service and rank: the table of `tinvest.md` 2 and, in `later`, what the package has beyond it. */
export const RANKS: Readonly<Record<ServiceName, Readonly<Partial<Record<Rank, readonly string[]>>>>> = {
  InstrumentsService: {
    must: ['FindInstrument', 'GetInstrumentBy', 'FutureBy', 'Futures', 'GetFuturesMargin'],
    should: [
      'TradingSchedules',
      'ShareBy',
      'Shares',
      'BondBy',
      'Bonds',
      'EtfBy',
      'Etfs',
      'CurrencyBy',
      'Currencies',
      'GetAccruedInterests',
    ],
    later: [
      'OptionBy',
      'Options',
      'OptionsBy',
      'GetBondCoupons',
      'GetBondEvents',
      'Indicatives',
      'GetDividends',
      'GetAssetBy',
      'GetAssets',
      'GetFavorites',
      'EditFavorites',
      'CreateFavoriteGroup',
      'DeleteFavoriteGroup',
      'GetFavoriteGroups',
      'GetCountries',
      'GetBrands',
      'GetBrandBy',
      'GetAssetFundamentals',
      'GetAssetReports',
      'GetConsensusForecasts',
      'GetForecastBy',
      'GetRiskRates',
      'GetInsiderDeals',
      'StructuredNoteBy',
      'StructuredNotes',
      'DfaBy',
      'Dfas',
    ],
  },
  MarketDataService: {
    must: ['GetTradingStatus', 'GetLastPrices'],
    should: ['GetOrderBook', 'GetCandles', 'GetTradingStatuses', 'GetClosePrices', 'GetLastTrades'],
    later: ['GetTechAnalysis', 'GetMarketValues'],
  },
  MarketDataStreamService: { must: ['MarketDataStream', 'MarketDataServerSideStream'] },
  OrdersService: {
    must: ['PostOrder', 'GetOrders', 'GetOrderState', 'CancelOrder'],
    should: ['ReplaceOrder', 'GetMaxLots', 'GetOrderPrice', 'PostOrderAsync'],
  },
  OrdersStreamService: { must: ['OrderStateStream', 'TradesStream'] },
  OperationsService: {
    must: ['GetPositions', 'GetPortfolio', 'GetWithdrawLimits'],
    should: ['GetOperationsByCursor', 'GetOperations'],
    later: ['GetBrokerReport', 'GetDividendsForeignIssuer'],
  },
  OperationsStreamService: { should: ['PositionsStream', 'PortfolioStream'], later: ['OperationsStream'] },
  UsersService: {
    must: ['GetAccounts', 'GetInfo', 'GetMarginAttributes', 'GetUserTariff'],
    later: ['GetBankAccounts', 'CurrencyTransfer', 'PayIn', 'GetAccountValues'],
  },
  SandboxService: {
    must: [
      'OpenSandboxAccount',
      'GetSandboxAccounts',
      'CloseSandboxAccount',
      'SandboxPayIn',
      'PostSandboxOrder',
      'GetSandboxOrders',
      'GetSandboxOrderState',
      'CancelSandboxOrder',
      'GetSandboxPositions',
      'GetSandboxPortfolio',
    ],
    should: [
      'ReplaceSandboxOrder',
      'PostSandboxOrderAsync',
      'GetSandboxMaxLots',
      'GetSandboxOrderPrice',
      'GetSandboxWithdrawLimits',
      'GetSandboxOperations',
      'GetSandboxOperationsByCursor',
    ],
    later: ['PostSandboxStopOrder', 'GetSandboxStopOrders', 'CancelSandboxStopOrder'],
  },
  StopOrdersService: { should: ['PostStopOrder', 'GetStopOrders', 'CancelStopOrder'] },
  SignalService: { later: ['GetStrategies', 'GetSignals'] },
};

export function rankOf(service: ServiceName, name: string): Rank | undefined {
  const ranks = RANKS[service];
  return (['must', 'should', 'later'] as const).find((rank) => ranks[rank]?.includes(name));
}
