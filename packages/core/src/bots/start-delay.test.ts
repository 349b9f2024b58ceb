import { describe, expect, it } from 'vitest';
import { Core } from '../core.ts';
import type { BotSettings } from './settings.ts';
import { BotDesk } from './test-bots.ts';

function ready(settings: Partial<BotSettings>): { desk: BotDesk; bot: number; signal: () => string } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const bot = desk.bot(['USDT_BTC'], { startOrder: 'market', startDelay: 30, ...settings });
  desk.must({ type: 'bots.enable', bot });
  const signal = (): string => {
    const { rejection } = desk.run({ type: 'bots.signal', bot, instrument: null, action: 'start' });
    return rejection === null ? 'heard' : `${rejection.reason} ${rejection.field}`;
  };
  return { desk, bot, signal };
}

const WEBHOOK = { start: [{ kind: 'webhook' }] } as const;

describe('a deal that begins some seconds after what started it', () => {
  it('begins at its moment, at the prices of then', () => {
    const { desk, bot, signal } = ready(WEBHOOK);
    const noon = desk.now;
    expect(signal()).toBe('heard');
    desk.market('USDT_BTC', '59990', '60000');
    desk.advance(noon + 29_999);
    expect(desk.active(bot)).toEqual([]);
    desk.advance(noon + 30_000);
    expect(desk.record(desk.active(bot)[0] as number)).toMatchObject({
      startedBy: 'webhook',
      bought: { amount: '0.00167' },
    });
  });

  it('is one for each pair: what comes meanwhile starts no other', () => {
    const { desk, bot, signal } = ready(WEBHOOK);
    const noon = desk.now;
    expect([signal(), signal()]).toEqual(['heard', 'deal_not_started startDelay']);
    desk.advance(noon + 100_000);
    expect(desk.active(bot)).toHaveLength(1);
  });

  it('a word of a person is carried out at once', () => {
    const { desk, bot } = ready(WEBHOOK);
    desk.start(bot);
    expect(desk.active(bot)).toHaveLength(1);
  });

  it('of a bot that goes on by itself each deal waits', () => {
    const { desk, bot } = ready({ start: [{ kind: 'nonstop' }] });
    expect(desk.active(bot)).toEqual([]);
    desk.advance(desk.now + 30_000);
    const [first] = desk.active(bot);
    desk.must({ type: 'bots.panicSellDeal', deal: first as number });
    desk.advance(desk.now + 29_999);
    expect(desk.active(bot)).toEqual([]);
    desk.advance(desk.now + 1);
    expect(desk.active(bot)).toHaveLength(1);
  });

  it('is dropped when the bot may not start then, and when it is disabled', () => {
    const { desk, bot, signal } = ready(WEBHOOK);
    signal();
    desk.must({ type: 'bots.setBlackList', owner: 1, instruments: [desk.instrument('USDT_BTC').id] });
    desk.advance(desk.now + 30_000);
    expect(desk.events.at(-1)).toMatchObject({ type: 'bots.startDropped', id: bot, check: 'blackList' });
    desk.must({ type: 'bots.setBlackList', owner: 1, instruments: [] });
    signal();
    desk.must({ type: 'bots.disable', bot });
    desk.must({ type: 'bots.enable', bot });
    desk.advance(desk.now + 60_000);
    expect(desk.active(bot)).toEqual([]);
  });

  it('is dropped when the one before it at the same moment was the last that the bot starts', () => {
    const desk = new BotDesk();
    const pairs = ['AAA', 'BBB'].map((base) => desk.pair(base, '0.01', '0.001'));
    for (const symbol of pairs) desk.market(symbol, '999', '1000');
    const told = { ...WEBHOOK, startDelay: 30, maxActiveDeals: 2, disableAfterDeals: 1, startOrder: 'market' } as const;
    const bot = desk.bot(pairs, told);
    desk.must({ type: 'bots.enable', bot });
    for (const symbol of pairs)
      desk.must({ type: 'bots.signal', bot, instrument: desk.instrument(symbol).id, action: 'start' });
    desk.advance(desk.now + 30_000);
    expect([desk.active(bot).length, desk.view(bot).enabled]).toEqual([1, false]);
    desk.must({ type: 'bots.enable', bot });
    desk.advance(desk.now + 60_000);
    expect(desk.active(bot)).toHaveLength(1);
  });

  it('outlives a restart', () => {
    const { desk, bot, signal } = ready(WEBHOOK);
    const noon = desk.now;
    signal();
    const core = Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot())));
    expect(core.digest()).toBe(desk.core.digest());
    core.advance(noon + 1);
    expect(core.nextTimer).toBe(noon + 30_000);
    expect([...(core.state.bots.bots.get(bot)?.waits.values() ?? [])]).toEqual([
      { by: 'webhook', startAt: noon + 30_000 },
    ]);
  });
});
