import { useEffect } from 'preact/hooks';
import { instruments } from '../api/house.ts';
import { place } from '../route.ts';
import { TradePage } from './trade.tsx';

const KEPT = 'outcry.instrument';

/** The market of the instrument in the address. */
export function MarketPages() {
  const symbol = instrumentToShow(place.value[1]);
  useEffect(() => {
    if (symbol !== null) localStorage.setItem(KEPT, symbol);
  }, [symbol]);
  return <TradePage symbol={symbol} />;
}

/** The instrument of the address, else the one looked at last, else the first that can be traded. */
function instrumentToShow(wanted: string | undefined): string | null {
  const known = instruments.value;
  if (wanted !== undefined && known.has(wanted)) return wanted;
  const kept = localStorage.getItem(KEPT);
  if (kept !== null && known.has(kept)) return kept;
  for (const favourite of ['SBER', 'USDT_BTC']) if (known.get(favourite)?.tradable) return favourite;
  return [...known.values()].find(({ tradable }) => tradable)?.symbol ?? null;
}
