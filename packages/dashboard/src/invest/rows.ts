/** What the Client API tells, as far as the pages show it. Numbers are text; what is not there is left out. */

export interface Wallet {
  readonly ID: string;
  readonly Asset: string;
  readonly Balance: string;
  readonly Invested: string;
  readonly Margin: string;
  readonly IntervalPnL: string;
}

/** What an investment pays: a fraction of new profit, and dollars for a million of turnover. */
export interface Terms {
  readonly ID: string;
  readonly FeeRate: string;
  readonly CommissionRate: string;
}

export interface Account {
  readonly ID: string;
  readonly DT: string;
  readonly DTClosed?: string;
  readonly IsMyAccount: boolean;
  readonly IsSecurity: boolean;
  readonly Type: string;
  readonly Status: string;
  readonly State: string;
  readonly Balance: string;
  readonly Equity: string;
  readonly Asset: string;
  readonly Margin: string;
  readonly FreeMargin: string;
  readonly MarginLevel?: string;
  readonly Factor: string;
  readonly Protection: string;
  readonly ProtectionEquity: string;
  readonly ProtectionReached?: string;
  readonly Target?: string;
  readonly TargetEquity?: string;
  readonly TargetReached?: string;
  readonly MCReached?: string;
  readonly AccountMinBalance: string;
  readonly AvailableToWithdraw: string;
  readonly TotalProfit: string;
  readonly FeeToPay: string;
  readonly FeePaid: string;
  readonly ProfitCurrentIntervalGross: string;
  readonly TotalCommissionPaid: string;
  readonly PositionsCount: string;
  readonly Offer: Terms;
}

export interface Strategy {
  readonly ID: string;
  readonly Name: string;
  readonly AccountingSystem: string;
  readonly Yield: string;
  readonly MonthlyYield: string;
  readonly Yields: Readonly<Record<'current' | 'day' | 'week' | 'month' | 'quarter', string>>;
  readonly Accounts: string;
  readonly Symbols: string;
  readonly DTCreated: string;
  readonly DTClosed?: string;
  readonly AgeByDays: string;
  readonly IsMyStrategy: boolean;
  readonly Status: string;
  readonly PublicOffer?: Terms;
  readonly TraderInfo?: Readonly<Record<'FeePaid' | 'FeeToPay' | 'CommissionPaid' | 'CommissionToPay', string>>;
  readonly Account?: Account;
}

export interface StrategyRow extends Strategy {
  readonly Chart: readonly { readonly Yield: string }[];
}

export interface StrategyDetails extends Strategy {
  readonly Equity: string;
  readonly LinkOffer?: Terms & { readonly Link: string };
}

export interface ClosedInvestment extends Strategy {
  readonly ActiveAccountID?: string;
  readonly Account: Account;
}

export interface Offer extends Terms {
  readonly DTCreated: string;
  readonly Link: string;
  readonly Type: string;
  readonly IsPublic: boolean;
  readonly Status: string;
  readonly ActiveAccounts: string;
  readonly TotalAccounts: string;
  readonly FeePaid: string;
  readonly FeeToPay: string;
  readonly CommissionPaid: string;
}

export interface Transfer {
  readonly ID: string;
  readonly DT: string;
  readonly Type: string;
  readonly Amount: string;
  readonly AccountID?: string;
  readonly StrategyName?: string;
  readonly Comment: string;
}

export interface Position {
  readonly ID: string;
  readonly Symbol: string;
  readonly Volume: string;
  readonly Price: string;
  readonly ProfitCalcQuote?: string;
  readonly Margin: string;
  readonly Swap: string;
  readonly Profit: string;
  readonly TotalProfit: string;
}

/** A position that stands for a ticket of the trader. */
export interface OpenTrade {
  readonly PositionID: string;
  readonly Ticket?: string;
  readonly DTOpen: string;
  readonly Symbol?: string;
  readonly VolumeOpen: string;
  readonly PriceOpen: string;
  readonly ProfitCalcQuote?: string;
  readonly Margin: string;
  readonly Profit: string;
  readonly Swap: string;
  readonly TotalProfit: string;
}

/** A part of a position that was closed. */
export interface ClosedTrade {
  readonly DealOutID: string;
  readonly DTOpen?: string;
  readonly DTClose: string;
  readonly Symbol?: string;
  readonly Volume: string;
  readonly PriceOpen?: string;
  readonly PriceClose: string;
  readonly Profit: string;
  readonly Swap: string;
  readonly TotalProfit: string;
}

export interface Deal {
  readonly ID: string;
  readonly DT: string;
  readonly Type: string;
  readonly Entry?: string;
  readonly Symbol?: string;
  readonly Volume: string;
  readonly Price: string;
  readonly Commission: string;
  readonly Profit: string;
  readonly Swap: string;
  readonly TotalProfit: string;
}

/** An account of a strategy as its trader sees it. */
export interface FollowingAccount {
  readonly ID: string;
  readonly DT: string;
  readonly DTClosed?: string;
  readonly State?: string;
  readonly Equity?: string;
  readonly ProfitCurrentIntervalGross?: string;
  readonly FeePaid: string;
  readonly FeeToPay?: string;
  readonly TotalCommissionTrader: string;
  readonly TotalProfitNet: string;
  readonly IsMyAccount: boolean;
  readonly ClientID: string;
}

/** What the company demands. */
export interface Specification {
  readonly Account: { readonly AvailableCurrency: string; readonly MinBalance: string };
  readonly Strategy: { readonly MinAmountToCreate: string };
}
