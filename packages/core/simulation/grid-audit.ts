import type { Core, CoreEvent, GridEvent, GridSettings, Instrument } from '../src/index.ts';
import { must } from './failure.ts';
import { addFill, sumText } from './fill-sum.ts';
import {
  type AuditedCell,
  type AuditedGrid,
  checkGridLeg,
  checkLineBought,
  checkNearest,
  heldBy,
  priceIn,
} from './grid-check.ts';
import type { Issued } from './issued.ts';
import type { AuditedLeg } from './leg-audit.ts';
import { noSum, type Sum } from './naive-deal.ts';
import { type Filled, OrderOwnerAudit } from './order-owner-audit.ts';
import type { AuditedOwners } from './owners-audit.ts';

type Of<T extends GridEvent['type']> = Extract<GridEvent, { type: T }>;

/**
 * Grid bots as the journal tells them: it adds up the fills of every line on its own and fails on an order, a price, an
 * amount, a profit or an end that the rules do not allow (`docs/grid-rules.md`).
 */
export class GridAudit extends OrderOwnerAudit<AuditedGrid> {
  readonly bots = new Map<number, AuditedGrid>();

  constructor(issued: Issued, owners: AuditedOwners) {
    super({ owner: 'grid', events: 'grid.', slots: 4 }, issued, owners);
  }

  protected override own(event: CoreEvent, instrumentOf: (id: number) => Instrument): void {
    this.#grid(event as GridEvent, instrumentOf);
  }

  #grid(event: GridEvent, instrumentOf: (id: number) => Instrument): void {
    if (event.type === 'grid.created') return this.#created(event, instrumentOf(event.settings.instrument));
    const bot = this.running(event.id, event.type);
    switch (event.type) {
      case 'grid.edited':
        must(this.#asked('edit', bot.id), () => `grid ${bot.id} was edited and nobody asked for it`);
        bot.fired.clear();
        bot.settings = event.settings;
        return;
      case 'grid.begun':
        return this.#begun(bot, event);
      case 'grid.coinsTaken':
        return taken(bot, event);
      case 'grid.started':
        return this.#started(bot, event);
      case 'grid.lineBought': {
        const cell = cellAt(bot, event.line);
        checkLineBought(bot, cell, event.sell, this.owners.of(bot.account).fees);
        cell.side = 'sell';
        cell.sell = event.sell;
        return;
      }
      case 'grid.lineSold':
        return sold(bot, event);
      case 'grid.lineAdded':
        return added(bot, event);
      case 'grid.stopping':
        return this.#stopping(bot, event);
      case 'grid.collected': {
        must(bot.legs.size === 0 && bot.status === 'stopping', () => `grid ${bot.id} is collected too early`);
        for (const { bought, sold: gone } of bot.cells.values()) {
          join(bot.bought, bought);
          join(bot.sold, gone);
        }
        bot.cells.clear();
        bot.status = 'closing';
        return;
      }
      case 'grid.stopped':
        return stopped(bot, event);
      case 'grid.deleted':
        must(this.#asked('delete', bot.id) && bot.status === 'disabled', () => `grid ${bot.id} was deleted unasked`);
        this.bots.delete(bot.id);
        return;
    }
  }

  #asked(command: string, id: number): boolean {
    return this.issued.ofGrids.has(`grid.${command} ${id}`);
  }

