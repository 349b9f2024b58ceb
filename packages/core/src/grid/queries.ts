import { inDollars } from '../accounts/index.ts';
import { type Instrument, priceToDecimal, priceToText, quantityToText } from '../instruments/index.ts';
import { type Amount, legsOf } from '../legs/index.ts';
import {
  type Decimal,
  decimals,
  formatDecimal,
  formatFixed,
  formatScaled,
  type Money,
  type Price,
  type Quantity,
} from '../numbers/index.ts';
import { watchedPrice } from '../stops/index.ts';
import { accountOf, instrumentOf, lineAmount, lineQuantities, nearestLine } from './amounts.ts';
import type { StopReason } from './events.ts';
import { stopLevels } from './follow.ts';
import { heldOf } from './held.ts';
import { wantedOrders } from './orders.ts';
import type { GridSettings } from './settings.ts';
import { edgesOf, type GridBot, type GridState, type GridStatus, type GridWorld } from './state.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** Coins and money as decimal text. */
export interface GridAmount {
  readonly amount: string;
  readonly volume: string;
}

/** One line of a bot. Of a disabled one as it would be at the last price. */
export interface GridLine {
  readonly line: number;
  readonly price: string;
  /** What it waits for; null: the line without an order. */
  readonly side: 'buy' | 'sell' | null;
  readonly quantity: string;
  /** The order that rests on it; 0: none. */
  readonly order: number;
}

/** A grid bot as plain JSON. Amounts are decimal text, times ms UTC. */
export interface GridRecord {
  readonly id: number;
  readonly account: number;
  readonly settings: GridSettings;
  readonly note: string | null;
  readonly status: GridStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Of the newest run; 0 and null before there is one. */
  readonly begunAt: number;
  readonly startPrice: string | null;
  /** Distance of two lines, or the ratio of their prices. */
  readonly step: string;
  /** What one line takes, in the order currency: of a share of a total at the price that the run began at, or the last one. */
  readonly amount: string;
  /** Where the stops stand now. */
  readonly upperStop: string | null;
  readonly lowerStop: string | null;
  /** Results of all cycles and sales in quote, and coins bought and not sold. */
  readonly profit: string;
  readonly profitUnits: string;
  readonly cycles: number;
  readonly bought: GridAmount;
  readonly sold: GridAmount;
  /** What lines hold, and what it has cost. */
  readonly held: GridAmount;
  /** Money that the newest run began with, coins counted at their cost; `0` while it is disabled. */
  readonly invested: string;
  /** What it has left in the account when it stopped, and what of its owner's coins it has taken, with their worth then. */
  readonly released: GridAmount;
  readonly taken: GridAmount;
  readonly reason: StopReason | '';
  readonly error: string | null;
}

/** Figures of a bot at the market of this moment. */
export interface GridFigures {
  readonly price: string | null;
  /** Worth of what is held less what it cost, in quote. */
  readonly unrealised: string;
  /** Profit and unrealised together; percent of what was invested, 2 decimals half up, null when nothing is. */
  readonly result: string;
  readonly profitPercent: string | null;
  readonly resultPercent: string | null;
  /** The profit in its currency in dollars; null when nothing tells the rate. */
  readonly profitUsd: string | null;
  /** Coins in sales and money in purchases that should rest. */
  readonly inSales: string;
  readonly inBuys: string;
}

export function gridRecord(world: GridWorld, bot: GridBot): GridRecord {
  const instrument = instrumentOf(world, bot);
  const text = texts(world, instrument);
  const { upper, lower } = stopLevels(instrument, bot);
  const shown = (price: number | null): string | null =>
    price === null || price === 0 ? null : priceToText(instrument, price as Price);
  const { id, account, settings, note, status, createdAt, updatedAt, begunAt, cycles, reason, error } = bot;
  return {
    id,
    account,
    settings,
    note,
    status,
    createdAt,
    updatedAt,
    begunAt,
    startPrice: shown(bot.startPrice),
    step: formatDecimal(bot.ladder.step),
    amount: formatDecimal(lineAmountOf(world, bot, instrument)),
    upperStop: shown(upper),
    lowerStop: shown(lower),
    profit: text.money(bot.profit),
    profitUnits: text.units(bot.profitUnits),
    cycles,
    bought: text.amount(bot.bought),
    sold: text.amount(bot.sold),
    held: text.amount(heldOf(bot)),
    invested: text.money(bot.invested),
    released: text.amount(bot.released),
    taken: text.amount(bot.taken),
    reason,
    error,
  };
}

function lineAmountOf(world: GridWorld, bot: GridBot, instrument: Instrument): Decimal {
  const { settings, ladder, startPrice, status } = bot;
  const last = watchedPrice(world.market.markets[instrument.id], 'last') ?? ladder.price(instrument, 0);
  const price = status === 'disabled' ? last : startPrice;
  return lineAmount(instrument, accountOf(world, bot), settings, ladder, price);
}

/** The price of a line, also of one that has left the grid; null: it has none. */
export function gridLinePrice(world: Pick<GridWorld, 'instruments'>, bot: GridBot, line: number): string | null {
  const instrument = instrumentOf(world, bot);
  const price = bot.ladder.price(instrument, line);
  return price < 1 ? null : priceToText(instrument, price as Price);
}

