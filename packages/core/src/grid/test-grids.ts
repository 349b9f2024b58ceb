import { BotDesk } from '../bots/test-bots.ts';
import { type CoreEvent, type Price, priceToText, type Quantity, quantityToText, type Rejection } from '../index.ts';
import { type GridFigures, type GridRecord, gridFigures, gridLines, gridRecord } from './queries.ts';
import { GRID_DEFAULTS, type GridSettings } from './settings.ts';
import { type GridBot, gridById } from './state.ts';

/** Enough of everything for any order of the examples. */
const DEEP = '1000000';

/** The example of the sheet: five lines from 80 to 120, one coin each, at prices of whole tens. */
export const FIVE_LINES: Omit<GridSettings, 'instrument'> = {
  ...GRID_DEFAULTS,
  name: 'Grid',
  lower: '80',
  upper: '120',
  lines: 5,
  amount: { per: 'line', value: '1' },
  orderCurrency: 'base',
};

/** A desk with grid bots on a coin whose price moves in steps of 0.01 and its quantity in steps of 0.001. */
export class GridDesk extends BotDesk {
  readonly coin: string;

  constructor(...how: ConstructorParameters<typeof BotDesk>) {
    super(...how);
    this.coin = this.pair('COIN', '0.01', '0.001');
  }

  /** The price of the coin: quotes of plenty a step around it, and a small trade. */
  see(text: string): readonly CoreEvent[] {
    const instrument = this.instrument(this.coin);
    const price = this.price(this.coin, text);
    const before = this.events.length;
    const size = this.quantity(this.coin, DEEP);
    this.tick({
      kind: 'quote',
      instrument: instrument.id,
      bid: (price - 1) as Price,
      bidSize: size,
      ask: (price + 1) as Price,
      askSize: size,
    });
    this.tick({ kind: 'trade', instrument: instrument.id, price, size: 1 as Quantity });
    this.advance();
    return this.events.slice(before);
  }

  grid(settings: Partial<GridSettings> = {}, note: string | null = null): number {
    return this.must({ type: 'grid.create', account: this.trader, note, settings: this.gridSettings(settings) });
  }

  gridSettings(settings: Partial<GridSettings> = {}): GridSettings {
    return { ...FIVE_LINES, instrument: this.instrument(this.coin).id, ...settings };
  }

  /** A bot that runs. */
  running(settings: Partial<GridSettings> = {}): number {
    const bot = this.grid(settings);
    this.must({ type: 'grid.enable', bot });
    return bot;
  }

  /** Why a command is refused. */
  refusal(command: Parameters<BotDesk['run']>[0]): string {
    const rejection: Rejection | null = this.run(command).rejection;
    return rejection === null ? 'accepted' : `${rejection.reason} ${rejection.field}`;
  }

  gridBot(id: number): GridBot {
    return gridById(this.core.state.grid, id);
  }

  gridRecord(id: number): GridRecord {
    return gridRecord(this.core.state, this.gridBot(id));
  }

  gridFigures(id: number): GridFigures {
    return gridFigures(this.core.state, this.gridBot(id));
  }

  /** The lines of a bot as `price side quantity`, the highest first; `*` when an order rests on it. */
  lines(id: number): string[] {
    return gridLines(this.core.state, this.gridBot(id)).map(
      ({ price, side, quantity, order }) => `${price} ${side ?? 'waits'} ${quantity}${order === 0 ? '' : '*'}`,
    );
  }

  /** Open orders of a bot as `role side price quantity`, the dearest first. */
  gridOrders(id: number): string[] {
    const { legs, orders } = this.core.state;
    const instrument = this.instrument(this.coin);
    return (legs.byOwner.grid.get(id) ?? [])
      .map(({ order, role }) => ({ role, found: orders.open.get(order) }))
      .flatMap(({ role, found }) => (found === undefined ? [] : [{ role, found }]))
      .sort((a, b) => b.found.price - a.found.price)
      .map(({ role, found }) => {
        const left = quantityToText(instrument, (found.quantity - found.filled) as Quantity);
        return `${role} ${priceToText(instrument, found.price as Price)} ${left}`;
      });
  }
}
