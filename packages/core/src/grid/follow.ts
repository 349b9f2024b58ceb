import type { Instrument } from '../instruments/index.ts';
import { type AwaitedPrice, awaitPrice, decimalOf, legsOf, priceSteps, smallestQuantity } from '../legs/index.ts';
import { stopId, watchedPrice } from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import { accountOf, instrumentOf, lineAmount, quantityAt } from './amounts.ts';
import { MAX_LINES } from './check-settings.ts';
import type { GridStopping, LineAdded, StopEnd } from './events.ts';
import { withdraw } from './orders.ts';
import { toSell } from './run.ts';
import type { StopAction } from './settings.ts';
import { ABOVE, BELOW, edgesOf, type GridBot, type GridWorld, LOWER_STOP, SLOTS, UPPER_STOP } from './state.ts';

/** Lines that a grid follows the price by in one go; the rest follows with the next look. */
const MAX_FOLLOWED = 50;

const END_OF: Readonly<Record<StopAction, StopEnd>> = {
  stop: 'keep',
  stopAndBuy: 'buy',
  stopAndSell: 'sell',
  closePosition: 'sell',
};

/** A stop that the price has reached ends the run (G8). Returns whether it does. */
export function obeyStops({ settings, id, reached }: GridBot, turn: Turn): boolean {
  for (const [slot, stop, reason] of [
    [UPPER_STOP, settings.upperStop, 'upperStop'],
    [LOWER_STOP, settings.lowerStop, 'lowerStop'],
  ] as const) {
    if (stop === null || !reached.has(slot)) continue;
    turn.emit({ type: 'grid.stopping', at: turn.at, id, reason, end: END_OF[stop.action] } satisfies GridStopping);
    return true;
  }
  return false;
}

/** Levels of the stops in price steps: the one behind a grid that follows the price follows with it (G8). */
export function stopLevels(instrument: Instrument, bot: GridBot): { upper: number | null; lower: number | null } {
  const { ladder, settings } = bot;
  const lowest = edgesOf(bot)?.lowest ?? 0;
  const level = (text: string, lines: number): number => ladder.shifted(instrument, decimalOf(text), lines);
  const { upperStop, lowerStop } = settings;
  return {
    upper: upperStop === null ? null : level(upperStop.price, settings.trailingDown ? Math.min(0, lowest) : 0),
    lower: lowerStop === null ? null : level(lowerStop.price, settings.trailingUp ? Math.max(0, lowest) : 0),
  };
}

/** Waits for the prices that a running bot acts on. */
export function awaitPrices(world: GridWorld, bot: GridBot, turn: Turn): void {
  const instrument = instrumentOf(world, bot);
  const { upper, lower } = stopLevels(instrument, bot);
  const above = nextAbove(world, bot);
  const below = nextBelow(world, bot);
  awaitInSlot(world, bot, UPPER_STOP, upper === null ? null : { direction: 'above', level: upper, kind: 'last' }, turn);
  awaitInSlot(world, bot, LOWER_STOP, lower === null ? null : { direction: 'below', level: lower, kind: 'last' }, turn);
  awaitInSlot(
    world,
    bot,
    ABOVE,
    above === null ? null : { direction: 'above', level: above.level, kind: 'last' },
    turn,
  );
  awaitInSlot(
    world,
    bot,
    BELOW,
    below === null ? null : { direction: 'below', level: below.level, kind: 'last' },
    turn,
  );
}

export function forgetPrices(world: GridWorld, bot: GridBot, turn: Turn): void {
  for (const slot of [UPPER_STOP, LOWER_STOP, ABOVE, BELOW]) awaitInSlot(world, bot, slot, null, turn);
}

function awaitInSlot(world: GridWorld, bot: GridBot, slot: number, wanted: AwaitedPrice | null, turn: Turn): void {
  // one that was reached is acted on first
  if (wanted !== null && bot.reached.has(slot)) return;
  awaitPrice(world, stopId('grid', bot.id * SLOTS + slot), bot.settings.instrument, wanted, turn);
}

