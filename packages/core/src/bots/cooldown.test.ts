import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';

const TEN = Date.UTC(2026, 10, 20, 10);

/** A bot that waits for messages, its deal closed at 10:00:00.000. */
function closed(settings = {}): { desk: BotDesk; bot: number; signal: (at: number) => string } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const bot = desk.bot(['USDT_BTC'], { start: [{ kind: 'webhook' }], cooldown: 60, ...settings });
  desk.must({ type: 'bots.enable', bot });
  const signal = (at: number): string => {
    desk.advance(at);
    const { rejection } = desk.run({ type: 'bots.signal', bot, instrument: null, action: 'start' });
    return rejection === null ? 'started' : `${rejection.reason} ${rejection.field}`;
  };
  expect(signal(TEN - 1000)).toBe('started');
  desk.advance(TEN);
  return { desk, bot, signal };
}

describe('cooldown of a pair (D14)', () => {
  it('a signal 59.999 s after the deal closed is ignored, one after 60.000 s accepted', () => {
    const { desk, signal } = closed();
    desk.market('USDT_BTC', '51000', '51010');
    expect(desk.finished.map(({ status, at }) => [status, at])).toEqual([['completed', TEN]]);
    expect(signal(TEN + 59_999)).toBe('deal_not_started cooldown');
    expect(signal(TEN + 60_000)).toBe('started');
  });

  it.each([
    ['cancelled', 'bots.cancelDeal'],
    ['panicSold', 'bots.panicSellDeal'],
  ] as const)('begins after a deal that was %s, too', (status, type) => {
    const { desk, bot, signal } = closed();
    desk.must({ type, deal: desk.active(bot)[0] as number });
    expect(desk.finished.map((ended) => ended.status)).toEqual([status]);
    expect(signal(TEN + 59_999)).toBe('deal_not_started cooldown');
    expect(signal(TEN + 60_000)).toBe('started');
  });

  it('begins after a deal that was stopped, too', () => {
    const { desk, signal } = closed({ stopLoss: '2' });
    desk.market('USDT_BTC', '49000', '49010');
    expect(desk.finished.map(({ status }) => status)).toEqual(['stopLossFinished']);
    expect(signal(TEN + 59_999)).toBe('deal_not_started cooldown');
    expect(signal(TEN + 60_000)).toBe('started');
  });

  it('is skipped by a start that skips the checks of signals', () => {
    const { desk, bot, signal } = closed();
    desk.market('USDT_BTC', '51000', '51010');
    expect(signal(TEN + 1)).toBe('deal_not_started cooldown');
    expect(desk.refuseStart(bot)).toBe('deal_not_started cooldown');
    expect(desk.refuseStart(bot, null, { skipSignals: true })).toBe('started');
  });

  it('holds for its pair alone', () => {
    const desk = new BotDesk();
    const symbols = [desk.pair('AAA', '0.01', '0.001'), desk.pair('BBB', '0.01', '0.001')] as const;
    for (const symbol of symbols) desk.market(symbol, '999', '1000');
    const bot = desk.bot(symbols, { maxActiveDeals: 2, cooldown: 60 });
    desk.start(bot, symbols[0]);
    desk.market(symbols[0], '1100', '1101');
    expect(desk.refuseStart(bot, symbols[0])).toBe('deal_not_started cooldown');
    expect(desk.refuseStart(bot, symbols[1])).toBe('started');
  });
});

describe('a bot that never stops', () => {
  function running(cooldown: number): { desk: BotDesk; bot: number } {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], { start: [{ kind: 'nonstop' }], cooldown });
    desk.must({ type: 'bots.enable', bot });
    return { desk, bot };
  }

  it('starts when it is enabled, and again in the step in which the last deal closed', () => {
    const { desk, bot } = running(0);
    const [first] = desk.active(bot);
    const before = desk.events.length;
    desk.quote('USDT_BTC', '51000', '1000000', '51010', '1000000');
    const types = desk.events.slice(before).map(({ type }) => type);
    expect(types.indexOf('bots.dealOpened')).toBeGreaterThan(types.indexOf('bots.dealClosed'));
    desk.advance();
    expect(desk.active(bot)).toHaveLength(1);
    expect(desk.active(bot)).not.toContain(first);
    expect(desk.record(desk.active(bot)[0] as number)).toMatchObject({ status: 'bought', startedBy: 'nonstop' });
  });

  it('starts again when the cooldown is over, though nothing else happens', () => {
    const { desk, bot } = running(60);
    desk.market('USDT_BTC', '51000', '51010');
    const closedAt = desk.now;
    expect(desk.core.nextTimer).toBe(closedAt + 60_000);
    desk.advance(closedAt + 59_999);
    expect(desk.active(bot)).toEqual([]);
    desk.advance(closedAt + 60_000);
    expect(desk.active(bot)).toHaveLength(1);
  });

  it('rests when it is disabled; its deal goes on to its end', () => {
    const { desk, bot } = running(0);
    desk.must({ type: 'bots.disable', bot });
    expect(desk.active(bot)).toHaveLength(1);
    desk.market('USDT_BTC', '51000', '51010');
    expect([desk.finished.length, desk.active(bot).length]).toEqual([1, 0]);
  });

  it('that has no price to start at looks again after a while', () => {
    const desk = new BotDesk();
    const bot = desk.bot(['USDT_BTC'], { start: [{ kind: 'nonstop' }] });
    desk.must({ type: 'bots.enable', bot });
    expect(desk.active(bot)).toEqual([]);
    desk.market('USDT_BTC', '49990', '50000');
    desk.advance(desk.now + 10_000);
    expect(desk.active(bot)).toHaveLength(1);
  });
});
