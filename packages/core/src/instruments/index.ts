export {
  averagePrice,
  isTextError,
  moneyFromText,
  moneyPhrase,
  moneyToText,
  priceFromText,
  priceToDecimal,
  priceToText,
  quantityFromText,
  quantityPhrase,
  quantityToDecimal,
  quantityToText,
  type TextError,
  type TextProblem,
  unitsOf,
  valueAt,
} from './amounts.ts';
export { applyInstruments } from './apply.ts';
export type { DefineAsset, DelistInstrument, InstrumentsCommand, ListInstrument } from './commands.ts';
export { DAY_MS, dateOf, dayNumber } from './days.ts';
export { decideInstruments, MAX_ASSETS, MAX_INSTRUMENTS } from './decide.ts';
export {
  type AssetDefined,
  INSTRUMENTS_EVENTS,
  type InstrumentDelisted,
  type InstrumentListed,
  type InstrumentsEvent,
} from './events.ts';
export type { Asset, Instrument } from './instrument.ts';
export {
  assetByCode,
  assetById,
  findAllByName,
  findByName,
  instrumentById,
  isTradable,
  listAssets,
  listInstruments,
} from './queries.ts';
export { ASSET_SCALES, FEE_DECIMALS, MAX_ORDER_STEPS, resolveAsset, resolveInstrument, stepsOf } from './resolve.ts';
export { type InstrumentsSnapshot, restoreInstruments, snapshotInstruments } from './snapshot.ts';
export type { AssetSpec, Calendar, InstrumentIds, InstrumentKind, InstrumentSpec, Settlement } from './spec.ts';
export { InstrumentSpecError } from './spec-error.ts';
export { emptyInstruments, type InstrumentsState, pairKey } from './state.ts';