  #created({ id, account, settings }: Of<'grid.created'>, instrument: Instrument): void {
    must(!this.bots.has(id), () => `grid ${id} was made twice`);
    this.owners.of(account);
    this.bots.set(id, {
      id,
      account,
      instrument,
      settings,
      status: 'disabled',
      end: '',
      cells: new Map(),
      bought: noSum(),
      sold: noSum(),
      profit: 0n,
      kept: 0n,
      released: { units: 0n, money: 0n },
      legs: new Map(),
      startPrice: 0,
      leaving: new Set(),
      fired: new Set(),
    });
  }

  #begun(bot: AuditedGrid, { price, waiting, quantities }: Of<'grid.begun'>): void {
    const again = bot.status === 'closing' && bot.end === 'begin';
    const asked = again || (bot.status === 'disabled' && this.#asked('enable', bot.id));
    must(asked, () => `grid ${bot.id} begins while it is ${bot.status}, and nobody asked for it`);
    must(quantities.length === bot.settings.lines - 1, () => `grid ${bot.id} has ${quantities.length} cells`);
    checkNearest(bot, price, waiting);
    bot.status = 'starting';
    bot.startPrice = price;
    for (const [line, quantity] of quantities.entries()) bot.cells.set(line, emptyCell(line, quantity));
    for (const cell of bot.cells.values()) if (cell.line >= waiting) cell.side = 'sell';
  }

  /** The coins are shared out whole, their cost with them. */
  #started(bot: AuditedGrid, { cells, profit }: Of<'grid.started'>): void {
    must(bot.status === 'starting' && bot.legs.size === 0, () => `grid ${bot.id} starts while it is ${bot.status}`);
    const { bought, sold: gone } = bot;
    const cost = bought.units === 0n ? 0n : (2n * bought.money * gone.units + bought.units) / (2n * bought.units);
    must(profit === gone.money - cost, () => `grid ${bot.id} starts with a profit of ${profit}`);
    const left = { units: bought.units - gone.units, money: bought.money - cost };
    for (const [line, units, money, sell] of cells) {
      const cell = cellAt(bot, line);
      must(cell.side === 'sell', () => `grid ${bot.id} starts with coins on buy line ${line}`);
      cell.bought = { units: BigInt(units), money: BigInt(money), steps: cell.quantity };
      checkLineBought(bot, { ...cell, side: 'buy' }, sell, this.owners.of(bot.account).fees);
      cell.sell = sell;
      left.units -= cell.bought.units;
      left.money -= cell.bought.money;
    }
    must(left.units >= 0n, () => `grid ${bot.id} starts with ${left.units} units left`);
    bot.released.units += left.units;
    bot.released.money += left.money;
    bot.profit += profit;
    bot.bought = noSum();
    bot.sold = noSum();
    bot.status = 'running';
    bot.fired.clear();
  }

  #stopping(bot: AuditedGrid, { reason, end }: Of<'grid.stopping'>): void {
    const { upperStop, lowerStop } = bot.settings;
    const allowed =
      (reason === 'owner' && this.#asked('disable', bot.id)) ||
      (reason === 'edited' && this.#asked('edit', bot.id) && end === 'begin') ||
      (reason === 'upperStop' && bot.fired.has(0) && end === endOf(upperStop)) ||
      (reason === 'lowerStop' && bot.fired.has(1) && end === endOf(lowerStop));
    must(allowed && bot.status !== 'disabled', () => `grid ${bot.id} (${bot.status}) stops: ${reason}, ${end}`);
    bot.status = 'stopping';
    bot.end = end;
  }

  protected override checkLeg(bot: AuditedGrid, leg: AuditedLeg): void {
    checkGridLeg(bot, leg);
  }

  protected override filled(bot: AuditedGrid, { role, step, side }: AuditedLeg, fill: Filled): void {
    const cell = role === 'buy' || role === 'sell' ? cellAt(bot, step) : bot;
    addFill(side === 0 ? cell.bought : cell.sold, fill);
    const { units } = heldBy(cell);
    must(units >= 0n, () => `${role} ${step} of grid ${bot.id} sold more than was bought`);
  }

  protected override cancelRequested({ leaving }: AuditedGrid, order: number): void {
    leaving.add(order);
  }

  protected override dropped({ leaving }: AuditedGrid, order: number): void {
    leaving.delete(order);
  }

  protected override fired({ fired }: AuditedGrid, slot: number): void {
    fired.add(slot);
  }

  /** The state that a core must have after all these events. */
  agree(core: Core): void {
    const { grid, legs } = core.state;
    must(grid.bots.size === this.bots.size, () => `${this.bots.size} grids in the journal, not so here`);
    for (const bot of this.bots.values()) {
      const live = grid.bots.get(bot.id);
      const cells = Array.from(bot.cells.values(), cellText).join('; ');
      const told = [bot.status, bot.profit, bot.kept, bot.released.units, bot.released.money, bot.legs.size, cells];
      const here = live && [
        live.status,
        live.profit,
        live.profitUnits,
        live.released.units,
        live.released.money,
        legs.byOwner.grid.get(bot.id)?.length ?? 0,
        Array.from(live.cells.values(), (cell) =>
          cellText({
            ...cell,
            bought: { ...cell.bought, steps: cell.boughtSteps },
            sold: { ...cell.sold, steps: cell.soldSteps },
          }),
        ).join('; '),
      ];
      must(`${told}` === `${here}`, () => `grid ${bot.id} is ${told} in the journal and ${here} here`);
      const reached = bot.status === 'running' && (bot.fired.has(0) || bot.fired.has(1));
      must(!reached, () => `grid ${bot.id} runs on although a stop was reached`);
      const same = JSON.stringify(live?.settings) === JSON.stringify(bot.settings);
      must(same, () => `the settings of grid ${bot.id} changed and nobody changed them`);
    }
    this.agreeOnOrders(core);
  }

  protected override running(id: number, type: string): AuditedGrid {
    const bot = this.bots.get(id);
    must(bot !== undefined, () => `${type} of grid ${id}, which there is not`);
    return bot;
  }
}

