import { type Account, accountById } from '../accounts/index.ts';
import type { Instrument } from '../instruments/index.ts';
import { priceToDecimal } from '../instruments/index.ts';
import { type Amount, decimalOf, quantityFor, quantitySteps } from '../legs/index.ts';
import { type Decimal, decimals, divide, type Money, type Price } from '../numbers/index.ts';
import type { GridLadder } from './ladder.ts';
import type { GridSettings } from './settings.ts';
import type { Cell, GridBot, GridWorld } from './state.ts';

const RATE_UNIT = 1_000_000n;
const ONE: Decimal = { coefficient: 1n, scale: 0 };
/** Decimals of a fee rate in millionths. */
const RATE_SCALE = 6;

export function instrumentOf(world: Pick<GridWorld, 'instruments'>, { settings }: GridBot): Instrument {
  return world.instruments.instruments[settings.instrument] as Instrument;
}

export function accountOf(world: Pick<GridWorld, 'accounts'>, bot: GridBot): Account {
  return accountById(world.accounts, bot.account);
}

/** The dearer fee rate of an account in millionths. */
export function feeRate({ fees }: Account): bigint {
  return BigInt(Math.max(fees.maker, fees.taker));
}

/** The value of a quantity at a price, both in steps, in minor units of quote. */
export function valueAtPrice({ stepValue }: Instrument, price: number, quantity: number): Money {
  return (BigInt(price) * BigInt(quantity) * stepValue) as Money;
}

/** The line that is nearest to a price, of two the lower one (G3). */
export function nearestLine(instrument: Instrument, ladder: GridLadder, lines: number, price: number): number {
  let best = 0;
  for (let line = 1; line < lines; line++) {
    const nearer = Math.abs(ladder.price(instrument, line) - price) < Math.abs(ladder.price(instrument, best) - price);
    if (nearer) best = line;
  }
  return best;
}

/** What each line buys, in quantity steps, from the lowest on; the highest buys nothing (G4). */
export function lineQuantities(
  instrument: Instrument,
  account: Account,
  settings: GridSettings,
  ladder: GridLadder,
  price: number,
): number[] {
  const amount = lineAmount(instrument, account, settings, ladder, price);
  return Array.from({ length: settings.lines - 1 }, (_, line) =>
    quantityAt(instrument, settings.orderCurrency, amount, ladder.price(instrument, line)),
  );
}

/** Quantity steps of an amount at a line, rounded down. */
export function quantityAt(
  instrument: Instrument,
  currency: GridSettings['orderCurrency'],
  amount: Decimal,
  price: number,
): number {
  return currency === 'base'
    ? quantitySteps(instrument, amount, 'floor')
    : quantityFor(instrument, amount, price, 'floor');
}

/**
 * What one line takes, in the order currency. A total of coins is shared out evenly. A total of money is shared so that the
 * coins for the lines above the price, bought at it, and the buys of the lines below do not cost more, fees included.
 */
export function lineAmount(
  instrument: Instrument,
  account: Account,
  { amount, orderCurrency, lines }: GridSettings,
  ladder: GridLadder,
  price: number,
): Decimal {
  const value = decimalOf(amount.value);
  if (amount.per === 'line') return value;
  if (orderCurrency === 'base') return decimals.divide(value, { coefficient: BigInt(lines - 1), scale: 0 });
  const waiting = nearestLine(instrument, ladder, lines, price);
  const now = priceToDecimal(instrument, price as Price);
  let parts: Decimal = { coefficient: BigInt(waiting), scale: 0 };
  for (let line = waiting; line < lines - 1; line++) {
    const bought = priceToDecimal(instrument, ladder.price(instrument, line) as Price);
    parts = decimals.add(parts, decimals.divide(now, bought));
  }
  return decimals.divide(value, decimals.multiply(parts, buyFactor(account)), 'down');
}

/** What a purchase costs for each piece of money it trades: fees that are taken in coins cost none. */
export function buyFactor(account: Account): Decimal {
  if (account.fees.mode === 'received') return ONE;
  return decimals.add(ONE, { coefficient: feeRate(account), scale: RATE_SCALE });
}

/** What a purchase that is filled at its price moves, with the dearer fee. */
export function boughtAt(account: Account, instrument: Instrument, price: number, quantity: number): Amount {
  const units = BigInt(quantity) * instrument.stepUnits;
  const value = valueAtPrice(instrument, price, quantity);
  const rate = feeRate(account);
  if (account.fees.mode === 'received') {
    return { units: (units - divide(units * rate, RATE_UNIT, 'up')) as Money, money: value };
  }
  return { units: units as Money, money: (value + divide(value * rate, RATE_UNIT, 'halfUp')) as Money };
}

/** What a sale that is filled at its price moves, with the dearer fee. */
export function soldAt(account: Account, instrument: Instrument, price: number, quantity: number): Amount {
  const value = valueAtPrice(instrument, price, quantity);
  const fee = divide(value * feeRate(account), RATE_UNIT, 'halfUp');
  return { units: (BigInt(quantity) * instrument.stepUnits) as Money, money: (value - fee) as Money };
}

/**
 * How much of what a line has bought is sold on the line above, in quantity steps (G5): all whole steps, or with profit in
 * base as many as bring the money back after the fee, rounded up.
 */
export function sellQuantity(
  account: Account,
  instrument: Instrument,
  profitCurrency: GridSettings['profitCurrency'],
  { units, money }: Amount,
  price: number,
): number {
  const whole = units / instrument.stepUnits;
  if (profitCurrency === 'quote') return Number(whole);
  const step = BigInt(price) * instrument.stepValue * (RATE_UNIT - feeRate(account));
  const needed = divide(money * RATE_UNIT, step, 'ceiling');
  return Number(needed < whole ? needed : whole);
}

/** What a cell still holds: coins, and money that they have cost and not brought back. */
export function heldBy({ bought, sold }: Pick<Cell, 'bought' | 'sold'>): Amount {
  return { units: (bought.units - sold.units) as Money, money: (bought.money - sold.money) as Money };
}
