export { applyStops, dropStop, enterStop } from './apply.ts';
export {
  type Condition,
  checkDistance,
  type Direction,
  type Distance,
  type DistanceUnit,
  type FixedCondition,
  isTrailing,
  MILLION,
  type MovedMark,
  PRICE_KINDS,
  type PriceKind,
  stepsFrom,
  type TrailingCondition,
  type TrailingSide,
  trailingLevel,
} from './condition.ts';
export {
  armStop,
  cancelStop,
  continueStops,
  FIRING_SLICE,
  nextStopsTime,
  TELL_DELAY,
  tellDueMarks,
  tellMovedMarks,
  tickStops,
} from './decide.ts';
export { STOPS_EVENTS, type StopsEvent, type StopsFired } from './events.ts';
export { entityOf, ownerOf, STOP_OWNERS, type StopOwner, stopId } from './owner.ts';
export { isStopOpen, type StopView, stopById, watchedPrice } from './queries.ts';
export { restoreStops, type StopsSnapshot, snapshotStops } from './snapshot.ts';
export { emptyStops, type FiringPrice, type StopsState, type StopsWorld } from './state.ts';
export { StopIndex } from './stop-index.ts';
