import { describe, expect, it } from 'vitest';
import { VenueDesk } from './test-venue.ts';

/** A deal of 0.002 BTC bought at 50000 with its take profit and a safety order accepted by the venue. */
function bought(
  settings = {},
  rests = true,
): { desk: VenueDesk; bot: number; deal: number; take: number; safety: number } {
  const desk = new VenueDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const grid = { volumeScale: '2', safetyStep: '2', stepScale: '1.5', maxSafetyOrders: 3, activeSafetyOrders: 1 };
  const bot = desk.bot(['USDT_BTC'], { ...grid, ...settings });
  const deal = desk.start(bot);
  desk.accept(desk.out(deal, 'base'));
  desk.fill(desk.out(deal, 'base'));
  desk.acceptAll(deal);
  const [take, safety] = rests ? [desk.out(deal, 'takeProfit'), desk.out(deal, 'safety', 1)] : [0, 0];
  return { desk, bot, deal, take, safety };
}

describe('a safety order is filled (B1, 8)', () => {
  it('the take profit is taken back; the new one waits for that, the next safety order does not', () => {
    const { desk, deal, take, safety } = bought();
    desk.fill(safety);
    expect(desk.isAsked(take)).toBe(true);
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 50851.61 0.002', 'safety 2 buy 47547.5 0.00421']);
    desk.cancelled(take);
    expect(desk.orders(deal)).toEqual(['safety 2 buy 47547.5 0.00421', 'takeProfit 0 sell 50363.22 0.00404']);
    expect(desk.record(deal)).toMatchObject({ status: 'bought', safetyDone: 1 });
  });

  it('filled in part it moves the take profit, too', () => {
    const { desk, deal, take, safety } = bought();
    desk.fill(safety, '0.00104');
    desk.cancelled(take);
    // (100.1 + 0.00104·49049·1.001)·1.015 / (0.00304·0.999)
    expect(desk.orders(deal)).toEqual(['safety 1 buy 49049 0.001', 'takeProfit 0 sell 50520.72 0.00304']);
    expect(desk.record(deal).safetyDone).toBe(0);
  });

  it('what the take profit had sold by then is taken into account: only the rest is placed', () => {
    const { desk, deal, take, safety } = bought();
    desk.fill(take, '0.001');
    desk.fill(safety);
    desk.fill(take, '0.0005');
    desk.cancelled(take);
    // (200.26001996·1.015 − 0.0015·50851.61·0.999) / (0.00254·0.999)
    expect(desk.orders(deal)[1]).toBe('takeProfit 0 sell 50074.8 0.00254');
  });

  it('one that fills though it was being taken back counts: no more than are wanted rest', () => {
    const { desk, deal, take, safety } = bought({ activeSafetyOrders: 3 });
    const [second, third] = [desk.out(deal, 'safety', 2), desk.out(deal, 'safety', 3)];
    desk.must({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 1 } });
    expect([safety, second, third].map((order) => desk.isAsked(order))).toEqual([false, true, true]);
    desk.fill(second);
    expect(desk.isAsked(safety)).toBe(true);
    desk.cancelled(take, safety, third);
    expect(desk.orders(deal).map((line) => line.split(' ')[0])).toEqual(['takeProfit']);
    expect(desk.record(deal)).toMatchObject({ status: 'bought', safetyDone: 1 });
  });

  it('the take profit that fills instead of being cancelled leaves the coins of the safety order to a new one', () => {
    const { desk, deal, take, safety } = bought();
    desk.fill(safety);
    desk.fill(take);
    expect(desk.statusOf(deal)).toBe('bought');
    // (200.26001996·1.015 − 0.002·50851.61·0.999) / (0.00204·0.999)
    expect(desk.orders(deal)).toEqual(['safety 2 buy 47547.5 0.00421', 'takeProfit 0 sell 49884.4 0.00204']);
  });
});

