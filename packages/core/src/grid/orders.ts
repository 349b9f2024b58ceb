import { type Leg, type LegOrder, legsOf, sendLeg, withdrawLeg } from '../legs/index.ts';
import { openQuantity } from '../orders/index.ts';
import type { Rejection, Turn } from '../turn.ts';
import { instrumentOf } from './amounts.ts';
import type { GridFailing } from './events.ts';
import type { GridBot, GridRole, GridWorld } from './state.ts';

/** How long an order that was refused waits for the next try, in ms of market time. */
export const RETRY_AFTER = 60_000;

/** A market order that was filled in part goes on after so long, in ms: the book may have more by then. */
export const GO_ON_AFTER = 1_000;

/** An order that should rest. */
export interface WantedOrder {
  readonly role: 'buy' | 'sell';
  readonly line: number;
  /** In steps. */
  readonly price: number;
  readonly quantity: number;
}

/** What should rest on the lines, sales first, those nearest to the price first (G6). */
export function wantedOrders(world: Pick<GridWorld, 'instruments'>, bot: GridBot): WantedOrder[] {
  const instrument = instrumentOf(world, bot);
  const { ladder, cells, settings } = bot;
  const sales: WantedOrder[] = [];
  const buys: WantedOrder[] = [];
  for (const { line, side, quantity, boughtSteps, sell, soldSteps } of cells.values()) {
    if (side === 'sell') {
      const price = ladder.price(instrument, line + 1);
      sales.push({ role: 'sell', line, price, quantity: sell - soldSteps });
      continue;
    }
    // a line has one order: where coins are sold nothing is bought
    if (cells.get(line - 1)?.side === 'sell') continue;
    buys.push({ role: 'buy', line, price: ladder.price(instrument, line), quantity: quantity - boughtSteps });
  }
  buys.reverse();
  const { maxBuyLines, maxSellLines } = settings;
  return [...sales.slice(0, maxSellLines ?? sales.length), ...buys.slice(0, maxBuyLines ?? buys.length)].filter(
    ({ quantity }) => quantity > 0,
  );
}

/**
 * Compares what should rest with what does, and acts on the difference: what should not rest comes back, what is missing
 * goes out. Returns whether all is as it should be.
 */
export function driveOrders(world: GridWorld, bot: GridBot, turn: Turn): boolean {
  const wanted = wantedOrders(world, bot);
  withdraw(world, strayOrders(world, bot, wanted), turn);
  const taken = new Map<number, Leg[]>();
  for (const leg of legsOf(world.legs, 'grid', bot.id)) {
    const legs = taken.get(leg.step);
    if (legs === undefined) taken.set(leg.step, [leg]);
    else legs.push(leg);
  }
  const waits = bot.retryAt > turn.at;
  let sound = !waits;
  const refused = new Set<WantedOrder['role']>();
  for (const order of wanted) {
    if (taken.has(order.line)) continue;
    // an order on the same line that is not back yet
    if (order.role === 'sell' && taken.get(order.line + 1)?.some(({ role }) => role === 'buy') === true) continue;
    if (order.role === 'buy' && taken.get(order.line - 1)?.some(({ role }) => role === 'sell') === true) continue;
    if (waits || refused.has(order.role)) continue;
    if (turn.full) {
      world.grid.work.bots.add(bot.id);
      return sound;
    }
    const rejection = send(world, bot, order, turn);
    if (rejection === null) continue;
    sound = false;
    refused.add(order.role);
    failGrid(bot, `${order.role} on line ${order.line}: ${rejection.detail}`, turn);
  }
  return sound;
}

function strayOrders(world: GridWorld, bot: GridBot, wanted: readonly WantedOrder[]): Leg[] {
  const byLine = new Map(wanted.map((order) => [order.line, order]));
  return legsOf(world.legs, 'grid', bot.id).filter(({ order: id, role, step }) => {
    const open = world.orders.open.get(id);
    const order = byLine.get(step);
    if (open === undefined || order === undefined || role !== order.role) return true;
    return open.price !== order.price || openQuantity(open) !== order.quantity;
  });
}

export function legsFor(world: GridWorld, bot: GridBot, role: GridRole): Leg[] {
  return legsOf(world.legs, 'grid', bot.id).filter((leg) => leg.role === role);
}

/** Takes orders back; true when all are gone. At a venue that takes its answer. */
export function withdraw(world: GridWorld, legs: readonly Leg[], turn: Turn): boolean {
  const asked = [...legs];
  for (const leg of asked) withdrawLeg(world, leg, turn);
  return asked.every(({ order }) => !world.legs.byOrder.has(order));
}

export function send(
  world: GridWorld,
  bot: GridBot,
  { role, line, price, quantity }: Omit<WantedOrder, 'role'> & { readonly role: GridRole },
  turn: Turn,
): Rejection | null {
  const side: LegOrder['side'] = role === 'buy' || role === 'start' || role === 'final' ? 0 : 1;
  const { id, account } = bot;
  const instrument = instrumentOf(world, bot);
  return sendLeg(
    world,
    { owner: 'grid', entity: id, account, instrument, side, role, step: line, price, quantity },
    turn,
  );
}

/** A market order that is not a line's; what is too much for one order goes out with the next one. */
export function sendAtMarket(world: GridWorld, bot: GridBot, role: GridRole, wanted: number, turn: Turn): void {
  const quantity = Math.min(wanted, instrumentOf(world, bot).maxQuantity);
  const rejection = send(world, bot, { role, line: 0, price: 0, quantity }, turn);
  if (rejection !== null) failGrid(bot, `${role}: ${rejection.detail}`, turn);
}

/** An order that ended before it was filled is told; a market order that has traded goes on soon. */
export function tellLost(bot: GridBot, turn: Turn): void {
  if (bot.lost === null) return;
  const { role, line, detail } = bot.lost;
  const resting = role === 'buy' || role === 'sell';
  const what = resting ? `${role} on line ${line}` : role;
  failGrid(bot, `${what}: ${detail}`, turn, !resting && bot.traded ? GO_ON_AFTER : RETRY_AFTER);
}

export function failGrid(bot: GridBot, error: string, turn: Turn, after = RETRY_AFTER): void {
  const retryAt = turn.at + after;
  turn.emit({ type: 'grid.failing', at: turn.at, id: bot.id, error, retryAt } satisfies GridFailing);
}
