import type { Instrument } from 'outcry/native-api';
import { instruments } from '../api/house.ts';

const KEPT = 'outcry.instrument';

/** Whether bots trade it: bought and sold against money, piece by piece. */
export function isBotPair({ settlement, multiplier, tradable, base }: Instrument): boolean {
  return settlement === 'spot' && multiplier === '1' && tradable && base !== null;
}

/** Instruments by their symbols; unknown ones are left out. */
export function pairsOf(symbols: readonly string[]): Instrument[] {
  return symbols.map((symbol) => instruments.value.get(symbol)).filter((pair) => pair !== undefined);
}

/** The pair that a new bot of an account begins with: the one looked at last, else a well-known one of its currency. */
export function firstPair(currency: string | undefined): Instrument | undefined {
  const known = instruments.value;
  const fits = (pair: Instrument | undefined): pair is Instrument =>
    pair !== undefined && isBotPair(pair) && (currency === undefined || pair.quote === currency);
  const favourites = [localStorage.getItem(KEPT), 'USDT_BTC', 'SBER'].map((symbol) => known.get(symbol ?? ''));
  return favourites.find(fits) ?? [...known.values()].find(fits);
}
