import {
  type CoreState,
  findByName,
  type Instrument,
  type InstrumentsState,
  isTradable,
  listInstruments,
} from '@outcry/core';
import { type Market, PAPER } from './markets.ts';

/** The name of a pair: QUOTE_BASE, for every market (`threecommas.md` 1); undefined for what is no pair of two assets. */
export function pairName({ assets }: InstrumentsState, { base, quote, settlement }: Instrument): string | undefined {
  const [sold, paid] = [assets[base], assets[quote]];
  if (settlement !== 'spot' || sold === undefined || paid === undefined) return undefined;
  return `${paid.code.toUpperCase()}_${sold.code}`;
}

/** The instrument that a pair names, when it is traded. */
export function instrumentOfPair(instruments: InstrumentsState, pair: string): Instrument | undefined {
  const instrument = findByName(instruments, pair) ?? findByName(instruments, pair.toUpperCase());
  return instrument !== undefined && pairName(instruments, instrument) !== undefined ? instrument : undefined;
}

/** Pairs of a market by name. Exchanges have those of coins; paper accounts can trade everything that is listed. */
export function pairsOf({ instruments }: Pick<CoreState, 'instruments'>, market: Market): string[] {
  const names = listInstruments(instruments).flatMap((instrument) => {
    const name = pairName(instruments, instrument);
    if (name === undefined || !isTradable(instruments, instrument)) return [];
    if (market !== PAPER && instrument.spec.kind !== 'crypto') return [];
    return instrumentOfPair(instruments, name) === instrument ? [name] : [];
  });
  return names.sort();
}
