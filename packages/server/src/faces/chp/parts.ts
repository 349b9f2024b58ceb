import { findByName, type Instrument, type InstrumentsState } from '@outcry/core';
import type { FaceParts } from '../face.ts';
import { CallError } from './errors.ts';

/** What the CHP face stands on. */
export type ChpParts = Pick<FaceParts, 'engine' | 'readModel' | 'identity' | 'candles' | 'wallNow' | 'log'> & {
  readonly settings: Pick<FaceParts['settings'], 'chpOrigins'>;
};

/** What is listed; may be read at once. */
export function listed(parts: Pick<ChpParts, 'engine'>): InstrumentsState {
  return parts.engine.market((state) => state.instruments);
}

/** The instrument with any of its names. Throws CallError. */
export function instrumentNamed(parts: Pick<ChpParts, 'engine'>, name: string): Instrument {
  const instrument = findByName(listed(parts), name);
  if (instrument === undefined) throw new CallError('unknownSymbol', `Инструмент ${name.slice(0, 64)} не найден.`);
  return instrument;
}

/** The name by which SmartCOM calls an instrument: `SBRF-12.26` for a future, elsewhere the symbol. */
export function smartcomName({ spec, symbol }: Instrument): string {
  return spec.ids.smartcom ?? symbol;
}
