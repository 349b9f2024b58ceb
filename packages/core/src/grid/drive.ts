import type { Turn } from '../turn.ts';
import { driveClosing, driveStopping } from './ending.ts';
import type { GridRecovered } from './events.ts';
import { awaitPrices, followPrice, obeyStops } from './follow.ts';
import { driveOrders, tellLost } from './orders.ts';
import { driveStarting, turnCells } from './run.ts';
import type { GridBot, GridWorld } from './state.ts';

/** Changes of status that a bot may go through in one go. */
const MAX_CHANGES = 8;

/** Bots looked at in one turn; the rest follows in the next ones. */
const SLICE = 500;

/** Whether a bot is to be looked at now. */
export function mustDriveGrid({ grid }: GridWorld): boolean {
  return grid.work.bots.size > 0;
}

/** Drives the bots that something has happened to. A turn that is full leaves the rest to the next one. */
export function driveGrid(world: GridWorld, turn: Turn): void {
  const { work, bots } = world.grid;
  let left = SLICE;
  for (const id of work.bots) {
    if (turn.full || left-- === 0) return;
    work.bots.delete(id);
    const bot = bots.get(id);
    if (bot !== undefined) driveBot(world, bot, turn);
  }
}

/** Looks at the bots whose time has come. */
export function continueGrid(world: GridWorld, turn: Turn): void {
  const { work } = world.grid;
  for (const id of work.timers.takeDue(turn.at, SLICE)) work.bots.add(id);
}

/** When `continueGrid` has something to do (ms UTC); 0: now. */
export function nextGridTime(world: GridWorld): number {
  return mustDriveGrid(world) ? 0 : world.grid.work.timers.next;
}

/**
 * Brings a bot to where its state and its orders say it should be (`docs/grid-rules.md`). Looking at a bot to which nothing
 * has happened changes nothing.
 */
function driveBot(world: GridWorld, bot: GridBot, turn: Turn): void {
  for (let change = 0; change < MAX_CHANGES; change++) {
    const { status } = bot;
    driveOnce(world, bot, turn);
    if (bot.status === status) break;
  }
  const { retryAt } = bot;
  world.grid.work.timers.set(bot.id, retryAt > turn.at ? retryAt : Number.POSITIVE_INFINITY);
}

function driveOnce(world: GridWorld, bot: GridBot, turn: Turn): void {
  switch (bot.status) {
    case 'disabled':
      return;
    case 'starting':
      return driveStarting(world, bot, turn);
    case 'running':
      return driveRunning(world, bot, turn);
    case 'stopping':
      return driveStopping(world, bot, turn);
    case 'closing':
      return driveClosing(world, bot, turn);
  }
}

/** Stops come first, then cells whose orders are filled, then lines that follow the price, then the orders. */
function driveRunning(world: GridWorld, bot: GridBot, turn: Turn): void {
  tellLost(bot, turn);
  if (obeyStops(bot, turn)) return;
  turnCells(world, bot, turn);
  followPrice(world, bot, turn);
  const sound = driveOrders(world, bot, turn);
  awaitPrices(world, bot, turn);
  if (sound && bot.error !== null && bot.retryAt <= turn.at) {
    turn.emit({ type: 'grid.recovered', at: turn.at, id: bot.id } satisfies GridRecovered);
  }
}
