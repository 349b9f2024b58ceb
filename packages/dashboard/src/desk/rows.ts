/** What the Manager API tells, as far as the desk shows it. Numbers are text; what is not there is left out. */

export interface ClientRow {
  readonly ID: string;
  readonly Login: string;
  readonly Email: string;
  readonly FirstName: string;
  readonly LastName: string;
  readonly Status: string;
  readonly Enabled: string;
  readonly Test: string;
  readonly ActiveAccountsCount: string;
  readonly ActiveStrategiesCount: string;
  readonly WalletsTotalBalance: string;
  readonly ActiveAccountsTotalEquity: string;
  readonly TotalFunds: string;
}

export interface Client {
  readonly ID: string;
  readonly Login: string;
  readonly RegisteredDate: string;
  readonly FirstName: string;
  readonly LastName: string;
  readonly Email: string;
  readonly Mobile: string;
  readonly Country: string;
  readonly Language: string;
  readonly Comment: string;
  readonly Tag?: string;
  readonly Status: string;
  readonly Enabled: boolean;
  readonly Test: boolean;
  readonly ExternalPartnerReference: string;
  readonly StrategyDefaultHedge: string;
  readonly StrategyDefaultStreamID?: string;
  readonly AvailableStreams: readonly Stream[];
  readonly Statistic: Readonly<Record<string, string>>;
}

export interface Stream {
  readonly StreamID: string;
  readonly Name: string;
}

export interface Wallet {
  readonly ID: string;
  readonly ClientID: string;
  readonly Asset: string;
  readonly Balance: string;
  readonly Bonus: string;
  readonly Status: string;
  readonly Invested: string;
  readonly Margin: string;
  readonly IntervalPnL: string;
}

export interface Transfer {
  readonly ID: string;
  readonly WalletID: string;
  readonly DT: string;
  readonly Type: string;
  readonly Amount: string;
  readonly CommentClient: string;
  readonly CommentCompany: string;
}

export interface StrategyRow {
  readonly ID: string;
  readonly Name: string;
  readonly ClientID: string;
  readonly TraderLogin: string;
  readonly Status: string;
  readonly Yield: string;
  readonly MonthlyYield: string;
  readonly Accounts: string;
  readonly Symbols: string;
  readonly Fee: string;
  readonly Commission: string;
  readonly DTCreated: string;
}

export interface Strategy extends Omit<StrategyRow, 'ClientID'> {
  readonly TraderID: string;
  readonly WalletID: string;
  readonly AccountingSystem: string;
  readonly DTClosed?: string;
  readonly PartnerShare: string;
  readonly UnitPrice: string;
  readonly Leverage: string;
  readonly Equity: string;
  readonly ExternalServer?: string;
  readonly ExternalAccount?: string;
  readonly Chart: readonly { readonly Yield: string; readonly DT: string }[];
}

export interface AccountRow {
  readonly ID: string;
  readonly StrategyID: string;
  readonly ClientID: string;
  readonly Type: string;
  readonly State: string;
  readonly Status: string;
  readonly Balance: string;
  readonly Equity: string;
  readonly Margin: string;
  readonly Factor: string;
  readonly ABook: string;
  readonly DTCreated: string;
}

export interface Account extends Omit<AccountRow, 'DTCreated'> {
  readonly WalletID: string;
  readonly DT: string;
  readonly DTClosed?: string;
  readonly AssetName: string;
  readonly StreamID: string;
  readonly Bonus: string;
  readonly Protection?: string;
  readonly ProtectionEquity?: string;
  readonly Target?: string;
  readonly TargetEquity?: string;
  readonly MCReached?: string;
  readonly ProtectionReached?: string;
  readonly TargetReached?: string;
  readonly SuccessFee: string;
  readonly FeeTotal: string;
  readonly FeeRate: string;
  readonly AccountMinBalance: string;
  readonly AvailableToWithdraw: string;
  readonly ProfitCurrentIntervalGross: string;
  readonly ProfitCurrentIntervalNet: string;
  readonly ProfitPositions: string;
  readonly DrawdownIn: string;
  readonly PositionsCount: string;
  readonly AvailableStreams: readonly Stream[];
}

export interface Position {
  readonly ID: string;
  readonly AccountID: string;
  readonly Symbol: string;
  readonly VolumeOpen: string;
  readonly VolumeRequestLong: string;
  readonly VolumeRequestShort: string;
  readonly PriceOpen: string;
  readonly ProfitCalcQuote?: string;
  readonly MarginTotal: string;
  readonly Swap: string;
  readonly TotalProfit: string;
}

export interface Deal {
  readonly ID: string;
  readonly DT: string;
  readonly AccountID: string;
  readonly StrategyID: string;
  readonly ClientLogin?: string;
  readonly SignalID?: string;
  readonly FillRequestID?: string;
  readonly Type: string;
  readonly Entry?: string;
  readonly Symbol?: string;
  readonly Volume: string;
  readonly VolumeA: string;
  readonly Price?: string;
  readonly Commission: string;
  readonly Swap: string;
  readonly Profit: string;
  readonly TotalProfit: string;
}

export interface SignalRow {
  readonly ID: string;
  readonly StrategyID: string;
  readonly DT: string;
  readonly Symbol?: string;
  readonly TraderLot: string;
  readonly TraderEquity?: string;
  readonly SymbolsSync?: string;
  readonly Status: string;
  readonly Ticket?: string;
  readonly Comment?: string;
  readonly DTProcessed?: string;
}

export interface FillRequest {
  readonly ID: string;
  readonly StreamID: string;
  readonly Symbol: string;
  readonly Volume: string;
  readonly DT: string;
  readonly DTProcessed?: string;
  readonly DTLastFill?: string;
}

export interface Fill {
  readonly ID: string;
  readonly FillRequestID: string;
  readonly Symbol: string;
  readonly Price: string;
  readonly VolumeFilled: string;
  readonly VolumeRejected: string;
  readonly CommissionFill: string;
  readonly Ticket: string;
  readonly DTExecuted: string;
  readonly DTProcessed: string;
}

export interface Statistic {
  readonly IDClient: string;
  readonly Login: string;
  readonly StrategiesFeeDue: string;
  readonly StrategiesCommissionDue: string;
  readonly StrategiesFeeReceived: string;
  readonly StrategiesCommissionReceived: string;
}

export interface ManagerRow {
  readonly ID: string;
  readonly Login: string;
  readonly FirstName: string;
  readonly LastName: string;
  readonly Mobile: string;
  readonly Comment: string;
  readonly Status: string;
}

export interface SessionRow {
  readonly Login: string;
  readonly ManagerID: string;
  readonly DTCreated: string;
  readonly DTLastActivity: string;
  readonly ExpirationMinutes: string;
}
