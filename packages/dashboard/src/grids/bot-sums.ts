import type { GridBotWithLines } from 'outcry/native-api';
import { add, type Decimal, decimal, decimalText, multiply } from '../decimal.ts';

const ZERO: Decimal = { coefficient: 0n, scale: 0 };

/** What a grid does with money as it begins. */
export interface Beginning {
  /** Bought at the market for the lines above the price, and about what they cost; null when there is no price. */
  readonly coins: string;
  readonly cost: string | null;
  /** Purchases that rest then, and what they take. */
  readonly buys: number;
  readonly buysCost: string;
}

/** What a bot does when it begins now, before fees. */
export function startSums({ lines, figures }: Pick<GridBotWithLines, 'lines' | 'figures'>): Beginning {
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
  return {
    coins: decimalText(coins),
    cost: price === null ? null : decimalText(multiply(coins, price)),
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
