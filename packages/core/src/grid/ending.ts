import { inDollars } from '../accounts/index.ts';
import { priceToDecimal } from '../instruments/index.ts';
import { emptyAmount, legsOf, quantitySteps, smallestQuantity } from '../legs/index.ts';
import { bestAsk, bestBid } from '../market/index.ts';
import { decimals, type Money, type Price } from '../numbers/index.ts';
import { watchedPrice } from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import { accountOf, buyFactor, heldBy, instrumentOf, valueAtPrice } from './amounts.ts';
import type { GridCollected, GridStopped } from './events.ts';
import { forgetPrices } from './follow.ts';
import { failGrid, legsFor, sendAtMarket, tellLost, withdraw } from './orders.ts';
import { beginRun } from './run.ts';
import type { GridBot, GridWorld } from './state.ts';

/** Takes all orders back; then what the lines hold is one heap (G8). */
export function driveStopping(world: GridWorld, bot: GridBot, turn: Turn): void {
  forgetPrices(world, bot, turn);
  if (!withdraw(world, legsOf(world.legs, 'grid', bot.id), turn)) return;
  const instrument = instrumentOf(world, bot);
  let budget = 0n;
  for (const { line, side, quantity, boughtSteps } of bot.cells.values()) {
    if (bot.end !== 'buy' || side === 'sell') continue;
    budget += valueAtPrice(instrument, bot.ladder.price(instrument, line), quantity - boughtSteps);
  }
  turn.emit({ type: 'grid.collected', at: turn.at, id: bot.id, budget: budget as Money } satisfies GridCollected);
}

/** Carries out what a run ends with. */
export function driveClosing(world: GridWorld, bot: GridBot, turn: Turn): void {
  if (legsFor(world, bot, 'close').length > 0 || legsFor(world, bot, 'final').length > 0) return;
  tellLost(bot, turn);
  if (bot.retryAt > turn.at) return;
  switch (bot.end) {
    case 'keep':
      return stopGrid(world, bot, turn);
    case 'begin':
      return beginAgain(world, bot, turn);
    case 'sell':
      return sellHeap(world, bot, turn);
    case 'buy':
      return buyForBudget(world, bot, turn);
  }
}

function beginAgain(world: GridWorld, bot: GridBot, turn: Turn): void {
  const price = watchedPrice(world.market.markets[bot.settings.instrument], 'last');
  if (price === undefined) return failGrid(bot, 'there is no last price to begin at', turn);
  beginRun(world, bot, price, turn);
}

function sellHeap(world: GridWorld, bot: GridBot, turn: Turn): void {
  const instrument = instrumentOf(world, bot);
  const quantity = Number(heldBy(bot.heap).units / instrument.stepUnits);
  const price = bestBid(world.market.markets[instrument.id])?.price ?? 0;
  // what no order may sell is left over
  if (quantity < smallestQuantity(instrument, price)) return stopGrid(world, bot, turn);
  sendAtMarket(world, bot, 'close', quantity, turn);
}

/** Coins for the money that the buy lines would have spent. */
function buyForBudget(world: GridWorld, bot: GridBot, turn: Turn): void {
  const instrument = instrumentOf(world, bot);
  const ask = bestAsk(world.market.markets[instrument.id])?.price;
  const left = bot.budget - bot.heap.bought.money;
  if (left <= 0n) return stopGrid(world, bot, turn);
  if (ask === undefined) return failGrid(bot, 'final: nobody offers coins', turn);
  const scale = world.instruments.assets[instrument.quote]?.scale ?? 0;
  const price = decimals.multiply(priceToDecimal(instrument, ask as Price), buyFactor(accountOf(world, bot)));
  const quantity = quantitySteps(instrument, decimals.divide({ coefficient: left, scale }, price), 'floor');
  if (quantity < smallestQuantity(instrument, ask)) return stopGrid(world, bot, turn);
  sendAtMarket(world, bot, 'final', quantity, turn);
}

/** The bot is disabled: coins that were not to be sold stay in the account. */
function stopGrid(world: GridWorld, bot: GridBot, turn: Turn): void {
  const { base, quote } = instrumentOf(world, bot);
  const { units, money } = bot.end === 'sell' ? heldBy(bot.heap) : emptyAmount();
  const profit = -money as Money;
  const dollars = bot.settings.profitCurrency === 'quote' ? [quote, profit] : [base, units];
  turn.emit({
    type: 'grid.stopped',
    at: turn.at,
    id: bot.id,
    profit,
    profitUnits: units,
    profitUsd: bot.end === 'sell' ? inDollars(world, dollars[0] as number, dollars[1] as Money) : null,
  } satisfies GridStopped);
}
