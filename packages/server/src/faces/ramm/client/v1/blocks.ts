import { named, picked } from '../../search/columns.ts';
import { ACCOUNT } from '../account-columns.ts';
import { STRATEGY } from '../strategy-columns.ts';

/** Which fields the first version has where (`ramm.md` 6); its rates are called `Fee` and `Commission`, and it has bonuses. */

const LEVELS = `Factor MCReached Protection ProtectionEquity ProtectionReached Target TargetEquity TargetReached`;

/** `strategies.get`. */
export const STRATEGY_WHOLE = picked(
  STRATEGY,
  named(
    `ID Name Yield MonthlyYield Yields Fee Commission Accounts DTCreated DTStat DTClosed Equity IsMyStrategy Status`,
  ),
);
export const MY_ACCOUNT = picked(
  ACCOUNT,
  named(`ID ProfitCurrentIntervalGross TotalProfitNet TotalProfit FeeToPay FeePaid TotalCommissionPaid State Equity Factor
    AvailableToWithdraw AccountMinBalance IsSecurity Target Protection Type Status`),
);

/** `strategies.search`. */
export const STRATEGY_FOUND = picked(
  STRATEGY,
  named(`ID Name DTCreated DTStat DTClosed Offer PartnerShare Status Yield MonthlyYield Yields Accounts Symbols
    IsMyStrategy`),
);
export const ACCOUNT_FOUND = picked(
  ACCOUNT,
  named(`ID IsSecurity Type AccountSpecAssetID Asset TradingIntervalCurrentID DTCreated Balance Equity Margin MarginLevel
    IntervalPnL Status ${LEVELS} Positions AccountMinBalance AvailableToWithdraw FeePaid FeeToPay`),
);

/** `myStrategies.search`. */
export const STRATEGY_LED = picked(
  STRATEGY,
  named(`ID Name DTCreated DTStat DTClosed Offer PartnerShare Status Yield MonthlyYield Accounts Symbols MasterAccount
    FeePaid FeeToPay CommissionPaid CommissionToPay IsMyStrategy`),
);
export const ACCOUNT_LED = picked(
  ACCOUNT,
  named(`ID IsSecurity AccountSpecAssetID Asset TradingIntervalCurrentID Type DTCreated Balance Equity Margin MarginLevel
    IntervalPnL TotalProfitNet TotalProfit Status ${LEVELS} AvailableToWithdraw AccountMinBalance`),
);

/** `myStrategies.add`. */
export const STRATEGY_ADDED = picked(
  STRATEGY,
  named('ID Name DTCreated DTStat PartnerShare Offer Status Yield Accounts Symbols'),
);
export const ACCOUNT_ADDED = picked(
  ACCOUNT,
  named(`ID IsSecurity AccountSpecAssetID Asset TradingIntervalCurrentID DTCreated Balance Equity Margin IntervalPnL Status
    ${LEVELS}`),
);

/** `ratings.get`. */
export const STRATEGY_RATED = picked(
  STRATEGY,
  named(`ID Name Fee Commission MonthlyYield Yield AgeByDays Symbols SignalSourceType IsMyStrategy Status Accounts`),
);
export const ACCOUNT_RATED = picked(
  ACCOUNT,
  named(`ID Type Equity ProfitCurrentIntervalNet TotalProfitNet TotalProfit Factor Target Protection ProtectionEquity
    TargetEquity State Status IsSecurity Balance AccountMinBalance AvailableToWithdraw`),
);

/** `accounts.get`. */
export const ACCOUNT_WHOLE = picked(
  ACCOUNT,
  named(`ID Fee DT DTClosed Type IsSecurity Status Balance Bonus Equity AvailableToWithdraw AccountMinBalance Margin
    MarginLevel ${LEVELS} ProfitBase AssetName Precision PositionsCount TotalProfitGross`),
);

/** `accounts.getStatement`. */
export const STRATEGY_STATED = picked(STRATEGY, named('ID Name IsMyStrategy Status'));
export const ACCOUNT_STATED = picked(
  ACCOUNT,
  named(`ID IsMyAccount IsSecurity IDCompany DT DTClosed ABook Type AssetName LeverageMax MCLevel Balance Margin State Factor
    Target Protection TargetEquity ProtectionEquity Equity FreeMargin MarginLevel Status AccountMinBalance
    AvailableToWithdraw`),
);

/** `accounts.search`. */
export const STRATEGY_BESIDE = picked(
  STRATEGY,
  named(`ID Name DTCreated DTStat DTClosed Offer PartnerShare Status Yield MonthlyYield Accounts Symbols IsMyStrategy`),
);
export const ACCOUNT_LISTED = picked(
  ACCOUNT,
  named(`ID IsSecurity Type AccountSpecAssetID Asset TradingIntervalCurrentID DTCreated DTClosed Balance Equity Margin
    MarginLevel IntervalPnL TotalProfitNet TotalProfit Status ${LEVELS} AvailableToWithdraw AccountMinBalance`),
);
