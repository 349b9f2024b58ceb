import { type FeePlan, type GridSettings, type Instrument, priceFromText } from '../src/index.ts';
import { must } from './failure.ts';
import type { AuditedLeg } from './leg-audit.ts';
import type { Sum } from './naive-deal.ts';
import { naiveLinePrice } from './naive-lines.ts';

/** What buys on one line and sells on the next one, as the journal tells it. */
export interface AuditedCell {
  readonly line: number;
  side: 'buy' | 'sell';
  readonly quantity: number;
  sell: number;
  bought: Sum;
  sold: Sum;
}

export interface AuditedGrid {
  readonly id: number;
  readonly account: number;
  readonly instrument: Instrument;
  settings: GridSettings;
  status: string;
  /** What follows when all its orders are back. */
  end: string;
  readonly cells: Map<number, AuditedCell>;
  /** Coins that are not a line's. */
  bought: Sum;
  sold: Sum;
  profit: bigint;
  kept: bigint;
  readonly released: { units: bigint; money: bigint };
  /** The last price when the run began, in steps. */
  startPrice: number;
  readonly legs: Map<number, AuditedLeg>;
  /** Orders that a venue was asked to give back. */
  readonly leaving: Set<number>;
  /** Slots of conditions that have fired; those of stops since the run began. */
  readonly fired: Set<number>;
}

const PRICES = new WeakMap<GridSettings, Map<number, number>>();

/** The price of a line in steps. */
export function priceIn({ settings, instrument }: Pick<AuditedGrid, 'settings' | 'instrument'>, line: number): number {
  const prices = PRICES.get(settings) ?? new Map<number, number>();
  if (prices.size === 0) PRICES.set(settings, prices);
  let price = prices.get(line);
  if (price !== undefined) return price;
  const { type, lines } = settings;
  const [lower, upper] = [priceFromText(instrument, settings.lower), priceFromText(instrument, settings.upper)];
  must(
    typeof lower === 'number' && typeof upper === 'number',
    () => `the range ${settings.lower} to ${settings.upper}`,
  );
  price = naiveLinePrice({ geometric: type === 'geometric', lower, upper, lines }, line);
  prices.set(line, price);
  return price;
}

/** The line without an order is the nearest to the price. */
export function checkNearest(bot: AuditedGrid, price: number, waiting: number): void {
  const distance = (line: number): number => Math.abs(priceIn(bot, line) - price);
  for (let line = 0; line < bot.settings.lines; line++) {
    const nearer = distance(line) < distance(waiting) || (distance(line) === distance(waiting) && line < waiting);
    must(!nearer, () => `line ${waiting} of grid ${bot.id} waits at ${price}, ${line} is nearer`);
  }
}

/** In which states orders that are not of a line go out. */
const STATES: Readonly<Record<string, readonly [status: string, side: 0 | 1]>> = {
  start: ['starting', 0],
  excess: ['starting', 1],
  close: ['closing', 1],
  final: ['closing', 0],
};

/** An order that a bot is about to have must be one that it should have. */
export function checkGridLeg(bot: AuditedGrid, leg: AuditedLeg): void {
  const { id, status, cells, legs, instrument } = bot;
  const { role, step, side, price, left } = leg;
  if (role !== 'buy' && role !== 'sell') {
    const [state, way] = STATES[role] ?? ['', 0];
    must(status === state && side === way && price === 0, () => `grid ${id} is ${status} and sends a ${role} order`);
    const fits = side === 0 || BigInt(left) * instrument.stepUnits <= heldBy(bot).units;
    must(legs.size === 0 && fits, () => `grid ${id} sends a ${role} order of ${left}`);
    return;
  }
  const cell = cells.get(step);
  must(status === 'running' && cell?.side === role, () => `grid ${id} (${status}) sends ${role} ${step}`);
  const line = role === 'buy' ? step : step + 1;
  must(price === priceIn(bot, line), () => `${role} ${step} of grid ${id} is at ${price}, not ${priceIn(bot, line)}`);
  const open = role === 'buy' ? cell.quantity - cell.bought.steps : cell.sell - cell.sold.steps;
  must(left === open, () => `${role} ${step} of grid ${id} is for ${left}, ${open} are to be traded`);
  const fits = role === 'buy' || BigInt(left) * instrument.stepUnits <= heldBy(cell).units;
  must(fits, () => `grid ${id} sells ${left} on line ${line}, it does not have them`);
  for (const other of legs.values()) {
    const where = other.role === 'buy' ? other.step : other.step + 1;
    must(
      where !== line && other.step !== step,
      () => `grid ${id} has two orders: ${role} ${step}, ${other.role} ${other.step}`,
    );
  }
  const same = [...legs.values()].filter((other) => other.role === role && !bot.leaving.has(other.order)).length;
  const most = role === 'buy' ? bot.settings.maxBuyLines : bot.settings.maxSellLines;
  must(most === null || same < most, () => `grid ${id} has ${same + 1} ${role} orders`);
}

/** A line is bought when all of it is; then all whole steps are sold, or those that bring the money back. */
export function checkLineBought(bot: AuditedGrid, cell: AuditedCell, sell: number, { maker, taker }: FeePlan): void {
  const { line, side, quantity, bought } = cell;
  const whole = side === 'buy' && bought.steps === quantity;
  must(whole, () => `line ${line} of grid ${bot.id} has ${bought.steps} of ${quantity} and is said to be bought`);
  const { stepUnits, stepValue } = bot.instrument;
  const most = bought.units / stepUnits;
  const rate = BigInt(Math.max(maker, taker));
  const one = BigInt(priceIn(bot, line + 1)) * stepValue * (1_000_000n - rate);
  const enough = (bought.money * 1_000_000n + one - 1n) / one;
  const expected = bot.settings.profitCurrency === 'quote' || enough > most ? most : enough;
  must(BigInt(sell) === expected, () => `line ${line} of grid ${bot.id} sells ${sell}, not ${expected}`);
}

export function heldBy({ bought, sold }: { readonly bought: Sum; readonly sold: Sum }): {
  readonly units: bigint;
  readonly money: bigint;
} {
  return { units: bought.units - sold.units, money: bought.money - sold.money };
}