describe('the take profit is filled (B1, 9)', () => {
  it('safety orders are taken back; the deal is completed when they are gone', () => {
    const { desk, deal, take, safety } = bought();
    desk.fill(take);
    expect([desk.statusOf(deal), desk.isAsked(safety)]).toEqual(['bought', true]);
    desk.cancelled(safety);
    expect(desk.record(deal)).toMatchObject({ status: 'completed', profit: '1.50151678' });
    expect(desk.core.state.orders.open.size).toBe(0);
  });

  it('filled in part the deal goes on', () => {
    const { desk, deal, take } = bought();
    desk.fill(take, '0.001');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', sold: { amount: '0.001' } });
    expect(desk.orders(deal)[0]).toBe('takeProfit 0 sell 50851.61 0.001');
  });

  it('a safety order that fills on the way back is sold by another take profit', () => {
    const { desk, deal, take, safety } = bought();
    desk.fill(take);
    desk.fill(safety);
    expect(desk.record(deal)).toMatchObject({ status: 'bought', bought: { amount: '0.00404' } });
    const again = desk.out(deal, 'takeProfit');
    desk.accept(again);
    desk.fill(again);
    desk.cancelled(desk.out(deal, 'safety', 2));
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '0.00404' } });
  });

  it('with several take profits, the last of them takes what comes late', () => {
    const takeProfitSteps = [
      { profit: '1', share: '50' },
      { profit: '2', share: '50' },
    ];
    const { desk, deal, safety } = bought({ takeProfitSteps });
    for (const step of [0, 1]) desk.fill(desk.out(deal, 'takeProfit', step));
    expect(desk.isAsked(safety)).toBe(true);
    desk.fill(safety);
    expect(desk.orders(deal).filter((line) => line.startsWith('take'))).toEqual([
      expect.stringMatching(/^takeProfit 1 sell \S+ 0.00204$/),
    ]);
  });
});

const ENDS = [
  ['panic sell', 'panicSellPending'],
  ['stop loss', 'stopLossPending'],
  ['cancel', 'cancelPending'],
] as const;

/** Brings a deal to the state in which it waits for its orders to be cancelled. */
function pending(how: (typeof ENDS)[number][0], settings = {}): ReturnType<typeof bought> {
  const all = bought({ stopLoss: '10', ...settings });
  const { desk, deal, take, safety } = all;
  if (how === 'panic sell') desk.must({ type: 'bots.panicSellDeal', deal });
  else if (how === 'cancel') desk.must({ type: 'bots.cancelDeal', deal });
  else desk.market('USDT_BTC', '45045', '45046');
  expect([desk.isAsked(take), desk.isAsked(safety)]).toEqual([true, true]);
  return all;
}

