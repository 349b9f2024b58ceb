import type { AssetSpec, InstrumentSpec } from './spec.ts';

/** Makes an asset known. Defining the same asset again changes nothing. */
export interface DefineAsset {
  readonly type: 'instruments.defineAsset';
  readonly asset: AssetSpec;
}

/** Makes an instrument known. Listing the same spec again changes nothing; a known symbol never gets another spec. */
export interface ListInstrument {
  readonly type: 'instruments.list';
  readonly instrument: InstrumentSpec;
}

/** Ends trading of an instrument for good. Delisting it again changes nothing. */
export interface DelistInstrument {
  readonly type: 'instruments.delist';
  readonly symbol: string;
}

export type InstrumentsCommand = DefineAsset | ListInstrument | DelistInstrument;
