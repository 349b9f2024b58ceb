export type { SignalCandle } from './candle.ts';
export { type ConditionFault, checkSignalCondition, conditionKey } from './check-condition.ts';
export {
  type AverageCrossCondition,
  type BollingerCondition,
  type CrossTrigger,
  type HeikinAshiCondition,
  type MacdCondition,
  type PeriodCondition,
  QFL_TYPES,
  type QflCondition,
  type QflType,
  RATING_INTERVALS,
  RATING_TYPES,
  type RatingCondition,
  type RatingInterval,
  type RatingType,
  type RsiCondition,
  type SarCondition,
  SIGNAL_TRIGGERS,
  type SignalCondition,
  type SignalTrigger,
  type StochasticCondition,
  type UltimateCondition,
  type VolumeCondition,
} from './condition.ts';
export {
  beginSignalHistory,
  giveSignalHistory,
  MAX_SIGNAL_BARS,
  type SignalHistory,
  wantsSignalHistory,
} from './history.ts';
export { SIGNAL_INTERVALS, type SignalInterval } from './interval.ts';
export { type ConditionSeries, PastSignals, type ToldSignal } from './past-signals.ts';
export { type Signal, signalOf, signalValue, takeUpdatedSignals } from './queries.ts';
export { emptySignals, type SignalsState, type SignalsWorld, type UpdatedSignal } from './state.ts';
export { continueSignals, nextSignalsTime, tickSignals } from './tick.ts';
export { unwatchSignal, watchSignal } from './watch.ts';
