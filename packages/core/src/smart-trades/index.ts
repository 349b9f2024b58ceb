export { isLastExit, type StepAllows, type TradeAllows } from './allows.ts';
export { applyTradeLeg, applyTrades } from './apply.ts';
export { applyTradeOrder, applyTradeStops } from './apply-order.ts';
export { checkTrade, MAX_STEPS_OF_TRADE, MAX_TRADE_NOTE } from './check-settings.ts';
export type {
  AddToTrade,
  CancelStep,
  CancelTrade,
  CancelTradeOrder,
  EditTrade,
  ForceProcess,
  ForceStart,
  NoteTrade,
  OpenTrade,
  PanicSellStep,
  PanicSellTrade,
  ReduceTrade,
  TradeFromDeal,
  TradesCommand,
} from './commands.ts';
export { decideTrades, MAX_TRADES } from './decide.ts';
export { continueTrades, driveTrades, mustDriveTrades, nextTradesTime } from './drive.ts';
export { TRADES_EVENTS, type TradeClosed, type TradeOpened, type TradesEvent } from './events.ts';
export { heldBasis } from './prices.ts';
export {
  type AmountText,
  finishedTradeRecord,
  mostToReduce,
  type StepRecord,
  type TradeFigures,
  type TradeRecord,
  takeFinishedTrades,
  tradeFigures,
  tradeRecord,
  tradesOf,
} from './queries.ts';
export type {
  EntrySettings,
  StopLossSettings,
  TakeProfitSettings,
  TradeChanges,
  TradeSettings,
} from './settings.ts';
export { restoreTrades, snapshotTrades, type TradesSnapshot } from './snapshot.ts';
export {
  emptyTrades,
  type FinishedTrade,
  type Role as TradeRole,
  type Step,
  type Trade,
  type TradesState,
  type TradesWorld,
} from './state.ts';
export {
  FINAL_TRADE_STATUSES,
  type FinalTradeStatus,
  isStepOver,
  type StepStatus,
  TRADE_STATUSES,
  type TradeStatus,
} from './status.ts';
