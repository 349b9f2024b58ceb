import type { CoreEvent } from '../events/index.ts';
import { addAmount, dropLeg, filledAmount, type Leg } from '../legs/index.ts';
import type { OrderEnded, OrderFilled, OrdersEvent } from '../orders/index.ts';
import { entityOf, ownerOf, type StopsFired } from '../stops/index.ts';
import { type GridBot, type GridRole, type GridWorld, LOWER_STOP, SLOTS, UPPER_STOP } from './state.ts';

/** How long a venue that has refused to cancel an order is left alone, in ms. */
const ASK_AGAIN_AFTER = 1_000;

/** An order of a grid bot goes out. */
export function applyGridLeg(world: GridWorld, leg: Leg): void {
  const bot = world.grid.bots.get(leg.entity);
  if (bot !== undefined) bot.traded = false;
}

/** Folds what happened to an order of a grid bot. The order itself has been folded before. */
export function applyGridOrder(world: GridWorld, event: CoreEvent, leg: Leg): void {
  const known = event as OrdersEvent;
  const bot = world.grid.bots.get(leg.entity);
  if (bot !== undefined) {
    bot.updatedAt = event.at;
    const { work } = world.grid;
    // a venue that will not cancel is not asked again in the same breath
    if (known.type === 'orders.cancelRefused') work.timers.wakeBy(bot.id, event.at + ASK_AGAIN_AFTER);
    else work.bots.add(bot.id);
    if (known.type === 'orders.filled') foldFill(bot, leg, known);
    else if (known.type === 'orders.ended') foldEnd(bot, leg, known);
  }
  if (!world.orders.open.has(leg.order)) dropLeg(world.legs, leg);
}

function foldFill(bot: GridBot, leg: Leg, fill: OrderFilled): void {
  const amount = filledAmount(fill);
  const buys = fill.side === 0;
  bot.traded = true;
  addAmount(buys ? bot.bought : bot.sold, amount);
  const role = leg.role as GridRole;
  const cell = role === 'buy' || role === 'sell' ? bot.cells.get(leg.step) : undefined;
  if (cell === undefined) {
    addAmount(buys ? bot.heap.bought : bot.heap.sold, amount);
    bot.heap.steps += buys ? fill.quantity : -fill.quantity;
    return;
  }
  addAmount(buys ? cell.bought : cell.sold, amount);
  if (buys) cell.boughtSteps += fill.quantity;
  else cell.soldSteps += fill.quantity;
}

function foldEnd(bot: GridBot, { role, step }: Leg, end: OrderEnded): void {
  if (end.reason === 'withdrawn' || end.reason === 'expired') return;
  bot.lost = { role: role as GridRole, line: step, detail: end.detail ?? end.reason };
}

/** A price has been reached that a bot waits for: that of a stop is remembered until the bot acts. */
export function applyGridStops(world: GridWorld, event: StopsFired): void {
  for (const id of event.ids) {
    if (ownerOf(id) !== 'grid') continue;
    const entity = entityOf(id);
    const bot = world.grid.bots.get(Math.floor(entity / SLOTS));
    if (bot === undefined) continue;
    const slot = entity % SLOTS;
    if (slot === UPPER_STOP || slot === LOWER_STOP) bot.reached.set(slot, event.price);
    world.grid.work.bots.add(bot.id);
  }
}
