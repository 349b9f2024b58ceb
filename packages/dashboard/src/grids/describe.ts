import type { GridBot } from 'outcry/native-api';
import { compare, decimal, decimalText, multiply, subtract } from '../decimal.ts';
import { type GridWord, tell } from '../words/grids/grid-words.ts';
import { decimalsOf, fixed, shown, shownPrice } from '../words/numbers.ts';
import { gridErrorText } from './error-text.ts';

type Standing = Pick<GridBot, 'status' | 'reason' | 'begunAt'>;

/** Where a bot stands, in words. */
export function statusText({ status, reason, begunAt }: Standing): string {
  if (status !== 'disabled') return tell(`status.${status}`);
  if (begunAt === null) return tell('status.new');
  return reason === 'upperStop' || reason === 'lowerStop' ? tell(`ended.${reason}`) : tell('ended.owner');
}

/** What keeps a bot from earning; null when nothing does. */
export function attentionOf(bot: Pick<GridBot, 'status' | 'reason' | 'error' | 'settings' | 'figures'>): string | null {
  const { status, error, settings, figures, reason } = bot;
  if (error !== null) return gridErrorText(error);
  if (status === 'disabled' && (reason === 'upperStop' || reason === 'lowerStop')) return tell('attention.stopped');
  if (status !== 'running' || figures.price === null) return null;
  const follows = (trailing: boolean | undefined, expand: string | null | undefined): boolean =>
    trailing === true || expand != null;
  const word: GridWord | null =
    isBeyond(figures.price, settings.upper) && !follows(settings.trailingUp, settings.expandUp)
      ? 'attention.above'
      : isBeyond(settings.lower, figures.price) && !follows(settings.trailingDown, settings.expandDown)
        ? 'attention.below'
        : null;
  return word === null ? null : tell(word);
}

function isBeyond(price: string, than: string): boolean {
  const [one, other] = [decimal(price), decimal(than)];
  return one !== null && other !== null && compare(one, other) > 0;
}

/** `95 000.00 – 105 000.00`. */
export function rangeText(
  { lower, upper }: { readonly lower: string; readonly upper: string },
  priceStep: string,
): string {
  return `${shownPrice(lower, priceStep)} – ${shownPrice(upper, priceStep)}`;
}

/** How far two lines are apart: a distance, or the ratio of their prices in percent. */
export function stepText(step: string, type: string | undefined, quote: string, priceStep: string): string {
  if (type !== 'geometric') return `${fixed(step, decimalsOf(priceStep))} ${quote}`;
  const ratio = decimal(step);
  if (ratio === null) return shown(step);
  const more = subtract(ratio, { coefficient: 1n, scale: 0 });
  const percent = multiply(more, { coefficient: 100n, scale: 0 });
  return `+${fixed(decimalText(percent), 3)}\u202f%`;
}

/** A bot's profit, and what it is counted in. */
export function profitOf(bot: Pick<GridBot, 'settings' | 'profit' | 'profitUnits' | 'base' | 'quote'>): {
  readonly asset: string;
  readonly amount: string;
} {
  return bot.settings.profitCurrency === 'base'
    ? { asset: bot.base, amount: bot.profitUnits }
    : { asset: bot.quote, amount: bot.profit };
}
