import { describe, expect, it } from 'vitest';
import { Core } from '../index.ts';
import { BotDesk } from './test-bots.ts';
import { VenueDesk } from './test-venue.ts';

const GRID = { safetyStep: '2', maxSafetyOrders: 3, activeSafetyOrders: 1 } as const;

function started(settings = {}): { desk: BotDesk; bot: number; deal: number } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const bot = desk.bot(['USDT_BTC'], { ...GRID, ...settings });
  return { desk, bot, deal: desk.start(bot) };
}

describe('a bot (B2)', () => {
  it('is disabled when it is new, enabled and disabled by a word', () => {
    const desk = new BotDesk();
    const bot = desk.bot(['USDT_BTC'], {});
    const told = (type: 'bots.enable' | 'bots.disable'): unknown[] => {
      const { events } = desk.run({ type, bot });
      return [desk.view(bot).enabled, events.length];
    };
    expect(desk.view(bot).enabled).toBe(false);
    expect([told('bots.enable'), told('bots.enable'), told('bots.disable'), told('bots.disable')]).toEqual([
      [true, 1],
      [true, 0],
      [false, 1],
      [false, 0],
    ]);
  });

  it('edited, its running deal keeps its own settings; the next deal has the new ones', () => {
    const { desk, bot, deal } = started();
    const orders = desk.orders(deal);
    desk.must({
      type: 'bots.edit',
      bot,
      changes: { takeProfit: '9', maxSafetyOrders: 0, stopLoss: '3', baseVolume: '200', name: 'New' },
    });
    expect(desk.orders(deal)).toEqual(orders);
    expect(desk.record(deal).settings).toMatchObject({ takeProfit: '1.5', maxSafetyOrders: 3, stopLoss: '0' });
    desk.market('USDT_BTC', '50851.61', '50860');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', botName: 'New' });
    const next = desk.start(bot);
    expect(desk.record(next)).toMatchObject({ settings: { takeProfit: '9', baseVolume: '200' } });
  });

  it('keeps strategy and account whatever an edit says; a wrong edit changes nothing', () => {
    const { desk, bot } = started();
    desk.must({ type: 'bots.edit', bot, changes: { strategy: 'short' } as never });
    expect(desk.view(bot).settings.strategy).toBe('long');
    const before = desk.core.digest();
    const edit = (changes: unknown) => desk.run({ type: 'bots.edit', bot, changes } as never).rejection?.field;
    expect([edit({ stopLoss: '6' }), edit({ takeProfit: '0' }), edit(null), edit('all')]).toEqual([
      'stopLoss',
      'takeProfit',
      'changes',
      'changes',
    ]);
    expect(desk.core.digest()).toBe(before);
  });

  it('is deleted without active deals alone; its finished deals stay readable', () => {
    const { desk, bot, deal } = started();
    expect(desk.run({ type: 'bots.delete', bot }).rejection).toMatchObject({ reason: 'not_allowed_now', field: 'bot' });
    desk.market('USDT_BTC', '50851.61', '50860');
    desk.must({ type: 'bots.delete', bot });
    expect(desk.core.state.bots.bots.has(bot)).toBe(false);
    expect(desk.record(deal)).toMatchObject({ status: 'completed', botName: 'Test bot' });
    expect(desk.run({ type: 'bots.enable', bot }).rejection).toMatchObject({ reason: 'unknown_bot', field: 'bot' });
    expect(desk.bot(['USDT_BTC'], {})).toBeGreaterThan(bot);
  });

  it('disables itself after so many deals; the last one goes on', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], { start: [{ kind: 'nonstop' }], disableAfterDeals: 2 });
    desk.must({ type: 'bots.enable', bot });
    expect([desk.view(bot).started, desk.view(bot).enabled]).toEqual([1, true]);
    desk.market('USDT_BTC', '51000', '51010');
    expect([desk.view(bot).started, desk.view(bot).enabled, desk.active(bot).length]).toEqual([2, false, 1]);
    desk.market('USDT_BTC', '52000', '52010');
    expect([desk.view(bot).finished, desk.active(bot).length]).toEqual([2, 0]);
    // counted anew when the number is set anew
    desk.must({ type: 'bots.edit', bot, changes: { disableAfterDeals: 3 } });
    desk.must({ type: 'bots.enable', bot });
    expect(desk.view(bot)).toMatchObject({ started: 3, enabled: true });
  });
});