describe('a deal that is being ended waits until all orders are back (B1, 10 to 19)', () => {
  for (const [how, status] of ENDS) {
    it(`${how}: nothing is sold before every cancel is confirmed`, () => {
      const { desk, deal, take, safety } = pending(how);
      expect(desk.statusOf(deal)).toBe(status);
      desk.cancelled(take);
      expect(desk.orders(deal)).toHaveLength(1);
      desk.cancelled(safety);
      if (how === 'cancel') expect(desk.record(deal)).toMatchObject({ status: 'cancelled', sold: { amount: '0' } });
      else expect(desk.orders(deal)).toEqual(['close 0 sell market 0.002']);
    });

    it(`${how}: the take profit that fills first completes the deal (18)`, () => {
      const { desk, deal, take, safety } = pending(how);
      desk.fill(take);
      expect(desk.statusOf(deal)).toBe(status);
      desk.cancelled(safety);
      expect(desk.record(deal)).toMatchObject({ status: 'completed', profit: '1.50151678' });
    });

    it(`${how}: a safety order that fills first is sold or left with the rest (19)`, () => {
      const { desk, deal, take, safety } = pending(how);
      desk.fill(safety);
      expect(desk.statusOf(deal)).toBe(status);
      desk.cancelled(take);
      if (how === 'cancel') {
        expect(desk.record(deal)).toMatchObject({ status: 'cancelled', bought: { amount: '0.00404' } });
        expect(desk.free(desk.trader, 'BTC')).toBe('10.00404');
      } else expect(desk.orders(deal)).toEqual(['close 0 sell market 0.00404']);
    });

    it(`${how}: a take profit that fills in part leaves the remainder`, () => {
      const { desk, deal, take, safety } = pending(how);
      desk.fill(take, '0.0015');
      desk.cancelled(take, safety);
      if (how === 'cancel')
        expect(desk.record(deal)).toMatchObject({ status: 'cancelled', sold: { amount: '0.0015' } });
      else expect(desk.orders(deal)).toEqual(['close 0 sell market 0.0005']);
    });

    it(`${how}: an order that the venue would not cancel is asked for again`, () => {
      const { desk, deal, take, safety } = pending(how);
      desk.cancelled(safety);
      desk.report(take, { kind: 'cancelRejected', detail: 'busy' });
      expect(desk.statusOf(deal)).toBe(status);
      desk.advance(desk.now + 1_000);
      expect(desk.isAsked(take)).toBe(true);
    });
  }

  it('11, 12: the stop loss sells at the market and may disable the bot', () => {
    for (const stopLossDisables of [true, false]) {
      const { desk, bot, deal, take, safety } = pending('stop loss', { stopLossDisables });
      desk.cancelled(take, safety);
      expect(desk.statusOf(deal)).toBe('stopLossPlaced');
      const sale = desk.out(deal, 'close');
      desk.accept(sale);
      desk.fill(sale, '0.001', '45000');
      expect(desk.statusOf(deal)).toBe('stopLossPlaced');
      desk.fill(sale, '0.001', '44990');
      // 0.001·(45000 + 44990)·0.999 − 100.1
      expect(desk.record(deal)).toMatchObject({ status: 'stopLossFinished', profit: '-10.19999' });
      expect(desk.view(bot).enabled).toBe(!stopLossDisables);
    }
  });

  it('14, 15: the panic sale', () => {
    const { desk, deal, take, safety } = pending('panic sell');
    desk.cancelled(take, safety);
    expect(desk.statusOf(deal)).toBe('panicSellPlaced');
    desk.accept(desk.out(deal, 'close'));
    desk.fill(desk.out(deal, 'close'), undefined, '49980');
    expect(desk.record(deal)).toMatchObject({ status: 'panicSold', sold: { volume: '99.86004' } });
  });

  it('16: a panic sale whose cancels are not confirmed can be cancelled', () => {
    const { desk, deal, take, safety } = pending('panic sell');
    desk.must({ type: 'bots.cancelDeal', deal });
    expect(desk.statusOf(deal)).toBe('cancelPending');
    desk.cancelled(take, safety);
    expect(desk.record(deal)).toMatchObject({ status: 'cancelled', sold: { amount: '0' } });
  });

  it('a deal that waits for its stop loss or its cancel takes no command', () => {
    for (const how of ['stop loss', 'cancel'] as const) {
      const { desk, deal } = pending(how);
      for (const type of ['bots.cancelDeal', 'bots.panicSellDeal'] as const)
        expect(desk.run({ type, deal }).rejection).toMatchObject({ reason: 'not_allowed_now', field: 'deal' });
      expect(desk.run({ type: 'bots.editDeal', deal, changes: { takeProfit: '2' } }).rejection?.reason).toBe(
        'not_allowed_now',
      );
    }
  });
});

describe('a market sale that is rejected (B1, 20)', () => {
  it('of a panic sale leaves the deal bought with what went wrong; all orders return', () => {
    const { desk, deal, take, safety } = pending('panic sell', { stopLoss: '0' });
    desk.cancelled(take, safety);
    desk.reject(desk.out(deal, 'close'), 'market is closed');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', error: 'closing at the market: market is closed' });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 50851.61 0.002', 'safety 1 buy 49049 0.00204']);
  });

  it('asked for again, the panic sale goes out at once', () => {
    const { desk, deal, take, safety } = pending('panic sell', { stopLoss: '0' });
    desk.cancelled(take, safety);
    desk.reject(desk.out(deal, 'close'), 'market is closed');
    desk.acceptAll(deal);
    desk.must({ type: 'bots.panicSellDeal', deal });
    desk.cancelled(desk.out(deal, 'takeProfit'), desk.out(deal, 'safety', 1));
    expect(desk.orders(deal)).toEqual(['close 0 sell market 0.002']);
  });

  it('of a trailing take profit brings the deal back to bought; after 60 s it follows again', () => {
    const { desk, deal } = bought({ trailing: true, maxSafetyOrders: 0 }, false);
    desk.market('USDT_BTC', '51300', '51310');
    desk.market('USDT_BTC', '51197', '51310');
    expect(desk.orders(deal)).toEqual(['close 0 sell market 0.002']);
    desk.reject(desk.out(deal, 'close'), 'busy');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', error: 'closing at the market: busy' });
    desk.market('USDT_BTC', '51300', '51310');
    expect(desk.statusOf(deal)).toBe('bought');
    desk.advance(desk.now + 60_000);
    desk.market('USDT_BTC', '51300', '51310');
    expect(desk.record(deal)).toMatchObject({ status: 'trailing', error: null });
  });

  it('of a stop loss is tried again after 60 s if the price is still there', () => {
    const { desk, deal, take, safety } = pending('stop loss');
    desk.cancelled(take, safety);
    desk.reject(desk.out(deal, 'close'), 'market is closed');
    expect(desk.statusOf(deal)).toBe('bought');
    desk.acceptAll(deal);
    desk.advance(desk.now + 59_999);
    desk.market('USDT_BTC', '45040', '45041');
    expect(desk.statusOf(deal)).toBe('bought');
    desk.advance(desk.now + 1);
    desk.market('USDT_BTC', '45041', '45042');
    expect(desk.statusOf(deal)).toBe('stopLossPending');
  });
});

