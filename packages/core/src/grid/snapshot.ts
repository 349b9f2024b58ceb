import type { Amount } from '../legs/index.ts';
import type { Money } from '../numbers/index.ts';
import { addGrid } from './apply.ts';
import { GridLadder } from './ladder.ts';
import { type Cell, emptyGrid, type GridBot, type GridState, type Heap } from './state.ts';

type AmountRow = readonly [units: string, money: string];

type AmountsAsRows<T> = { readonly [K in keyof T]: T[K] extends Amount ? AmountRow : T[K] };

export type CellRow = AmountsAsRows<Cell>;

export interface GridBotRow
  extends Omit<
    AmountsAsRows<GridBot>,
    'ladder' | 'cells' | 'heap' | 'invested' | 'budget' | 'profit' | 'profitUnits' | 'reached' | 'taken'
  > {
  readonly cells: readonly CellRow[];
  readonly heap: AmountsAsRows<Heap>;
  readonly invested: string;
  readonly budget: string;
  readonly profit: string;
  readonly profitUnits: string;
  readonly reached: readonly (readonly [number, number])[];
  /** Absent: nothing. */
  readonly taken?: AmountRow;
}

export interface GridSnapshot {
  readonly nextBot: number;
  readonly bots: readonly GridBotRow[];
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotGrid({ nextBot, bots }: GridState): GridSnapshot {
  return { nextBot, bots: Array.from(bots.values(), botRow) };
}

function botRow({ ladder: _, taken, ...bot }: GridBot): GridBotRow {
  const { heap } = bot;
  return {
    ...bot,
    cells: Array.from(bot.cells.values(), (cell) => ({
      ...cell,
      bought: amountRow(cell.bought),
      sold: amountRow(cell.sold),
    })),
    heap: { ...heap, bought: amountRow(heap.bought), sold: amountRow(heap.sold) },
    invested: `${bot.invested}`,
    budget: `${bot.budget}`,
    profit: `${bot.profit}`,
    profitUnits: `${bot.profitUnits}`,
    released: amountRow(bot.released),
    ...(taken.units === 0n ? {} : { taken: amountRow(taken) }),
    bought: amountRow(bot.bought),
    sold: amountRow(bot.sold),
    reached: [...bot.reached],
  };
}

/** After a restart every bot is looked at once. */
export function restoreGrid(snapshot: GridSnapshot): GridState {
  const state = emptyGrid();
  state.nextBot = snapshot.nextBot;
  for (const row of snapshot.bots) {
    const { heap } = row;
    addGrid(state, {
      ...row,
      ladder: new GridLadder(row.settings),
      cells: new Map(
        row.cells.map((cell) => [cell.line, { ...cell, bought: amountOf(cell.bought), sold: amountOf(cell.sold) }]),
      ),
      heap: { ...heap, bought: amountOf(heap.bought), sold: amountOf(heap.sold) },
      invested: moneyOf(row.invested),
      budget: moneyOf(row.budget),
      profit: moneyOf(row.profit),
      profitUnits: moneyOf(row.profitUnits),
      released: amountOf(row.released),
      taken: amountOf(row.taken ?? ['0', '0']),
      bought: amountOf(row.bought),
      sold: amountOf(row.sold),
      reached: new Map(row.reached),
    });
    state.work.bots.add(row.id);
  }
  return state;
}

function moneyOf(text: string): Money {
  return BigInt(text) as Money;
}

function amountRow({ units, money }: Amount): AmountRow {
  return [`${units}`, `${money}`];
}

function amountOf([units, money]: AmountRow): Amount {
  return { units: moneyOf(units), money: moneyOf(money) };
}
