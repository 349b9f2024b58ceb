import type { SmartTrade, SmartTradeEvent, SmartTradeOrder } from 'outcry/native-api';
import { fillMarks } from '../chart/fill-marks.ts';
import type { PriceLine, PriceMark } from '../chart/price-chart.ts';
import { compare, decimal } from '../decimal.ts';
import { tell } from '../words/trades/trade-words.ts';
import { roleText } from './timeline-text.ts';
import { isLongTrade } from './trade-money.ts';

const ENTRIES: ReadonlySet<string> = new Set(['entry', 'added']);

/**
 * What a trade's chart shows beside the lines of its draft: what trailing follows, and resting orders; of an ended trade
 * its average. `stopAt`: where its stop loss is set; it may have followed the price since, or gone to the entry.
 */
export function stillLines(
  trade: SmartTrade,
  orders: readonly SmartTradeOrder[],
  stopAt: string | null,
): readonly PriceLine[] {
  const { entryPrice, figures, settings, steps } = trade;
  const [enter, leave] = isLongTrade(trade) ? (['up', 'down'] as const) : (['down', 'up'] as const);
  if (figures === null) {
    const title = tell('lineAverage');
    return entryPrice === null ? [] : [{ price: entryPrice, colour: 'accent', title, solid: true }];
  }
  const lines: PriceLine[] = [];
  const { stopLevel, entryMark, stopMark } = figures;
  if (stopLevel !== null && (stopAt === null || !isSamePrice(stopLevel, stopAt)))
    lines.push({ price: stopLevel, colour: 'stop', title: tell('lineStopNow') });
  for (const mark of new Set([entryMark, stopMark, ...figures.stepMarks.map(({ price }) => price)]))
    if (mark !== null) lines.push({ price: mark, colour: 'quiet', title: tell('lineFollowed') });
  for (const { role, step, order } of orders) {
    if (order.endedAt !== null || order.price === null || role === 'step') continue;
    const title = roleText(role, step, settings, steps.length);
    lines.push({ price: order.price, colour: ENTRIES.has(role) ? enter : leave, title });
  }
  return lines;
}

/** Fills of a trade as marks on its chart. */
export function tradeMarks(events: readonly SmartTradeEvent[], side: 'long' | 'short'): readonly PriceMark[] {
  return fillMarks(events, ENTRIES, side);
}

function isSamePrice(one: string, other: string): boolean {
  const [a, b] = [decimal(one), decimal(other)];
  return a !== null && b !== null && compare(a, b) === 0;
}
