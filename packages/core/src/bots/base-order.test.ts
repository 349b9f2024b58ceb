import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';
import { VenueDesk } from './test-venue.ts';

/** A bot that spends 10.1 on a pair with lots of 0.1; its base order is on its way at 0.08756. */
function sent(settings = {}): { desk: VenueDesk; bot: number; deal: number; symbol: string } {
  const desk = new VenueDesk();
  const symbol = desk.pair('XYZ', '0.00001', '0.1', { typicalPrice: '0.1' });
  desk.market(symbol, '0.08750', '0.08756');
  const grid = { safetyVolume: '10', maxSafetyOrders: 3, activeSafetyOrders: 2 };
  const bot = desk.bot([symbol], { baseVolume: '10.1', ...grid, ...settings });
  return { desk, bot, deal: desk.start(bot), symbol };
}

describe('the base order at its venue (B1, 1 to 7)', () => {
  it('1, 2: it is created, and placed when the venue has accepted it', () => {
    const { desk, deal } = sent();
    expect(desk.statusOf(deal)).toBe('created');
    expect(desk.orders(deal)).toEqual(['base 0 buy 0.08756 115.4']);
    desk.accept(desk.out(deal, 'base'));
    expect(desk.statusOf(deal)).toBe('basePlaced');
  });

  it('3: rejected, the deal has failed with the words of the venue', () => {
    const { desk, bot, deal } = sent();
    desk.reject(desk.out(deal, 'base'), 'Account has insufficient balance');
    expect(desk.record(deal)).toMatchObject({
      status: 'failed',
      error: 'Account has insufficient balance',
      profit: '0',
    });
    expect(desk.view(bot)).toMatchObject({ activeDeals: [], finished: 0 });
  });

  it('3: an order that the venue has never seen has failed, too', () => {
    const { desk, deal } = sent();
    const order = desk.out(deal, 'base');
    desk.report(order, { kind: 'unknown' });
    expect(desk.statusOf(deal)).toBe('created');
    desk.report(order, { kind: 'absent' });
    expect(desk.statusOf(deal)).toBe('failed');
  });

  it('4: cancelled in flight it waits for the venue, then is cancelled', () => {
    const { desk, deal } = sent();
    const order = desk.out(deal, 'base');
    desk.must({ type: 'bots.cancelDeal', deal });
    expect([desk.statusOf(deal), desk.isAsked(order)]).toEqual(['cancelPending', true]);
    desk.accept(order);
    desk.cancelled(order);
    expect(desk.record(deal)).toMatchObject({ status: 'cancelled', bought: { amount: '0' } });
  });

  it('4: what a cancelled base order had bought stays in the account', () => {
    const { desk, deal } = sent();
    const order = desk.out(deal, 'base');
    desk.accept(order);
    desk.fill(order, '50');
    desk.must({ type: 'bots.cancelDeal', deal });
    desk.fill(order, '10');
    desk.cancelled(order);
    expect(desk.record(deal)).toMatchObject({ status: 'cancelled', bought: { amount: '60' }, sold: { amount: '0' } });
    expect(desk.free(desk.trader, 'XYZ')).toBe('60');
  });

  it('5: a partial fill adds to the amounts, the deal waits on', () => {
    const { desk, deal } = sent();
    desk.accept(desk.out(deal, 'base'));
    desk.fill(desk.out(deal, 'base'), '50');
    expect(desk.record(deal)).toMatchObject({ status: 'basePlaced', bought: { amount: '50', volume: '4.382378' } });
    expect(desk.orders(deal)).toEqual(['base 0 buy 0.08756 65.4']);
  });

  it('5: a fill that comes before the acceptance places it', () => {
    const { desk, deal } = sent();
    desk.fill(desk.out(deal, 'base'), '50');
    expect(desk.statusOf(deal)).toBe('basePlaced');
  });

  it('6: not filled for 50 s it is sent again: 115.4 at 0.08756 becomes 115.3 at 0.08762', () => {
    const { desk, deal, symbol } = sent();
    const order = desk.out(deal, 'base');
    desk.accept(order);
    const sentAt = desk.now;
    desk.market(symbol, '0.08760', '0.08762');
    desk.advance(sentAt + 49_999);
    expect(desk.isAsked(order)).toBe(false);
    desk.advance(sentAt + 50_000);
    expect([desk.isAsked(order), desk.orders(deal)]).toEqual([true, ['base 0 buy 0.08756 115.4']]);
    desk.cancelled(order);
    expect([desk.statusOf(deal), desk.orders(deal)]).toEqual(['basePlaced', ['base 0 buy 0.08762 115.3']]);
    const again = desk.out(deal, 'base');
    desk.accept(again);
    desk.market(symbol, '0.08770', '0.08772');
    desk.advance(sentAt + 99_999);
    expect(desk.isAsked(again)).toBe(false);
    desk.advance(sentAt + 100_000);
    expect(desk.isAsked(again)).toBe(true);
  });

  it('6: after a partial fill only for what is not spent', () => {
    const { desk, deal, symbol } = sent();
    const order = desk.out(deal, 'base');
    desk.accept(order);
    desk.fill(order, '50');
    desk.market(symbol, '0.08760', '0.08762');
    desk.advance(desk.now + 50_000);
    desk.cancelled(order);
    // (10.1 − 4.382378) / 0.08762 = 65.25…
    expect(desk.orders(deal)).toEqual(['base 0 buy 0.08762 65.3']);
    desk.fill(desk.out(deal, 'base'));
    expect(desk.record(deal)).toMatchObject({ status: 'bought', bought: { amount: '115.3' } });
    // (4.382378 + 65.3·0.08762·1.001) / 115.3
    expect(desk.record(deal).baseAverage.slice(0, 12)).toBe('0.0876815749');
  });

  it('6: filled while it was being cancelled it is bought', () => {
    const { desk, deal } = sent();
    const order = desk.out(deal, 'base');
    desk.accept(order);
    desk.advance(desk.now + 50_000);
    desk.fill(order);
    expect(desk.statusOf(deal)).toBe('bought');
  });

  it('6: too little left to be sent, the deal goes on with what it has', () => {
    const { desk, deal } = sent();
    const order = desk.out(deal, 'base');
    desk.accept(order);
    desk.fill(order, '115.3');
    desk.advance(desk.now + 50_000);
    desk.cancelled(order);
    expect(desk.record(deal)).toMatchObject({ status: 'bought', bought: { amount: '115.3' } });
    expect(desk.orders(deal)[0]).toMatch(/^takeProfit 0 sell \S+ 115.3$/);
  });

  it('6: a venue that will not cancel is asked again a second later, not at once', () => {
    const { desk, deal } = sent();
    const order = desk.out(deal, 'base');
    desk.accept(order);
    desk.advance(desk.now + 50_000);
    desk.report(order, { kind: 'cancelRejected', detail: 'busy' });
    expect(desk.isAsked(order)).toBe(false);
    desk.advance(desk.now + 999);
    expect(desk.isAsked(order)).toBe(false);
    desk.advance(desk.now + 1);
    expect(desk.isAsked(order)).toBe(true);
    desk.cancelled(order);
    expect(desk.orders(deal)).toEqual(['base 0 buy 0.08756 115.4']);
  });

  it('7: filled it places the take profit, then safety orders in order', () => {
    const { desk, deal } = sent();
    desk.accept(desk.out(deal, 'base'));
    desk.fill(desk.out(deal, 'base'));
    // 0.08764756 · 0.99 and 0.98; 0.08764756 · 1.015 / 0.999
    expect(desk.record(deal)).toMatchObject({ status: 'bought', baseAverage: '0.08764756' });
    expect(desk.orders(deal)).toEqual([
      'takeProfit 0 sell 0.08906 115.4',
      'safety 1 buy 0.08677 115.3',
      'safety 2 buy 0.08589 116.5',
    ]);
  });

  it('a market base order that finds nobody has failed; one that finds some goes on with it', () => {
    const none = sent({ startOrder: 'market' });
    expect(none.desk.orders(none.deal)).toEqual(['base 0 buy market 115.4']);
    none.desk.accept(none.desk.out(none.deal, 'base'));
    none.desk.cancelled(none.desk.out(none.deal, 'base'));
    expect(none.desk.statusOf(none.deal)).toBe('failed');
    const some = sent({ startOrder: 'market' });
    const order = some.desk.out(some.deal, 'base');
    some.desk.fill(order, '50', '0.08757');
    some.desk.cancelled(order);
    expect(some.desk.record(some.deal)).toMatchObject({ status: 'bought', bought: { amount: '50' }, error: null });
  });
});

