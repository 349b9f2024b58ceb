import type { Asset, Instrument } from './instrument.ts';
import type { InstrumentsState } from './state.ts';

export function assetById(state: InstrumentsState, id: number): Asset | undefined {
  return state.assets[id];
}

export function assetByCode(state: InstrumentsState, code: string): Asset | undefined {
  return state.assetByCode.get(code);
}

export function instrumentById(state: InstrumentsState, id: number): Instrument | undefined {
  return Number.isInteger(id) ? state.instruments[id] : undefined;
}

/** Every known asset by id. */
export function listAssets(state: InstrumentsState): Asset[] {
  return state.assets.filter((asset) => asset !== undefined);
}

/** Every known instrument by id, delisted ones included. */
export function listInstruments(state: InstrumentsState): Instrument[] {
  return state.instruments.filter((instrument) => instrument !== undefined);
}

/** Whether orders are accepted for it at all: tradable by its spec and not delisted. */
export function isTradable(state: InstrumentsState, instrument: Instrument): boolean {
  return instrument.tradable && !state.delistedAt.has(instrument.id);
}

/**
 * The instrument with this name. Names of one instrument alone come first: the symbol, `SBER_TQBR`, FIGI, uid, SmartCOM's
 * name, aliases such as `BTCUSDT`, `BTC/USDT`, `RUB_SBER`. Then names that several may share (ticker, ISIN, position
 * uid): they mean the tradable one that was listed first, or the first listed when none is tradable. Letter case counts.
 */
export function findByName(state: InstrumentsState, name: string): Instrument | undefined {
  const exact = state.exactNames.get(name);
  if (exact !== undefined) return exact;
  const sharing = state.sharedNames.get(name);
  return sharing?.find((instrument) => isTradable(state, instrument)) ?? sharing?.[0];
}

/** Every instrument that has this name, in the order of listing: all trading modes of a position uid, for one. */
export function findAllByName(state: InstrumentsState, name: string): Instrument[] {
  const exact = state.exactNames.get(name);
  const sharing = state.sharedNames.get(name) ?? [];
  return exact === undefined || sharing.includes(exact) ? [...sharing] : [exact, ...sharing];
}
