import type { Account } from 'outcry/native-api';
import { add, compare, type Decimal, decimalText, divide, floorTo, multiply, rounded, subtract } from '../decimal.ts';
import { feeRate } from './quantity.ts';
import { HUNDREDTH, ONE, ZERO } from './targets.ts';

/** What a trade costs and what may come of it, before it is sent. */
export interface Plan {
  readonly long: boolean;
  /** What is held already has cost `entry` a piece; no order is sent for it. */
  readonly held: boolean;
  readonly entry: Decimal;
  readonly coins: Decimal;
  /** Smallest quantity: what steps sell are multiples of it. */
  readonly quantityStep: Decimal;
  readonly steps: readonly { readonly position: number; readonly share: Decimal; readonly price: Decimal }[];
  readonly stop: Decimal | null;
  readonly fees: Account['fees'];
}

/** Money is exact text in the quote asset, fees included, at the dearer rate of the account. */
export interface Outlook {
  /** What entering costs (short: brings). */
  readonly entered: string;
  readonly fee: string;
  /** By position. */
  readonly steps: readonly {
    readonly position: number;
    readonly coins: string;
    readonly price: string;
    readonly profit: string;
  }[];
  /** When every step is reached; null without steps. */
  readonly won: string | null;
  /** When the stop takes everything before any step: below 0 it is lost. Null without a stop. */
  readonly stopped: string | null;
  /** In percent of what was entered, 2 decimals. */
  readonly wonPercent: string | null;
  readonly stoppedPercent: string | null;
  /** How many times the risk the reward is, 2 decimals; null unless something is won and something may be lost. */
  readonly ratio: string | null;
}

export function outlookOf(plan: Plan): Outlook {
  const rate = feeRate(plan.fees);
  const value = multiply(plan.entry, plan.coins);
  const inCoins = plan.fees.mode === 'received' && plan.long;
  const feeOfEntry = plan.held ? ZERO : multiply(value, rate);
  const coins = !plan.held && inCoins ? multiply(plan.coins, subtract(ONE, rate)) : plan.coins;
  const entered = plan.held || inCoins ? value : plan.long ? add(value, feeOfEntry) : subtract(value, feeOfEntry);
  const each = divide(entered, coins, DECIMALS) ?? ZERO;
  const gain = (quantity: Decimal, price: Decimal): Decimal => {
    const there = multiply(quantity, price);
    const fee = multiply(there, rate);
    const cost = multiply(quantity, each);
    return plan.long ? subtract(subtract(there, fee), cost) : subtract(cost, add(there, fee));
  };
  const whole = floorTo(coins, plan.quantityStep);
  let rest = whole;
  const steps = plan.steps.map(({ position, share, price }, place) => {
    const own = floorTo(multiply(multiply(whole, share), HUNDREDTH), plan.quantityStep);
    const last = place === plan.steps.length - 1;
    const quantity = last || compare(own, rest) > 0 ? rest : own;
    rest = subtract(rest, quantity);
    return { position, quantity, price, profit: gain(quantity, price) };
  });
  const won = steps.length === 0 ? null : steps.reduce((sum, { profit }) => add(sum, profit), ZERO);
  const stopped = plan.stop === null ? null : gain(whole, plan.stop);
  return {
    entered: decimalText(entered),
    fee: decimalText(feeOfEntry),
    steps: steps.map(({ position, quantity, price, profit }) => ({
      position,
      coins: decimalText(quantity),
      price: decimalText(price),
      profit: decimalText(profit),
    })),
    won: won === null ? null : decimalText(won),
    stopped: stopped === null ? null : decimalText(stopped),
    wonPercent: percentOf(won, entered),
    stoppedPercent: percentOf(stopped, entered),
    ratio: ratioOf(won, stopped),
  };
}

/** Decimals of a quotient; what is shown has fewer. */
const DECIMALS = 18;

/** A part in percent of a whole, 2 decimals; null without a part, or of nothing. */
export function percentOf(part: Decimal | null, whole: Decimal): string | null {
  const share = part === null ? null : divide(multiply(part, { coefficient: 100n, scale: 0 }), whole, DECIMALS);
  return share === null ? null : decimalText(rounded(share, 2));
}

/** How many times what may be lost is won, 2 decimals; null unless both are there. */
export function ratioOf(won: Decimal | null, stopped: Decimal | null): string | null {
  if (won === null || stopped === null || won.coefficient <= 0n || stopped.coefficient >= 0n) return null;
  const ratio = divide(won, { ...stopped, coefficient: -stopped.coefficient }, DECIMALS);
  return ratio === null ? null : decimalText(rounded(ratio, 2));
}
