import type { CoreEvent } from '../events/index.ts';
import { addAmount, emptyAmount } from '../legs/index.ts';
import type { Money } from '../numbers/index.ts';
import type {
  CoinsTaken,
  GridBegun,
  GridCreated,
  GridEvent,
  GridStarted,
  GridStopped,
  LineAdded,
  LineSold,
  StopEnd,
  StopReason,
} from './events.ts';
import { GridLadder } from './ladder.ts';
import { type Cell, emptyHeap, type GridBot, type GridState, type GridWorld, gridById } from './state.ts';

/** Folds an event of this module; others are left alone. */
export function applyGrid(world: Pick<GridWorld, 'grid'>, event: CoreEvent): void {
  const known = event as GridEvent;
  const state = world.grid;
  if (known.type === 'grid.created') return create(state, known);
  const bot = gridById(state, known.id);
  bot.updatedAt = known.at;
  switch (known.type) {
    case 'grid.edited':
      bot.settings = known.settings;
      bot.ladder = new GridLadder(known.settings);
      bot.reached.clear();
      bot.retryAt = 0;
      return;
    case 'grid.noted':
      bot.note = known.note;
      return;
    case 'grid.begun':
      return begin(bot, known);
    case 'grid.coinsTaken':
      return takeCoins(bot, known);
    case 'grid.started':
      return start(bot, known);
    case 'grid.lineBought': {
      const cell = cellAt(bot, known.line);
      cell.side = 'sell';
      cell.sell = known.sell;
      return;
    }
    case 'grid.lineSold':
      return endCycle(bot, known);
    case 'grid.lineAdded':
      return addLine(bot, known);
    case 'grid.stopping':
      bot.status = 'stopping';
      bot.reason = known.reason as StopReason;
      bot.end = known.end as StopEnd;
      return settle(bot);
    case 'grid.collected':
      return collect(bot, known.budget);
    case 'grid.stopped':
      return stop(bot, known);
    case 'grid.failing':
      bot.error = known.error;
      bot.retryAt = known.retryAt;
      bot.lost = null;
      return;
    case 'grid.recovered':
      bot.error = null;
      bot.retryAt = 0;
      return;
    case 'grid.deleted':
      return remove(state, bot);
  }
}

function create(state: GridState, { id, account, settings, note, at }: GridCreated): void {
  addGrid(state, {
    id,
    account,
    settings,
    ladder: new GridLadder(settings),
    note,
    status: 'disabled',
    createdAt: at,
    updatedAt: at,
    begunAt: 0,
    startPrice: 0,
    waiting: 0,
    cells: new Map(),
    heap: emptyHeap(),
    invested: 0n as Money,
    budget: 0n as Money,
    reason: '',
    end: 'keep',
    profit: 0n as Money,
    profitUnits: 0n as Money,
    cycles: 0,
    released: emptyAmount(),
    taken: emptyAmount(),
    bought: emptyAmount(),
    sold: emptyAmount(),
    reached: new Map(),
    traded: false,
    retryAt: 0,
    error: null,
    lost: null,
  });
  state.nextBot = Math.max(state.nextBot, Math.floor(id / 16) + 1);
}

/** What happened to a run before does not count for what comes now. */
function settle(bot: GridBot): void {
  bot.reached.clear();
  bot.retryAt = 0;
  bot.error = null;
  bot.lost = null;
}

function begin(bot: GridBot, { at, price, waiting, quantities }: GridBegun): void {
  settle(bot);
  bot.status = 'starting';
  bot.begunAt = at;
  bot.startPrice = price;
  bot.waiting = waiting;
  for (const [line, quantity] of quantities.entries()) {
    bot.cells.set(line, emptyCell(line, line < waiting ? 'buy' : 'sell', quantity));
  }
}

function emptyCell(line: number, side: Cell['side'], quantity: number): Cell {
  const bought = emptyAmount();
  return { line, side, quantity, boughtSteps: 0, sell: 0, soldSteps: 0, bought, sold: emptyAmount() };
}