describe('a take profit or safety order that is rejected (B1, 21)', () => {
  it.each([
    ['takeProfit', 0, 'take profit: filter failure'],
    ['safety', 1, 'safety order: filter failure'],
  ] as const)(
    '%s: the deal says so and tries again after 60 s; accepted, nothing is wrong any more',
    (role, step, error) => {
      const { desk, deal } = rejected(role, step);
      expect(desk.record(deal)).toMatchObject({ status: 'bought', error });
      expect(desk.orders(deal)).toHaveLength(1);
      desk.advance(desk.now + 59_999);
      expect(desk.orders(deal)).toHaveLength(1);
      desk.advance(desk.now + 1);
      expect(desk.orders(deal)).toHaveLength(2);
      desk.acceptAll(deal);
      expect(desk.record(deal)).toMatchObject({ status: 'bought', error: null });
    },
  );

  it.each([
    ['takeProfit', 0],
    ['safety', 1],
  ] as const)('%s: a command that changes the deal tries again at once', (role, step) => {
    const { desk, deal } = rejected(role, step);
    desk.must({ type: 'bots.editDeal', deal, changes: { takeProfit: '2' } });
    if (role === 'safety') desk.cancelled(desk.out(deal, 'takeProfit'));
    expect(desk.orders(deal)).toHaveLength(2);
  });

  it('rejected again it waits again', () => {
    const { desk, deal } = rejected('takeProfit', 0);
    desk.advance(desk.now + 60_000);
    desk.reject(desk.out(deal, 'takeProfit'), 'filter failure');
    expect(desk.record(deal).error).toBe('take profit: filter failure');
    desk.advance(desk.now + 59_999);
    expect(desk.orders(deal)).toHaveLength(1);
  });

  it('orders whose time at the venue is over come back', () => {
    const { desk, deal } = bought();
    const before = desk.orders(deal);
    desk.advance(desk.now + 40 * 86_400_000);
    const old = desk.figures(deal).orders;
    expect(old.every((id) => desk.isAsked(id))).toBe(true);
    desk.cancelled(...old);
    expect([desk.orders(deal), desk.record(deal).error]).toEqual([before, null]);
    expect(desk.figures(deal).orders).not.toEqual(old);
  });

  it('an order of the deal that its owner cancels elsewhere comes back after 60 s', () => {
    const { desk, deal, take } = bought();
    desk.must({ type: 'orders.cancel', order: take });
    desk.cancelled(take);
    expect(desk.record(deal).error).toBe('take profit: client');
    desk.advance(desk.now + 60_000);
    expect(desk.orders(deal)).toContain('takeProfit 0 sell 50851.61 0.002');
  });

  function rejected(role: 'takeProfit' | 'safety', step: number): { desk: VenueDesk; deal: number } {
    const desk = new VenueDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const deal = desk.start(desk.bot(['USDT_BTC'], { safetyStep: '2', maxSafetyOrders: 1, activeSafetyOrders: 1 }));
    desk.fill(desk.out(deal, 'base'));
    const order = desk.out(deal, role, step);
    const other = role === 'safety' ? desk.out(deal, 'takeProfit') : desk.out(deal, 'safety', 1);
    desk.accept(other);
    desk.reject(order, 'filter failure');
    return { desk, deal };
  }
});
