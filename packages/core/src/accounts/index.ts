export { accountAfter, accountWith } from './after-fill.ts';
export { applyAccounts, assignPosition, hold, type PositionAfter, post, transfer } from './apply.ts';
export type {
  AccountsCommand,
  CloseAccount,
  ConfigureAccount,
  Deposit,
  OpenAccount,
  ReportBalance,
  SetFaults,
  Withdraw,
} from './commands.ts';
export { canConvert, convert, NoConversion } from './conversion.ts';
export { correctedMargin, type PlannedOrders } from './corrected-margin.ts';
export { decideAccounts, MAX_NAME } from './decide.ts';
export { countsAsDollars, inDollars } from './dollars.ts';
export {
  ACCOUNTS_EVENTS,
  type AccountsEvent,
  type FaultsSet,
  type PositionSettled,
  type Transferred,
} from './events.ts';
export { type AccountFaults, FAULT_NAMES, FAULT_RANGES, type Faults, NO_FAULTS } from './faults.ts';
export { type Funds, fundsOf, sufficiencyLevel } from './funds.ts';
export { IdempotencyKeys, KEY_MEMORY, type KeyKind, type KnownWork } from './keys.ts';
export {
  isIlliquid,
  isOnMargin,
  isReducing,
  type Margin,
  type MarginTotals,
  marginOf,
  marginTotals,
  pricingInstrument,
  type RiskItem,
} from './margin.ts';
export { checkKey, MAX_KEY } from './moving.ts';
export { accountsOf, available, equity, exposure, ledgerSum, positionOf, positionsOf, unrealised } from './queries.ts';
export {
  closingPart,
  type FillEffect,
  type FillTerms,
  feeAsset,
  type LedgerWorld,
  openingMargin,
  openingPart,
  positionCurrency,
  RATE_UNIT,
  roundedFee,
  settle,
  share,
} from './settlement.ts';
export { type AccountsSnapshot, restoreAccounts, snapshotAccounts } from './snapshot.ts';
export {
  type Account,
  type AccountsState,
  accountById,
  type Balance,
  balanceOf,
  emptyAccounts,
  type FeePlan,
  FIRST_ACCOUNT_ID,
  type FillPolicy,
  isSystemAccount,
  NO_FEES,
  type Position,
  SYSTEM_ACCOUNTS,
  type SystemAccount,
} from './state.ts';
