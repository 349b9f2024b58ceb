import type { Instrument } from 'outcry/native-api';
import { instruments } from './api/house.ts';

/** Pairs that are offered at once. */
const OFFERED = 8;

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

/** Pairs found by symbol, titles and other names. `quote`: of this currency alone; empty: of any. */
export function searchPairs(wanted: string, chosen: readonly string[], quote: string): readonly Instrument[] {
  const text = wanted.trim().toLowerCase();
  const found: Instrument[] = [];
  for (const pair of instruments.value.values()) {
    if (!isBotPair(pair) || chosen.includes(pair.symbol) || (quote !== '' && pair.quote !== quote)) continue;
    const { ticker, aliases } = pair.ids;
    const names = [pair.symbol, pair.title, pair.titleRu ?? '', ticker, ...aliases];
    if (names.some((name) => name.toLowerCase().includes(text))) found.push(pair);
    if (found.length >= OFFERED) break;
  }
  return found;
}
