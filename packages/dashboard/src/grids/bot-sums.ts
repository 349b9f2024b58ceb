import type { GridBotWithLines } from 'outcry/native-api';
import { add, compare, type Decimal, decimal, decimalText, multiply, subtract } from '../decimal.ts';

const ZERO: Decimal = { coefficient: 0n, scale: 0 };

/** What a grid does with money as it begins. */
export interface Beginning {
  /** Free coins of the account that are taken for the lines above the price. */
  readonly taken: string;
  /** Those that are missing: bought at the market, and about what they cost; null when there is no price. */
  readonly coins: string;
  readonly cost: string | null;
  /** Purchases that rest then, and what they take. */
  readonly buys: number;
  readonly buysCost: string;
}

/** What a bot does when it begins now, before fees. `free`: coins that are free in its account. */
export function startSums({ lines, figures }: Pick<GridBotWithLines, 'lines' | 'figures'>, free: string): Beginning {
  const price = figures.price === null ? null : decimal(figures.price);
  let [coins, buysCost] = [ZERO, ZERO];
  let buys = 0;
  for (const { side, quantity, price: at } of lines) {
    const [amount, level] = [decimal(quantity) ?? ZERO, decimal(at) ?? ZERO];
    if (side === 'sell') coins = add(coins, amount);
    if (side !== 'buy') continue;
    buys++;
    buysCost = add(buysCost, multiply(amount, level));
  }
  const has = decimal(free) ?? ZERO;
  const taken = compare(has, coins) < 0 ? has : coins;
  const missing = subtract(coins, taken);
  return {
    taken: decimalText(taken),
    coins: decimalText(missing),
    cost: price === null ? null : decimalText(multiply(missing, price)),
    buys,
    buysCost: decimalText(buysCost),
  };
}

/** What is held at the last price; null when there is none. */
export function worthOf({ held, figures }: Pick<GridBotWithLines, 'held' | 'figures'>): string | null {
  const [coins, price] = [decimal(held.amount), decimal(figures.price ?? '')];
  return coins === null || price === null ? null : decimalText(multiply(coins, price));
}

/** What changes when something has happened to a bot that its history tells. */
export function versionOf({ updatedAt, status, cycles, note, error, bought, sold, lines }: GridBotWithLines): string {
  const orders = lines.map(({ order }) => order);
  return JSON.stringify([updatedAt, status, cycles, note, error, bought.amount, sold.amount, orders]);
}
