import type { GridBotPlan } from 'outcry/native-api';
import { compare, type Decimal, decimal, decimalText, divide, multiply, rounded, subtract } from '../decimal.ts';
import type { Beginning } from './bot-sums.ts';

type PlanLine = GridBotPlan['lines'][number];

/** Decimals of a profit in percent, and of the quotient it is rounded from. */
const PERCENT_DECIMALS = 2;
const QUOTIENT_DECIMALS = 8;
const ZERO: Decimal = { coefficient: 0n, scale: 0 };

/** What the cycles of a plan come to. */
export interface PlanSums {
  /** Of one cycle after fees, in the profit currency: the least and the most. */
  readonly least: string;
  readonly most: string;
  /** The same in percent of what the cycle buys. */
  readonly leastPercent: string;
  readonly mostPercent: string;
  readonly cycles: number;
  /** Cycles that bring nothing or lose. */
  readonly losing: number;
  readonly buyLines: number;
  readonly sellLines: number;
}

export function sumsOf({ lines }: GridBotPlan, profitCurrency: 'base' | 'quote'): PlanSums {
  const profits: Decimal[] = [];
  const percents: Decimal[] = [];
  for (const [place, line] of lines.entries()) {
    const profit = line.profit === null ? null : decimal(line.profit);
    if (profit === null) continue;
    profits.push(profit);
    const share = shareOf(profit, line, lines[place - 1], profitCurrency);
    if (share !== null) percents.push(share);
  }
  const [least, most] = endsOf(profits);
  const [leastPercent, mostPercent] = endsOf(percents);
  return {
    least: decimalText(least),
    most: decimalText(most),
    leastPercent: decimalText(leastPercent),
    mostPercent: decimalText(mostPercent),
    cycles: profits.length,
    losing: profits.filter(({ coefficient }) => coefficient <= 0n).length,
    buyLines: lines.filter(({ side }) => side === 'buy').length,
    sellLines: lines.filter(({ side }) => side === 'sell').length,
  };
}

/** What a grid with this plan does as it begins. */
export function beginningOf({ coins, coinsFree, coinsCost, buysCost, lines }: GridBotPlan): Beginning {
  const missing = subtract(decimal(coins) ?? ZERO, decimal(coinsFree) ?? ZERO);
  const buys = lines.filter(({ side }) => side === 'buy').length;
  return { taken: coinsFree, coins: decimalText(missing), cost: coinsCost, buys, buysCost };
}

/** Part of a profit in what the cycle that begins on a line buys. Its coins stand on the line, or are for sale above it. */
function shareOf(
  profit: Decimal,
  line: PlanLine,
  above: PlanLine | undefined,
  profitCurrency: 'base' | 'quote',
): Decimal | null {
  const coins = decimal((line.side === 'buy' ? line : above)?.quantity ?? '');
  const price = decimal(line.price);
  if (coins === null || price === null) return null;
  const bought = profitCurrency === 'quote' ? multiply(coins, price) : coins;
  const share = divide(profit, bought, QUOTIENT_DECIMALS);
  return share === null
    ? null
    : rounded({ coefficient: share.coefficient * 100n, scale: share.scale }, PERCENT_DECIMALS);
}

function endsOf(values: readonly Decimal[]): readonly [Decimal, Decimal] {
  const [first = ZERO, ...others] = values;
  let [least, most] = [first, first];
  for (const value of others) {
    if (compare(value, least) < 0) least = value;
    if (compare(value, most) > 0) most = value;
  }
  return [least, most];
}
