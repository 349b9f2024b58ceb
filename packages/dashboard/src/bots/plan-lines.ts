import type { DealPlan } from 'outcry/native-api';
import type { PriceLine } from '../chart/price-chart.ts';
import { tell } from '../words/bots/bot-words.ts';
import { isNone } from './describe.ts';

/** Safety orders that are named on the chart; of more the last one is. */
const NAMED = 12;

/** The planned orders of a deal as lines on the chart of its pair. `evens`: a take profit that is done moves the stop loss. */
export function planLines(plan: DealPlan, strategy: 'long' | 'short', evens: boolean): readonly PriceLine[] {
  const { base, safety, stopLoss } = plan;
  const [entry, exit] = strategy === 'long' ? (['up', 'down'] as const) : (['down', 'up'] as const);
  const last = safety.at(-1);
  const lines: PriceLine[] = [
    { price: base.price, colour: entry, title: tell('lineBase'), solid: true },
    ...safety.map(
      ({ price }, i): PriceLine => ({
        price,
        colour: entry,
        title: tell('lineSafety', { n: String(i + 1) }),
        bare: i >= NAMED && i < safety.length - 1,
      }),
    ),
  ];
  // conditions alone close: no price takes the profit
  const takesProfit = !isNone(base.takeProfit);
  if (takesProfit) lines.push({ price: base.takeProfit, colour: exit, title: tell('lineTakeProfit'), solid: true });
  if (last !== undefined) {
    lines.push({ price: last.average, colour: 'accent', title: tell('lineAverage') });
    if (takesProfit) lines.push({ price: last.takeProfit, colour: exit, title: tell('lineTakeProfitAll') });
  }
  if (stopLoss !== null) lines.push({ price: stopLoss, colour: 'quiet', title: tell('lineStopLoss'), solid: true });
  if (evens) lines.push({ price: base.average, colour: 'quiet', title: tell('lineEven') });
  return lines;
}