describe('all deals of a bot are ended', () => {
  /** Three deals: one waits for its base order, two hold coins, one of those follows its price. */
  function three(): { desk: VenueDesk; bot: number; ids: readonly [number, number, number] } {
    const desk = new VenueDesk();
    const pairs = ['AAA', 'BBB', 'CCC'].map((base) => desk.pair(base, '0.01', '0.001'));
    for (const symbol of pairs) desk.market(symbol, '999', '1000');
    const bot = desk.bot(pairs, { maxActiveDeals: 3, start: [] });
    const ids = pairs.map((symbol) => desk.start(bot, symbol)) as unknown as [number, number, number];
    for (const deal of ids.slice(1)) {
      desk.fill(desk.out(deal, 'base'));
      desk.acceptAll(deal);
    }
    desk.must({ type: 'bots.editDeal', deal: ids[2], changes: { trailing: true } });
    desk.cancelled(desk.out(ids[2], 'takeProfit'));
    desk.market('USDT_CCC', '1100', '1101');
    expect(ids.map((id) => desk.statusOf(id))).toEqual(['created', 'bought', 'trailing']);
    return { desk, bot, ids };
  }

  it('panic sell: those with coins are sold, the others cancelled, the bot is disabled', () => {
    const { desk, bot, ids } = three();
    desk.must({ type: 'bots.panicSellAll', bot });
    expect(ids.map((id) => desk.statusOf(id))).toEqual(['cancelPending', 'panicSellPending', 'panicSellPlaced']);
    expect(desk.view(bot).enabled).toBe(false);
    desk.cancelled(desk.out(ids[0], 'base'), desk.out(ids[1], 'takeProfit'));
    for (const id of ids.slice(1)) desk.fill(desk.out(id, 'close'), undefined, '990');
    expect(ids.map((id) => desk.statusOf(id))).toEqual(['cancelled', 'panicSold', 'panicSold']);
  });

  it('cancel: every deal is cancelled, nothing is sold, the bot is disabled', () => {
    const { desk, bot, ids } = three();
    desk.must({ type: 'bots.cancelAllDeals', bot });
    desk.cancelled(desk.out(ids[0], 'base'), desk.out(ids[1], 'takeProfit'));
    expect(ids.map((id) => desk.statusOf(id))).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(desk.view(bot).enabled).toBe(false);
    expect(['BBB', 'CCC'].map((asset) => desk.free(desk.trader, asset))).toEqual(['0.1', '0.1']);
  });

  it('on paper it is done in one step', () => {
    const { desk, bot, deal } = started();
    desk.must({ type: 'bots.panicSellAll', bot });
    expect(desk.record(deal)).toMatchObject({ status: 'panicSold', sold: { amount: '0.002' } });
    expect(desk.core.state.orders.open.size).toBe(0);
  });

  it('a message from outside ends those of a pair; the bot stays enabled', () => {
    for (const [action, status] of [
      ['panicSell', 'panicSold'],
      ['cancel', 'cancelled'],
    ] as const) {
      const desk = new BotDesk();
      const pairs = ['AAA', 'BBB'].map((base) => desk.pair(base, '0.01', '0.001'));
      for (const symbol of pairs) desk.market(symbol, '999', '1000');
      const bot = desk.bot(pairs, { maxActiveDeals: 2 });
      const [first, second] = pairs.map((symbol) => desk.start(bot, symbol)) as [number, number];
      const instrument = desk.instrument('USDT_BBB').id;
      desk.must({ type: 'bots.signal', bot, instrument, action });
      expect([desk.record(first).status, desk.record(second).status]).toEqual(['bought', status]);
      desk.must({ type: 'bots.signal', bot, instrument: null, action });
      expect([desk.record(first).status, desk.view(bot).enabled]).toEqual([status, true]);
    }
  });

  it('a message starts a deal of an enabled bot that waits for one', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], { start: [{ kind: 'webhook' }] });
    const say = (words = {}) =>
      desk.run({ type: 'bots.signal', bot, instrument: null, action: 'start', ...words }).rejection?.field;
    expect(say()).toBe('enabled');
    desk.must({ type: 'bots.enable', bot });
    expect(desk.active(bot)).toEqual([]);
    expect(say({ instrument: 9_999 })).toBe('instrument');
    expect(say({ action: 'buy' })).toBe('action');
    expect(say()).toBeUndefined();
    expect(desk.record(desk.active(bot)[0] as number).startedBy).toBe('webhook');
    expect(say()).toBe('maxActiveDeals');
    const other = desk.bot(['USDT_BTC'], { start: [{ kind: 'manual' }] });
    desk.must({ type: 'bots.enable', bot: other });
    expect(say({ bot: other })).toBe('signals');
  });
});

