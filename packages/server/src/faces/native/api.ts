/** The types of the native API, for programs written against it. Types only. */

export type { ErrorCode } from './errors.ts';
export type { BanAnswer as Ban } from './routes/bans.ts';
export type { BridgeAnswer as Bridge, MadeBridgeAnswer as MadeBridge } from './routes/bridges.ts';
export type {
  BrokerTokenAnswer as BrokerToken,
  MadeBrokerTokenAnswer as MadeBrokerToken,
} from './routes/broker-tokens.ts';
export type {
  CompanyAnswer as Company,
  CompanyLoginAnswer as CompanyLogin,
  MadeCompanyLoginAnswer as MadeCompanyLogin,
} from './routes/company-logins.ts';
export type { ConnectionsAnswer as Connections } from './routes/connections.ts';
export type { EquityAnswer as Equity } from './routes/equity.ts';
export type { FeedAnswer as FeedState } from './routes/feed.ts';
export type { KeyAnswer as ApiKey, MadeKeyAnswer as MadeApiKey } from './routes/keys.ts';
export type { SessionAnswer as Session } from './routes/session.ts';
export type { MadeSigningKeyAnswer as MadeSigningKey, SigningKeyAnswer as SigningKey } from './routes/signing-keys.ts';
export type {
  MadeStrategyTokenAnswer as MadeStrategyToken,
  StrategyTokenAnswer as StrategyToken,
} from './routes/strategy-tokens.ts';
export type { SystemAnswer as System } from './routes/system.ts';
export type { RestoreAnswer as Restore, TroubleAnswer as Trouble } from './routes/upkeep.ts';
export type { ClientMessage, ServerMessage } from './stream/messages.ts';
export type {
  AccountAnswer as Account,
  BalanceAnswer as Balance,
  PositionAnswer as Position,
} from './wire/accounts.ts';
export type {
  BotSettingsAnswer as BotSettings,
  BotSettingsChanges,
  DealSettingsChanges,
  NewBotSettings,
} from './wire/bot-settings.ts';
export type {
  BotStatsAnswer as BotStats,
  DayProfitAnswer as DayProfit,
  PlanAnswer as DealPlan,
} from './wire/bot-stats.ts';
export type { BotAnswer as Bot } from './wire/bots.ts';
export type { DealEventAnswer as DealEvent, DealOrderAnswer as DealOrder } from './wire/deal-events.ts';
export type { DealAnswer as Deal } from './wire/deals.ts';
export type { FaultsAnswer as AccountFaults } from './wire/faults.ts';
export type { GridEventAnswer as GridBotEvent, GridOrderAnswer as GridBotOrder } from './wire/grid-events.ts';
export type {
  GridSettingsAnswer as GridBotSettings,
  GridSettingsChanges as GridBotSettingsChanges,
  NewGridSettings as NewGridBotSettings,
} from './wire/grid-settings.ts';
export type {
  GridAnswer as GridBot,
  GridPlanAnswer as GridBotPlan,
  GridProfitAnswer as GridBotProfit,
  GridWithLinesAnswer as GridBotWithLines,
} from './wire/grids.ts';
export type { AssetAnswer as Asset, InstrumentAnswer as Instrument } from './wire/instruments.ts';
export type { LedgerAnswer as LedgerEntry, TransferAnswer as Transfer } from './wire/ledger.ts';
export type { MarginAnswer as Margin, MaxOrderAnswer as MaxOrder } from './wire/margin.ts';
export type {
  BookAnswer as Book,
  CandleAnswer as Candle,
  IntervalName,
  MarketAnswer as Market,
  TradeAnswer as Trade,
} from './wire/market.ts';
export type { FillAnswer as Fill, OrderAnswer as Order, OrderBody as NewOrder } from './wire/orders.ts';
export type { PreviewAnswer as OrderPreview } from './wire/preview.ts';
export type { ErrorBody } from './wire/primitives.ts';
export type { AccountLimitsAnswer as AccountLimits, RiskAnswer as Risk } from './wire/risk.ts';
export type { TradeEventAnswer as SmartTradeEvent, TradeOrderAnswer as SmartTradeOrder } from './wire/trade-events.ts';
export type {
  NewTradeSettings as NewSmartTradeSettings,
  TradeSettingsAnswer as SmartTradeSettings,
  TradeSettingsChanges as SmartTradeSettingsChanges,
} from './wire/trade-settings.ts';
export type { TradeAnswer as SmartTrade } from './wire/trades.ts';

/** A page of a list; `next` is the cursor of the following one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
