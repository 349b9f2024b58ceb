export { applyLegs, dropLeg } from './apply.ts';
export { type AwaitedPrice, awaitPrice } from './await-price.ts';
export { LEGS_EVENTS, type LegSent, type LegsEvent } from './events.ts';
export { type Amount, addAmount, emptyAmount, filledAmount } from './fill.ts';
export { type LegOrder, previewLeg, sendLeg, withdrawLeg } from './send.ts';
export { decimalOf, percentOf, priceSteps, quantityFor, quantitySteps, smallestQuantity } from './sizing.ts';
export { type LegsSnapshot, restoreLegs, snapshotLegs } from './snapshot.ts';
export { emptyLegs, LEG_OWNERS, type Leg, type LegOwner, type LegsState, type LegsWorld, legsOf } from './state.ts';
export { Timers } from './timers.ts';