describe('the account of a bot', () => {
  it('is not closed while deals run; closed, its bots rest', () => {
    const { desk, bot, deal } = started();
    const close = () => desk.run({ type: 'accounts.close', account: desk.trader }).rejection?.reason ?? 'closed';
    expect(close()).toBe('account_not_empty');
    desk.must({ type: 'bots.cancelDeal', deal });
    for (const asset of ['USDT', 'BTC']) {
      const amount = desk.money(asset, desk.free(desk.trader, asset));
      desk.must({ type: 'accounts.withdraw', account: desk.trader, asset, amount, key: null });
    }
    expect(desk.view(bot).enabled).toBe(true);
    expect(close()).toBe('closed');
    expect(desk.view(bot).enabled).toBe(false);
    expect(desk.run({ type: 'bots.enable', bot }).rejection?.reason).toBe('account_closed');
    expect(desk.refuseStart(bot)).toBe('account_closed account');
    const settings = desk.settings(['USDT_BTC'], {});
    const make = { type: 'bots.create', account: desk.trader, secret: 'a1b2c3d4e5', settings } as const;
    expect(desk.run(make).rejection?.reason).toBe('account_closed');
  });
});

describe('a deal', () => {
  it('takes changes of its own settings alone, and only while it holds coins', () => {
    const { desk, bot, deal } = started();
    const edit = (changes: unknown) =>
      desk.run({ type: 'bots.editDeal', deal, changes } as never).rejection?.field ?? 'done';
    expect([edit({ baseVolume: '5' }), edit({ takeProfit: '0' }), edit(null), edit({ takeProfit: '2' })]).toEqual([
      'baseVolume',
      'takeProfit',
      'changes',
      'done',
    ]);
    expect(desk.view(bot).settings.takeProfit).toBe('1.5');
    desk.must({ type: 'bots.cancelDeal', deal });
    expect(edit({ takeProfit: '3' })).toBe('deal');
  });

  it('a new take profit at or below the bid sells at once', () => {
    const { desk, deal } = started();
    desk.market('USDT_BTC', '50700', '50710');
    desk.must({ type: 'bots.editDeal', deal, changes: { takeProfit: '1' } });
    // 50601.11 is marketable: it sells at the bid
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { volume: '101.2986' } });
  });

  it('keeps a note', () => {
    const { desk, deal } = started();
    const note = (text: unknown) =>
      desk.run({ type: 'bots.noteDeal', deal, note: text } as never).rejection?.field ?? desk.record(deal).note;
    expect([note('mind the gap'), note(''), note('x'.repeat(301)), note(5), note(null)]).toEqual([
      'mind the gap',
      'note',
      'note',
      'note',
      null,
    ]);
  });

  it.each(['bots.panicSellDeal', 'bots.cancelDeal', 'bots.sellStep', 'bots.cancelFunds'])(
    '%s of one that does not run is refused',
    (type) => {
      const { desk } = started();
      const refusal = (deal: unknown) => desk.run({ type, deal } as never).rejection;
      expect(refusal(9_999)).toMatchObject({ reason: 'unknown_deal', field: 'deal' });
      for (const deal of [undefined, 'mine'])
        expect(refusal(deal)).toMatchObject({ reason: 'invalid_value', field: 'deal' });
    },
  );

  it('a command that does not exist is refused', () => {
    const { desk, deal } = started();
    expect(desk.run({ type: 'bots.sing', deal } as never).rejection?.reason).toBe('unknown_command');
  });
});

describe('everything a bot does is in the journal', () => {
  it('replayed and restored it is the same, and goes on the same', () => {
    const { desk } = started({ stopLoss: '10', stopLossTrails: true, stopLossTimeout: 60, trailing: true });
    desk.market('USDT_BTC', '51000', '51010');
    desk.market('USDT_BTC', '49000', '49010');
    desk.market('USDT_BTC', '45000', '49020');
    const replayed = new Core();
    for (const { at, body } of desk.journal) replayed.applyTurn(at, body);
    expect(replayed.digest()).toBe(desk.core.digest());
    const restored = Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot())));
    expect(restored.digest()).toBe(desk.core.digest());
    const end = desk.now + 60_000;
    for (const core of [replayed, restored]) {
      core.tick(
        {
          kind: 'quote',
          instrument: desk.instrument('USDT_BTC').id,
          bid: desk.price('USDT_BTC', '45000'),
          bidSize: desk.quantity('USDT_BTC', '1000000'),
          ask: desk.price('USDT_BTC', '49020'),
          askSize: desk.quantity('USDT_BTC', '1000000'),
        },
        desk.now,
      );
      while (core.nextTimer <= end) core.advance(end);
    }
    desk.advance(end);
    expect(desk.finished.map(({ status }) => status)).toEqual(['stopLossFinished']);
    expect([replayed.digest(), restored.digest()]).toEqual([desk.core.digest(), desk.core.digest()]);
  });
});