export function gridFigures(world: GridWorld, bot: GridBot): GridFigures {
  const instrument = instrumentOf(world, bot);
  const { base, quote } = instrument;
  const text = texts(world, instrument);
  const last = watchedPrice(world.market.markets[instrument.id], 'last');
  const held = heldOf(bot);
  const unrealised = unrealisedAt(world, bot, last);
  const profit = { coefficient: bot.profit as bigint, scale: text.quote };
  const result = decimals.add(profit, unrealised);
  const inQuote = bot.settings.profitCurrency === 'quote';
  let inBuys = 0n;
  let inSales = 0;
  for (const { role, price, quantity } of bot.status === 'running' ? wantedOrders(world, bot) : []) {
    if (role === 'buy') inBuys += BigInt(price) * BigInt(quantity) * instrument.stepValue;
    else inSales += quantity;
  }
  const percent = (part: Decimal): string | null =>
    bot.invested === 0n
      ? null
      : formatFixed(
          decimals.divide(decimals.multiply(part, HUNDRED), { coefficient: bot.invested, scale: text.quote }),
          2,
          'halfUp',
        );
  return {
    price: last === undefined ? null : priceToText(instrument, last as Price),
    unrealised: formatDecimal(held.units === 0n ? decimals.ZERO : unrealised),
    result: formatDecimal(result),
    profitPercent: percent(profit),
    resultPercent: percent(result),
    profitUsd: inQuote ? inDollars(world, quote, bot.profit) : inDollars(world, base, bot.profitUnits),
    inSales: quantityToText(instrument, inSales as Quantity),
    inBuys: text.money(inBuys),
  };
}

/** Worth of what is held at a price in steps, less what it cost and has not brought back. */
function unrealisedAt(world: GridWorld, bot: GridBot, price: number | undefined): Decimal {
  const instrument = instrumentOf(world, bot);
  const { base, quote } = texts(world, instrument);
  const { units, money } = heldOf(bot);
  if (price === undefined) return decimals.ZERO;
  const worth = decimals.multiply({ coefficient: units, scale: base }, priceToDecimal(instrument, price as Price));
  return decimals.subtract(worth, { coefficient: money, scale: quote });
}

/** The lines of a bot, the highest first. */
export function gridLines(world: GridWorld, bot: GridBot): GridLine[] {
  const instrument = instrumentOf(world, bot);
  const shown = bot.cells.size === 0 ? plannedLines(world, bot, instrument) : runningLines(world, bot);
  return shown.map(({ line, side, quantity, order }) => ({
    line,
    price: priceToText(instrument, bot.ladder.price(instrument, line) as Price),
    side,
    quantity: quantityToText(instrument, quantity as Quantity),
    order,
  }));
}

type LineSteps = Pick<GridLine, 'line' | 'side' | 'order'> & { readonly quantity: number };

function runningLines(world: GridWorld, bot: GridBot): LineSteps[] {
  const { cells } = bot;
  const { lowest, highest } = edgesOf(bot) ?? { lowest: 0, highest: -1 };
  const orders = new Map<number, number>();
  for (const { order, role, step } of legsOf(world.legs, 'grid', bot.id)) {
    if (role === 'buy' || role === 'sell') orders.set(role === 'buy' ? step : step + 1, order);
  }
  const lines: LineSteps[] = [];
  for (let line = highest; line >= lowest; line--) {
    const [below, above] = [cells.get(line - 1), cells.get(line)];
    const order = orders.get(line) ?? 0;
    if (below?.side === 'sell') lines.push({ line, side: 'sell', quantity: below.sell - below.soldSteps, order });
    else if (above?.side === 'buy')
      lines.push({ line, side: 'buy', quantity: above.quantity - above.boughtSteps, order });
    else lines.push({ line, side: null, quantity: 0, order });
  }
  return lines;
}

/** As they would be at the last price; without one no line has a side. */
function plannedLines(world: GridWorld, bot: GridBot, instrument: Instrument): LineSteps[] {
  const { ladder, settings } = bot;
  const last = watchedPrice(world.market.markets[instrument.id], 'last');
  const waiting = last === undefined ? -1 : nearestLine(instrument, ladder, settings.lines, last);
  const price = last ?? ladder.price(instrument, 0);
  const quantities = lineQuantities(instrument, accountOf(world, bot), settings, ladder, price);
  const lines: LineSteps[] = [];
  for (let line = settings.lines - 1; line >= 0; line--) {
    const side = last === undefined || line === waiting ? null : line < waiting ? 'buy' : 'sell';
    const quantity = side === null ? 0 : (quantities[side === 'buy' ? line : line - 1] ?? 0);
    lines.push({ line, side, quantity, order: 0 });
  }
  return lines;
}

/** Grid bots of an account, oldest first. */
export function gridsOf(state: GridState, account: number): GridBot[] {
  return Array.from(state.byAccount.get(account) ?? [], (id) => state.bots.get(id)).filter((bot) => bot !== undefined);
}

/** Whether an account has grid bots that are not disabled. */
export function hasActiveGrids(state: GridState, account: number): boolean {
  return gridsOf(state, account).some(({ status }) => status !== 'disabled');
}

function texts(world: Pick<GridWorld, 'instruments'>, { base: baseId, quote: quoteId }: Instrument) {
  const { assets } = world.instruments;
  const [base, quote] = [assets[baseId]?.scale ?? 0, assets[quoteId]?.scale ?? 0];
  return {
    base,
    quote,
    money: (amount: bigint): string => formatScaled(amount, quote),
    units: (amount: Money): string => formatScaled(amount, base),
    amount: ({ units, money }: Amount): GridAmount => ({
      amount: formatScaled(units, base),
      volume: formatScaled(money, quote),
    }),
  };
}
