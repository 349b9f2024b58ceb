import type { CoreEvent, GridEvent, OrdersEvent, StopsEvent } from '../src/index.ts';
import { after, onApply, type Plant, replay } from './planting.ts';

/** Faults of grid bots. */
export const GRID_PLANTS: readonly Plant[] = [
  after('the profit of a line counts twice', (core, event) => {
    const sold = event as GridEvent;
    const bot = sold.type === 'grid.lineSold' ? core.state.grid.bots.get(sold.id) : undefined;
    if (bot !== undefined && sold.type === 'grid.lineSold')
      bot.profit = (bot.profit + sold.profit) as typeof bot.profit;
  }),
  after('a grid counts coins that it takes twice', (core, event) => {
    const taken = event as GridEvent;
    const bot = taken.type === 'grid.coinsTaken' ? core.state.grid.bots.get(taken.id) : undefined;
    if (bot === undefined || taken.type !== 'grid.coinsTaken') return;
    bot.heap.bought.units = (bot.heap.bought.units + taken.units) as typeof taken.units;
  }),
  after('a line forgets what it has bought', (core, event) => {
    const fill = event as OrdersEvent;
    if (fill.type !== 'orders.filled' || fill.side !== 0) return;
    for (const { cells } of core.state.grid.bots.values()) {
      for (const cell of cells.values()) if (cell.side === 'buy') cell.boughtSteps = 0;
    }
  }),
  after('a line sells more than it has bought', (core, event) => {
    const bought = event as GridEvent;
    if (bought.type !== 'grid.lineBought') return;
    const cell = core.state.grid.bots.get(bought.id)?.cells.get(bought.line);
    if (cell !== undefined) cell.sell += 1;
  }),
  after('a grid forgets an order that it has sent', (core, event) => {
    const sent = event as CoreEvent & { readonly role?: string; readonly order?: number; readonly entity?: number };
    if (sent.type !== 'legs.sent' || (sent.role !== 'buy' && sent.role !== 'sell')) return;
    const own = core.state.legs.byOwner.grid.get(sent.entity ?? 0);
    const place = own?.findIndex(({ order }) => order === sent.order) ?? -1;
    if (place < 0) return;
    own?.splice(place, 1);
    core.state.legs.byOrder.delete(sent.order ?? 0);
  }),
  after('a grid does not notice that its stop was reached', (core, event) => {
    if ((event as StopsEvent).type !== 'stops.fired') return;
    for (const { reached } of core.state.grid.bots.values()) reached.clear();
  }),
  {
    name: 'a grid that is to keep its coins sells them',
    replay,
    install: (core) =>
      onApply(core, (event, apply) => {
        const stopping = event as GridEvent;
        const wrong = stopping.type === 'grid.stopping' && stopping.end === 'keep';
        apply(wrong ? ({ ...stopping, end: 'sell' } as CoreEvent) : event);
      }),
  },
];
