export {
  accountState,
  type ClosingCause,
  type CopyAccount,
  type CopyAccountKind,
  type CopyAccountStatus,
  type CopyPosition,
  hasPositions,
  isSecurity,
  type QueuedCommand,
  type TraderLeg,
} from './account.ts';
export { applyCopy } from './apply.ts';
export { applyCopyLeg, applyCopyOrder } from './apply-order.ts';
export type {
  AccountCommand,
  AddOffer,
  AddSignal,
  AddStrategy,
  AddStream,
  AddSync,
  BookSwap,
  CloseCopyAccount,
  CopyCommand,
  DisableAccount,
  FundAccount,
  MoveStrategy,
  OpenCopyAccount,
  OpenWallet,
  PauseAccount,
  RenameStrategy,
  ResumeAccount,
  SetAccount,
  SetCompany,
  SetOfferStatus,
  SetPublicOffer,
  SetStream,
  SignalRow,
  TransferMoney,
  WithdrawFromAccount,
} from './commands.ts';
export { decideCopy } from './decide.ts';
export { continueCopy, driveCopy, hasCopyWork, mustDriveCopy, nextCopyTime } from './drive.ts';
export * from './events.ts';
export { touchFollowed } from './follow.ts';
export type { Group, GroupItem, GroupKind } from './group.ts';
export type { Job, JobTerms } from './job.ts';
export { tickCopy } from './judge.ts';
export { PriceTable } from './price-table.ts';
export {
  type AccountFigures,
  accountFigures,
  activeAccounts,
  feesDue,
  finePriceText,
  freeToWithdraw,
  type HeldFigures,
  heldFigures,
  lotsText,
  nothingHeld,
  type PositionFigures,
  positionFigures,
  type StrategyFigures,
  strategyEquity,
  strategyFigures,
  type WalletFigures,
  walletFigures,
} from './queries.ts';
export type { FillRequest } from './request.ts';
export { beginCopyTurn } from './schedule.ts';
export { type CopySnapshot, restoreCopy, snapshotCopy } from './snapshot.ts';
export {
  type Company,
  type CompanySpec,
  type CopyLedger,
  type CopyState,
  type CopyWorld,
  companyOf,
  copyAccount,
  DEFAULT_SPEC,
  emptyCopy,
  type Offer,
  offerById,
  type StrategyExternal,
  type Stream,
  strategyById,
  streamById,
  type Wallet,
  type WalletExternal,
  walletById,
} from './state.ts';
export { needSync, type Strategy, type StrategyStatus, type StrategyWork } from './strategy.ts';
export { stepsOfLot } from './target.ts';
export { type Terms as CopyTerms, termsOf } from './terms.ts';
export type { Cents, FinePrice, Lots, Micros, Parts, Rate } from './units.ts';
export { FINE, LOT, ONE, UNIT } from './units.ts';
export { Valuer as AccountValuer } from './valuation.ts';
