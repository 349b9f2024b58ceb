import type { Asset, Instrument } from './instrument.ts';

/** What can be held and what can be traded. Changed by `applyInstruments` alone. */
export interface InstrumentsState {
  /** By id; index 0 is unused. */
  readonly assets: (Asset | undefined)[];
  readonly assetByCode: Map<string, Asset>;
  /** By id; index 0 is unused. */
  readonly instruments: (Instrument | undefined)[];
  readonly bySymbol: Map<string, Instrument>;
  /** Names that belong to one instrument alone: symbol, uid, FIGI, ticker_class, SmartCOM name, aliases. */
  readonly exactNames: Map<string, Instrument>;
  /** Names that several may share, in the order of listing: ticker, ISIN, position uid. */
  readonly sharedNames: Map<string, Instrument[]>;
  /** Instruments whose price turns one asset into the other, by `pairKey` of both, in the order of listing. */
  readonly pairs: Map<string, Instrument[]>;
  /** By instrument id: market time (ms UTC) at which it was listed. */
  readonly listedAt: number[];
  /** By instrument id: market time (ms UTC) at which trading ended for good; absent while listed. */
  readonly delistedAt: Map<number, number>;
  /** Ids of listed instruments that will expire. */
  readonly expiring: Set<number>;
}

/** Key of two assets in either order. */
export function pairKey(a: number, b: number): string {
  return a < b ? `${a}:${b}` : `${b}:${a}`;
}

export function emptyInstruments(): InstrumentsState {
  return {
    assets: [undefined],
    assetByCode: new Map(),
    instruments: [undefined],
    bySymbol: new Map(),
    exactNames: new Map(),
    sharedNames: new Map(),
    pairs: new Map(),
    listedAt: [0],
    delistedAt: new Map(),
    expiring: new Set(),
  };
}