/** A cycle is over when all that was to be sold is; its profit is what the fills say. */
function sold(bot: AuditedGrid, { line, profit, profitUnits }: Of<'grid.lineSold'>): void {
  const cell = cellAt(bot, line);
  const whole = cell.side === 'sell' && cell.sold.steps === cell.sell;
  must(whole, () => `line ${line} of grid ${bot.id} sold ${cell.sold.steps} of ${cell.sell} and ends its cycle`);
  const { units, money } = heldBy(cell);
  const told = profit === -money && profitUnits === units;
  must(told, () => `line ${line} of grid ${bot.id} made ${-money} and ${units}, it says ${profit} and ${profitUnits}`);
  bot.profit += profit;
  bot.kept += profitUnits;
  bot.cells.set(line, emptyCell(line, cell.quantity));
}

/** Coins of the owner: not more than the lines above the price miss, at the price that the run began with. */
function taken(bot: AuditedGrid, { quantity, units, money }: Of<'grid.coinsTaken'>): void {
  const { stepUnits, stepValue } = bot.instrument;
  must(bot.status === 'starting' && bot.legs.size === 0, () => `grid ${bot.id} takes coins while it is ${bot.status}`);
  let needed = 0;
  for (const cell of bot.cells.values()) if (cell.side === 'sell') needed += cell.quantity;
  const missing = needed - (bot.bought.steps - bot.sold.steps);
  must(quantity > 0 && quantity <= missing, () => `grid ${bot.id} takes ${quantity}, it misses ${missing}`);
  const worth = BigInt(quantity) * BigInt(bot.startPrice) * stepValue;
  const told = units === BigInt(quantity) * stepUnits && money === worth;
  must(told, () => `grid ${bot.id} takes ${units} for ${money}, they are worth ${worth}`);
  join(bot.bought, { units, money, steps: quantity });
}

function added(bot: AuditedGrid, { line, quantity, moved, sell }: Of<'grid.lineAdded'>): void {
  const lines = [...bot.cells.keys()];
  const beside = line === Math.max(...lines) + 1 || line === Math.min(...lines) - 1;
  must(beside && bot.status === 'running', () => `grid ${bot.id} adds line ${line}`);
  const busy = [...bot.legs.values()].some(({ step }) => step === moved);
  must(!busy, () => `line ${moved} of grid ${bot.id} leaves with an order`);
  const leaves = moved === line ? undefined : cellAt(bot, moved);
  if (leaves !== undefined) {
    const follows = line > moved ? bot.settings.trailingUp && leaves.side === 'buy' : bot.settings.trailingDown;
    const clean = leaves.side === 'buy' ? leaves.bought.steps === 0 : leaves.sold.steps === 0;
    must(follows && clean, () => `line ${moved} of grid ${bot.id} leaves (${cellText(leaves)})`);
    bot.cells.delete(moved);
  }
  const holds = leaves?.side === 'sell' ? leaves : null;
  must((holds === null) === (sell === 0), () => `line ${line} of grid ${bot.id} sells ${sell}`);
  bot.cells.set(line, holds === null ? emptyCell(line, quantity) : { ...holds, line, quantity, sell });
  const ordered = [...bot.cells.values()].sort((a, b) => a.line - b.line);
  bot.cells.clear();
  for (const cell of ordered) bot.cells.set(cell.line, cell);
}

function stopped(bot: AuditedGrid, { profit, profitUnits }: Of<'grid.stopped'>): void {
  must(bot.status === 'closing' && bot.legs.size === 0, () => `grid ${bot.id} is ${bot.status} and ends`);
  const { units, money } = heldBy(bot);
  const sells = bot.end === 'sell';
  const told = profit === (sells ? -money : 0n) && profitUnits === (sells ? units : 0n);
  must(told, () => `grid ${bot.id} ends with ${profit} and ${profitUnits}, it holds ${units} for ${money}`);
  bot.profit += profit;
  bot.kept += profitUnits;
  bot.released.units += units - profitUnits;
  bot.released.money += money + profit;
  bot.bought = noSum();
  bot.sold = noSum();
  bot.status = 'disabled';
}

function endOf(stop: GridSettings['upperStop']): string {
  return stop === null
    ? 'none'
    : { stop: 'keep', stopAndBuy: 'buy', stopAndSell: 'sell', closePosition: 'sell' }[stop.action];
}

function emptyCell(line: number, quantity: number): AuditedCell {
  return { line, side: 'buy', quantity, sell: 0, bought: noSum(), sold: noSum() };
}

function cellAt(bot: AuditedGrid, line: number): AuditedCell {
  const cell = bot.cells.get(line);
  must(cell !== undefined, () => `grid ${bot.id} has no line ${line}`);
  must(priceIn(bot, line) < priceIn(bot, line + 1), () => `lines ${line} and ${line + 1} of grid ${bot.id} are one`);
  return cell;
}

function join(to: Sum, { units, money, steps }: Sum): void {
  to.units += units;
  to.money += money;
  to.steps += steps;
}

function cellText({ line, side, quantity, sell, bought, sold: gone }: AuditedCell): string {
  return `${line} ${side} ${quantity}/${sell}: ${sumText(bought)} - ${sumText(gone)}`;
}
