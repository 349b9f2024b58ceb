export { applyBots, applyClosedAccount, applyDealLeg } from './apply.ts';
export { applyDealOrder, applyDealStops } from './apply-deal.ts';
export { MAX_TAKE_PROFITS } from './check-exits.ts';
export {
  checkSettings,
  isBotPair,
  MAX_ACTIVE_DEALS,
  MAX_PAIRS,
  MAX_SAFETY_ORDERS,
} from './check-settings.ts';
export { closeDeal, disableBot } from './closing.ts';
export type {
  AddFunds,
  BotSignal,
  BotsCommand,
  CancelAllDeals,
  CancelDeal,
  CancelFunds,
  CreateBot,
  DeleteBot,
  DisableBot,
  EditBot,
  EditDeal,
  EnableBot,
  NoteDeal,
  PanicSellAll,
  PanicSellDeal,
  SellStep,
  SetBlackList,
  StartDeal,
} from './commands.ts';
export { decideBots, MAX_BOTS } from './decide.ts';
export { MAX_DEAL_NOTE } from './decide-deal.ts';
export {
  BOTS_EVENTS,
  type BotDeleted,
  type BotsEvent,
  type DealBought,
  type DealClosed,
  type DealEdited,
  type DealFailing,
  type DealMoved,
  type DealNoted,
  type DealOpened,
  type StartDropped,
  type StartWaits,
  type StepSaleAsked,
  type StopTimed,
} from './events.ts';
export {
  type DealFigures,
  type DealMarks,
  type DealResult,
  type DealStanding,
  dealFigures,
  dealMarks,
  dealQuote,
  dealResult,
  dealStanding,
} from './figures.ts';
export { type HeldCoins, type HeldStopLoss, heldCoins } from './held-coins.ts';
export {
  activeDeals,
  type BotView,
  botView,
  type DealRecord,
  dealRecord,
  finishedRecord,
  hasActiveDeals,
  type PlannedDeal,
  planDeal,
  takeFinishedDeals,
} from './queries.ts';
export { continueBots, driveBots, hearSignals, mustDriveBots, nextBotsTime } from './schedule.ts';
export {
  BOT_DEFAULTS,
  type BotSettings,
  DEAL_SETTINGS,
  type DealSettings,
  isCandleCondition,
  type SafetyStep,
  type StartCondition,
  type TakeProfitStep,
  VOLUME_TYPES,
  type VolumeType,
} from './settings.ts';
export { joinAgain } from './signals-wanted.ts';
export { type BotsSnapshot, restoreBots, snapshotBots } from './snapshot.ts';
export {
  type Bot,
  type BotsState,
  type BotsWorld,
  type Deal,
  emptyBots,
  type FinishedDeal,
  type Role,
} from './state.ts';
export {
  countsInStatistics,
  DEAL_STATUSES,
  type DealStatus,
  FINAL_DEAL_STATUSES,
  type FinalDealStatus,
  isCancellable,
  isPanicSellable,
} from './status.ts';
export { withdrawAll as withdrawDeal } from './steps.ts';
export { Terms } from './terms.ts';
