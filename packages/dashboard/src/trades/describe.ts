import type { SmartTrade, SmartTradeSettings } from 'outcry/native-api';
import { lasting } from '../words/counts.ts';
import { say } from '../words/language.ts';
import { shown, shownPrice } from '../words/numbers.ts';
import { isTradeWord, tell } from '../words/trades/trade-words.ts';
import { openSteps, type TradeStep } from './steps.ts';
import { isLongTrade } from './trade-money.ts';

/** Where a trade stands. */
export function statusText(
  trade: Pick<SmartTrade, 'status' | 'settings'> & Partial<Pick<SmartTrade, 'steps'>>,
): string {
  const { status, steps = [] } = trade;
  if (status === 'holding') {
    const open = steps.map((step) => step.status);
    if (open.includes('ordered') && steps.some((step) => step.status === 'ordered' && step.panic))
      return tell('status.selling');
    if (open.includes('trailing')) return tell('status.trailing');
  }
  const word = `status.${status}${isLongTrade(trade) ? '' : 'Short'}`;
  return isTradeWord(word) ? tell(word) : tell(`status.${status}`);
}

/** Where a step stands. */
export function stepStatusText({ status, panic }: TradeStep): string {
  return tell(panic && (status === 'ordered' || status === 'idle') ? 'stepStatus.selling' : `stepStatus.${status}`);
}

export function kindText({ kind }: Pick<SmartTrade, 'kind'>): string {
  return tell(`kind.${kind}`);
}

type TakeProfit = SmartTradeSettings['takeProfits'][number];
type Exit = Pick<TakeProfit, 'price' | 'percent'>;

/** `at 103 000`, `3 % from the entry`. */
export function targetText({ price, percent }: Exit, priceStep: string): string {
  if (price !== null) return tell('atPrice', { price: shownPrice(price, priceStep) });
  return tell('atPercent', { percent: signed(percent ?? '') });
}

/** How a step leaves: `market order, bid, follows 0.5 % behind`. */
export function stepText({ order, by, trailing, limitPrice }: TakeProfit, priceStep: string): string {
  if (order === 'resting') return tell('stepOrder.resting');
  const parts = [
    order === 'limit'
      ? tell('limitAt', { price: shownPrice(limitPrice, priceStep) })
      : tell(trailing === null ? 'stepOrder.market' : 'follows', { percent: shown(trailing ?? '') }),
    say(by).toLowerCase(),
  ];
  return parts.join(', ');
}

export function stopText(stop: SmartTradeSettings['stopLoss'], priceStep: string): string {
  if (stop === null) return tell('none');
  const parts = [targetText(stop, priceStep), say(stop.by).toLowerCase()];
  if (stop.order === 'limit') parts.push(tell('limitAt', { price: shownPrice(stop.limitPrice, priceStep) }));
  if (stop.trails) parts.push(tell('stopFollows'));
  if (stop.timeout > 0) parts.push(tell('stopAfter', { time: lasting(stop.timeout) }));
  if (stop.breakeven) parts.push(tell('stopToEntry'));
  return parts.join(', ');
}

export function entryText({ settings }: SmartTrade, priceStep: string): string {
  const { entry } = settings;
  if (entry === null) return tell('entryHeld');
  if (entry.type === 'market') return tell('entryMarket');
  const price = shownPrice(entry.price, priceStep);
  if (entry.type === 'limit') return tell('limitAt', { price });
  const parts = [tell('entryWaits', { by: say(entry.by).toLowerCase(), price })];
  if (entry.trailing !== null) parts.push(tell('entryTrails', { percent: shown(entry.trailing) }));
  if (entry.order === 'limit') parts.push(tell('limitAt', { price: shownPrice(entry.limitPrice, priceStep) }));
  return parts.join(', ');
}

function signed(percent: string): string {
  return percent.startsWith('-') ? shown(percent) : `+${shown(percent)}`;
}

/** The next price that a running trade waits for, in words; empty when it waits for none. */
export function nextText(trade: SmartTrade, priceStep: string): string {
  if (trade.status === 'waiting' && trade.settings.entry?.price != null)
    return tell('atPrice', { price: shownPrice(trade.settings.entry.price, priceStep) });
  const next = openSteps(trade).find(({ price }) => price !== null);
  return next === undefined ? '' : tell('nextStep', { price: shownPrice(next.price, priceStep) });
}