describe('the base order on paper', () => {
  it('a limit order takes what is displayed at its price, rests for the remainder and follows the price after 50 s', () => {
    const desk = new BotDesk();
    const symbol = desk.pair('XYZ', '0.00001', '0.1', { typicalPrice: '0.1' });
    desk.quote(symbol, '0.08750', '1000', '0.08756', '50');
    const deal = desk.start(desk.bot([symbol], { baseVolume: '10.1' }));
    expect(desk.orders(deal)).toEqual(['base 0 buy 0.08756 65.4']);
    desk.quote(symbol, '0.08760', '1000', '0.08762', '20');
    desk.advance(desk.now + 50_000);
    expect(desk.orders(deal)).toEqual(['base 0 buy 0.08762 45.3']);
    desk.market(symbol, '0.08760', '0.08762');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', bought: { amount: '115.3' } });
  });

  it('a deal without a price waits and tries again', () => {
    const desk = new BotDesk();
    const symbol = desk.pair('XYZ', '0.00001', '0.1', { typicalPrice: '0.1' });
    desk.quote(symbol, '0.08750', '1000', '0.08756', '50');
    const deal = desk.start(desk.bot([symbol], { baseVolume: '10.1' }));
    desk.quote(symbol, '0.08750', '1000', '0', '0');
    desk.advance(desk.now + 50_000);
    expect(desk.orders(deal)).toEqual([]);
    desk.market(symbol, '0.08750', '0.08756');
    desk.advance(desk.now + 60_000);
    expect(desk.record(deal)).toMatchObject({ status: 'bought', error: null });
  });
});
