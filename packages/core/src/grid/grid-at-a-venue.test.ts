import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../test/world.ts';
import type { Price, Quantity, Report } from '../index.ts';
import { gridLines } from './queries.ts';
import { GridDesk } from './test-grids.ts';

/** Grid bots of an account at a real venue, which says what a test lets it say. */
class VenueGrid extends GridDesk {
  #fills = 0;

  constructor() {
    super({}, 'binance');
  }

  /** The open order of a bot for this role and line. */
  out(bot: number, role: string, line = 0): number {
    const legs = this.core.state.legs.byOwner.grid.get(bot) ?? [];
    const leg = legs.find((each) => each.role === role && each.step === line);
    if (leg === undefined) throw new Error(`grid ${bot} has no ${role} ${line} out`);
    return leg.order;
  }

  report(order: number, report: Report): void {
    this.must({ type: 'orders.report', order, report });
  }

  /** Fills an order at its own price, or at one that is given; all that is left unless told. */
  fill(order: number, quantity?: string, price?: string, name?: string): void {
    const found = this.order(order);
    if (found === undefined) throw new Error(`no open order ${order}`);
    this.#fills += 1;
    this.report(order, {
      kind: 'filled',
      fill: name ?? `f${this.#fills}`,
      price: price === undefined ? (found.price as Price) : this.price(this.coin, price),
      quantity:
        quantity === undefined ? ((found.quantity - found.filled) as Quantity) : this.quantity(this.coin, quantity),
      maker: true,
    });
  }

  /** The venue has cancelled it with what was filled by now. */
  cancelled(order: number): void {
    this.report(order, { kind: 'cancelled', filledTotal: (this.order(order)?.filled ?? 0) as Quantity });
  }

  acceptAll(bot: number): void {
    for (const { order } of [...(this.core.state.legs.byOwner.grid.get(bot) ?? [])])
      this.report(order, { kind: 'accepted' });
  }

  sides(bot: number): string[] {
    return gridLines(this.core.state, this.gridBot(bot)).map(
      ({ price, side, order }) => `${price} ${side ?? 'waits'}${order === 0 ? '' : '*'}`,
    );
  }
}

/** Five lines from 80 to 120 that run at 101, everything accepted by the venue. */
function running(settings = {}): { desk: VenueGrid; bot: number } {
  const desk = new VenueGrid();
  desk.see('101');
  const bot = desk.running(settings);
  desk.fill(desk.out(bot, 'start'), undefined, '101.01');
  desk.acceptAll(bot);
  return { desk, bot };
}

const ALL = ['120 sell*', '110 sell*', '100 waits', '90 buy*', '80 buy*'];

describe('a grid at a venue', () => {
  it('begins when the venue has filled the coins, and not before', () => {
    const desk = new VenueGrid();
    desk.see('101');
    const bot = desk.running();
    const start = desk.out(bot, 'start');
    desk.fill(start, '1.5', '101.01');
    expect(desk.gridRecord(bot).status).toBe('starting');
    desk.fill(start, '0.5', '101.02');
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'running', held: { amount: '2' } });
    expect(desk.sides(bot)).toEqual(ALL);
  });

  it('a line filled in parts, the reports late and one of them twice, is sold once', () => {
    const { desk, bot } = running();
    const buy = desk.out(bot, 'buy', 1);
    desk.fill(buy, '0.4', undefined, 'a');
    desk.fill(buy, '0.4', undefined, 'a');
    expect(desk.gridRecord(bot).held.amount).toBe('2.4');
    desk.fill(buy, '0.6', undefined, 'b');
    expect(desk.gridOrders(bot).filter((order) => order.startsWith('sell'))).toEqual([
      'sell 120 1',
      'sell 110 1',
      'sell 100 1',
    ]);
    expect(desk.core.state.orders.open.has(buy)).toBe(false);
    desk.fill(desk.out(bot, 'sell', 1));
    expect(desk.gridRecord(bot)).toMatchObject({ cycles: 1, profit: '9.81', held: { amount: '2' } });
    expect(desk.sides(bot)).toEqual(ALL);
  });

  it('lines that the venue tells in the wrong order wait for each other: a line never has two orders', () => {
    const { desk, bot } = running();
    // 80 is told before 90
    desk.fill(desk.out(bot, 'buy', 0));
    expect(desk.gridOrders(bot)).toEqual(['sell 120 1', 'sell 110 1', 'buy 90 1']);
    expect(desk.order(desk.out(bot, 'buy', 1))?.cancelRequested).toBe(true);
    desk.fill(desk.out(bot, 'buy', 1));
    expect(desk.gridOrders(bot)).toEqual(['sell 120 1', 'sell 110 1', 'sell 100 1', 'sell 90 1']);
    expect(desk.sides(bot)).toEqual(['120 sell*', '110 sell*', '100 sell*', '90 sell*', '80 waits']);
  });

  it('a rejected order is tried again after a minute, no other line waits for it', () => {
    const { desk, bot } = running();
    desk.fill(desk.out(bot, 'buy', 1));
    desk.report(desk.out(bot, 'sell', 1), { kind: 'rejected', detail: 'try later' });
    expect(desk.sides(bot)).toEqual(['120 sell*', '110 sell*', '100 sell', '90 waits', '80 buy*']);
    expect(desk.gridRecord(bot).error).toBe('sell on line 1: try later');
    desk.advance(desk.now + MINUTE);
    expect(desk.sides(bot)).toEqual(['120 sell*', '110 sell*', '100 sell*', '90 waits', '80 buy*']);
  });

  it('a bot that is disabled waits for every order to come back, and takes what is filled on the way', () => {
    const { desk, bot } = running();
    const orders = (['sell', 'sell', 'buy', 'buy'] as const).map((role, i) =>
      desk.out(bot, role, [2, 3, 1, 0][i] ?? 0),
    );
    desk.must({ type: 'grid.disable', bot, sell: true });
    expect(desk.gridRecord(bot).status).toBe('stopping');
    desk.fill(orders[2] as number);
    for (const order of [orders[0], orders[1], orders[3]]) desk.cancelled(order as number);
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'closing', held: { amount: '3' } });
    desk.fill(desk.out(bot, 'close'), undefined, '100');
    // 300 − 0.3 − 202.22202 − 90.09
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'disabled', profit: '7.38798', held: { amount: '0' } });
  });

  it('a grid follows the price only when the order of the line that leaves is back', () => {
    const { desk, bot } = running({ orderCurrency: 'quote', amount: { per: 'line', value: '100' }, trailingUp: true });
    for (const line of [2, 3]) desk.fill(desk.out(bot, 'sell', line));
    desk.acceptAll(bot);
    const lowest = desk.out(bot, 'buy', 0);
    desk.see('130');
    expect(desk.sides(bot)).toEqual(['120 waits', '110 buy*', '100 buy*', '90 buy*', '80 buy*']);
    desk.cancelled(lowest);
    expect(desk.sides(bot)).toEqual(['130 waits', '120 buy*', '110 buy*', '100 buy*', '90 buy*']);
  });
});
