import { inDollars } from '../accounts/index.ts';
import { smallestQuantity } from '../legs/index.ts';
import { bestAsk, bestBid } from '../market/index.ts';
import { divide, type Money } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import { accountOf, heldBy, instrumentOf, lineQuantities, nearestLine, sellQuantity, valueAtPrice } from './amounts.ts';
import type { CellStart, CoinsTaken, GridBegun, GridStarted, LineBought, LineSold } from './events.ts';
import { freeCoins } from './free-coins.ts';
import { legsFor, sendAtMarket, tellLost } from './orders.ts';
import type { Cell, GridBot, GridWorld } from './state.ts';

/** A run begins at the last price (G3). */
export function beginRun(world: GridWorld, bot: GridBot, price: number, turn: Turn): void {
  const instrument = instrumentOf(world, bot);
  const { ladder, settings } = bot;
  const quantities = lineQuantities(instrument, accountOf(world, bot), settings, ladder, price);
  const waiting = nearestLine(instrument, ladder, settings.lines, price);
  turn.emit({ type: 'grid.begun', at: turn.at, id: bot.id, price, waiting, quantities } satisfies GridBegun);
}

/** Takes the coins for the lines above the price out of the account, buys the others, or sells those that are too many, then lets the run start (G3). */
export function driveStarting(world: GridWorld, bot: GridBot, turn: Turn): void {
  if (legsFor(world, bot, 'start').length > 0 || legsFor(world, bot, 'excess').length > 0) return;
  tellLost(bot, turn);
  if (bot.retryAt > turn.at) return;
  const instrument = instrumentOf(world, bot);
  const market = world.market.markets[instrument.id];
  if (neededSteps(bot) > bot.heap.steps) takeFreeCoins(world, bot, turn);
  const missing = neededSteps(bot) - bot.heap.steps;
  if (missing > 0) {
    const least = smallestQuantity(instrument, bestAsk(market)?.price ?? bot.startPrice);
    return sendAtMarket(world, bot, 'start', Math.max(missing, least), turn);
  }
  const { units } = heldBy(bot.heap);
  const excess = Math.min(-missing, Number(units / instrument.stepUnits));
  const least = smallestQuantity(instrument, bestBid(market)?.price ?? bot.startPrice);
  // too few to be sold stay with the lines
  if (excess >= least) return sendAtMarket(world, bot, 'excess', excess, turn);
  startRun(world, bot, turn);
}

/** Free coins of the account, up to what is missing, at the price that the run began with (G3). */
function takeFreeCoins(world: GridWorld, bot: GridBot, turn: Turn): void {
  const instrument = instrumentOf(world, bot);
  const free = freeCoins(world, bot.account, instrument.base) / instrument.stepUnits;
  const missing = neededSteps(bot) - bot.heap.steps;
  const quantity = free < BigInt(missing) ? Number(free) : missing;
  if (quantity === 0) return;
  turn.emit({
    type: 'grid.coinsTaken',
    at: turn.at,
    id: bot.id,
    quantity,
    units: (BigInt(quantity) * instrument.stepUnits) as Money,
    money: valueAtPrice(instrument, bot.startPrice, quantity),
  } satisfies CoinsTaken);
}

/** Quantity steps of coins that the lines above the price take. */
export function neededSteps({ cells }: GridBot): number {
  let sum = 0;
  for (const { side, quantity } of cells.values()) if (side === 'sell') sum += quantity;
  return sum;
}

/** The coins are shared out by quantity, their cost with them; what falls off by rounding goes to the lines above (G3). */
function startRun(world: GridWorld, bot: GridBot, turn: Turn): void {
  const instrument = instrumentOf(world, bot);
  const { quote } = instrument;
  const { bought, sold } = bot.heap;
  const gone = bought.units === 0n ? 0n : divide(bought.money * sold.units, bought.units, 'halfUp');
  const profit = (sold.money - gone) as Money;
  const units = bought.units - sold.units;
  const money = bought.money - gone;
  const whole = BigInt(Math.max(1, neededSteps(bot)));
  const cells: CellStart[] = [];
  let steps = 0n;
  let invested = money;
  for (const cell of bot.cells.values()) {
    if (cell.side === 'buy') {
      invested += valueAtPrice(instrument, bot.ladder.price(instrument, cell.line), cell.quantity);
      continue;
    }
    const until = steps + BigInt(cell.quantity);
    const share = (of: bigint): Money => ((of * until) / whole - (of * steps) / whole) as Money;
    const own = { units: share(units), money: share(money) };
    cells.push([cell.line, `${own.units}`, `${own.money}`, toSell(world, bot, cell.line, own)]);
    steps = until;
  }
  turn.emit({
    type: 'grid.started',
    at: turn.at,
    id: bot.id,
    cells,
    invested: invested as Money,
    profit,
    profitUsd: profit === 0n ? null : inDollars(world, quote, profit),
  } satisfies GridStarted);
}

/** How much of what a cell has bought is sold on its upper line (G5). */
export function toSell(world: GridWorld, bot: GridBot, line: number, bought: Cell['bought']): number {
  const instrument = instrumentOf(world, bot);
  const price = bot.ladder.price(instrument, line + 1);
  return sellQuantity(accountOf(world, bot), instrument, bot.settings.profitCurrency, bought, price);
}

/** What was bought whole is sold, what was sold whole has ended its cycle (G5). */
export function turnCells(world: GridWorld, bot: GridBot, turn: Turn): void {
  for (const cell of bot.cells.values()) {
    const { line, side, boughtSteps, quantity, soldSteps, sell } = cell;
    if (side === 'buy' && boughtSteps >= quantity && quantity > 0) {
      const own = toSell(world, bot, line, cell.bought);
      turn.emit({ type: 'grid.lineBought', at: turn.at, id: bot.id, line, sell: own } satisfies LineBought);
    } else if (side === 'sell' && sell > 0 && soldSteps >= sell) {
      endCycle(world, bot, cell, turn);
    }
  }
}

function endCycle(world: GridWorld, bot: GridBot, cell: Cell, turn: Turn): void {
  const { base, quote } = instrumentOf(world, bot);
  const { units, money } = heldBy(cell);
  const profit = -money as Money;
  const inQuote = bot.settings.profitCurrency === 'quote';
  turn.emit({
    type: 'grid.lineSold',
    at: turn.at,
    id: bot.id,
    line: cell.line,
    profit,
    profitUnits: units,
    profitUsd: inQuote ? inDollars(world, quote, profit) : inDollars(world, base, units),
  } satisfies LineSold);
}