function start(bot: GridBot, { cells, invested, profit }: GridStarted): void {
  settle(bot);
  bot.status = 'running';
  bot.invested = invested;
  bot.profit = (bot.profit + profit) as Money;
  const { bought, sold } = bot.heap;
  const left = { units: bought.units - sold.units, money: bought.money - sold.money + profit };
  for (const [line, units, money, sell] of cells) {
    const cell = cellAt(bot, line);
    cell.boughtSteps = cell.quantity;
    cell.sell = sell;
    cell.bought = { units: BigInt(units) as Money, money: BigInt(money) as Money };
    left.units -= cell.bought.units;
    left.money -= cell.bought.money;
  }
  // coins that no line needs and that are too few to be sold
  addAmount(bot.released, { units: left.units as Money, money: left.money as Money });
  bot.heap = emptyHeap();
}

/** Coins of the owner are the bot's from here on. */
function takeCoins(bot: GridBot, { quantity, units, money }: CoinsTaken): void {
  const coins = { units, money };
  addAmount(bot.heap.bought, coins);
  bot.heap.steps += quantity;
  addAmount(bot.taken, coins);
}

function endCycle(bot: GridBot, { line, profit, profitUnits }: LineSold): void {
  bot.profit = (bot.profit + profit) as Money;
  bot.profitUnits = (bot.profitUnits + profitUnits) as Money;
  bot.cycles += 1;
  bot.cells.set(line, emptyCell(line, 'buy', cellAt(bot, line).quantity));
}

/** Cells stay in the order of their lines. */
function addLine(bot: GridBot, { line, quantity, moved, sell }: LineAdded): void {
  const leaves = moved === line ? undefined : bot.cells.get(moved);
  bot.reached.clear();
  if (leaves !== undefined) bot.cells.delete(moved);
  const holds = leaves?.side === 'sell' ? leaves : undefined;
  bot.cells.set(line, holds === undefined ? emptyCell(line, 'buy', quantity) : { ...holds, line, quantity, sell });
  const ordered = [...bot.cells.values()].sort((a, b) => a.line - b.line);
  bot.cells.clear();
  for (const cell of ordered) bot.cells.set(cell.line, cell);
}

function collect(bot: GridBot, budget: Money): void {
  const { heap } = bot;
  for (const { bought, sold, boughtSteps, soldSteps } of bot.cells.values()) {
    addAmount(heap.bought, bought);
    addAmount(heap.sold, sold);
    heap.steps += boughtSteps - soldSteps;
  }
  bot.cells.clear();
  bot.budget = (budget + heap.bought.money) as Money;
  bot.status = 'closing';
}

function stop(bot: GridBot, { profit, profitUnits }: GridStopped): void {
  const { bought, sold } = bot.heap;
  bot.profit = (bot.profit + profit) as Money;
  bot.profitUnits = (bot.profitUnits + profitUnits) as Money;
  const units = bought.units - sold.units - profitUnits;
  const money = bought.money - sold.money + profit;
  addAmount(bot.released, { units: units as Money, money: money as Money });
  bot.heap = emptyHeap();
  bot.invested = 0n as Money;
  bot.budget = 0n as Money;
  bot.status = 'disabled';
  settle(bot);
}

function remove(state: GridState, bot: GridBot): void {
  state.bots.delete(bot.id);
  state.work.bots.delete(bot.id);
  state.work.timers.set(bot.id, Number.POSITIVE_INFINITY);
  const siblings = state.byAccount.get(bot.account);
  siblings?.delete(bot.id);
  if (siblings?.size === 0) state.byAccount.delete(bot.account);
}

export function addGrid(state: GridState, bot: GridBot): void {
  state.bots.set(bot.id, bot);
  const siblings = state.byAccount.get(bot.account);
  if (siblings === undefined) state.byAccount.set(bot.account, new Set([bot.id]));
  else siblings.add(bot.id);
}

export function cellAt(bot: GridBot, line: number): Cell {
  const cell = bot.cells.get(line);
  if (cell === undefined) throw new Error(`grid bot ${bot.id} has no line ${line}`);
  return cell;
}