/** The next line that a grid adds on one side: at which last price, which line leaves for it. */
interface NextLine {
  readonly level: number;
  readonly line: number;
  readonly quantity: number;
  readonly moved: number;
}

/** Lines are added while the last price is beyond the next one (G7). */
export function followPrice(world: GridWorld, bot: GridBot, turn: Turn): void {
  const last = watchedPrice(world.market.markets[bot.settings.instrument], 'last');
  if (last === undefined) return;
  for (let followed = 0; followed < MAX_FOLLOWED && !turn.full; followed++) {
    const above = nextAbove(world, bot);
    const below = nextBelow(world, bot);
    const next = above !== null && last >= above.level ? above : below !== null && last <= below.level ? below : null;
    if (next === null) return;
    const { line, quantity, moved } = next;
    const legs = legsOf(world.legs, 'grid', bot.id).filter(({ step }) => step === moved);
    // it is told anew when they are back
    if (!withdraw(world, legs, turn)) return;
    const holds = moved === line ? undefined : bot.cells.get(moved);
    const sell = holds?.side === 'sell' ? toSell(world, bot, line, holds.bought) : 0;
    const added = { type: 'grid.lineAdded', at: turn.at, id: bot.id, line, quantity, moved, sell } as const;
    turn.emit(added satisfies LineAdded);
  }
  world.grid.work.bots.add(bot.id);
}

/** Trailing up: all is sold, the lowest buy line moves on top. Expansion: another line on top. */
function nextAbove(world: GridWorld, bot: GridBot): NextLine | null {
  const { settings, cells, ladder } = bot;
  if (!settings.trailingUp && settings.expandUp === null) return null;
  const edges = edgesOf(bot);
  if (edges === null) return null;
  const instrument = instrumentOf(world, bot);
  const line = edges.highest;
  const level = ladder.price(instrument, line + 1);
  const quantity = quantityOf(world, bot, line);
  if (level > instrument.highestPrice || quantity === 0) return null;
  if (settings.expandUp !== null) {
    const most = priceSteps(instrument, decimalOf(settings.expandUp), 'floor');
    return cells.size + 1 < MAX_LINES && level <= most ? { level, line, quantity, moved: line } : null;
  }
  for (const { side } of cells.values()) if (side === 'sell') return null;
  const isClean = cells.get(edges.lowest)?.boughtSteps === 0;
  return isClean ? { level, line, quantity, moved: edges.lowest } : null;
}

/** Trailing down: all is bought, the coins of the highest line are sold under the lowest. Expansion: another buy line. */
function nextBelow(world: GridWorld, bot: GridBot): NextLine | null {
  const { settings, cells, ladder } = bot;
  if (!settings.trailingDown && settings.expandDown === null) return null;
  const edges = edgesOf(bot);
  if (edges === null) return null;
  const instrument = instrumentOf(world, bot);
  const line = edges.lowest - 1;
  const price = ladder.price(instrument, line);
  if (price < instrument.lowestPrice || price >= ladder.price(instrument, edges.lowest)) return null;
  const quantity = quantityOf(world, bot, line);
  if (quantity === 0) return null;
  if (settings.expandDown !== null) {
    const least = priceSteps(instrument, decimalOf(settings.expandDown), 'ceiling');
    const level = ladder.price(instrument, edges.lowest);
    return cells.size + 1 < MAX_LINES && price >= least ? { level, line, quantity, moved: line } : null;
  }
  for (const { side } of cells.values()) if (side === 'buy') return null;
  const highest = edges.highest - 1;
  const isClean = cells.get(highest)?.soldSteps === 0;
  return isClean ? { level: price, line, quantity, moved: highest } : null;
}

/** What a line that is added buys, in quantity steps; 0: less than the market takes. */
function quantityOf(world: GridWorld, bot: GridBot, line: number): number {
  const instrument = instrumentOf(world, bot);
  const { ladder, settings, startPrice } = bot;
  const amount = lineAmount(instrument, accountOf(world, bot), settings, ladder, startPrice);
  const price = ladder.price(instrument, line);
  const quantity = quantityAt(instrument, settings.orderCurrency, amount, price);
  return quantity >= smallestQuantity(instrument, price) ? quantity : 0;
}
