import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';

/** D9: base 100, V 100, vs 2, s 2, ss 1.5, N 3, k 1, tp 1.5 on USDT_BTC with ask 50000. */
const D9 = {
  volumeScale: '2',
  safetyStep: '2',
  stepScale: '1.5',
  maxSafetyOrders: 3,
  activeSafetyOrders: 1,
} as const;

function begun(): { desk: BotDesk; bot: number; next: () => number } {
  const desk = new BotDesk();
  const bot = desk.bot(['USDT_BTC'], D9);
  const next = (): number => {
    desk.market('USDT_BTC', '49990', '50000');
    return desk.start(bot);
  };
  return { desk, bot, next };
}

describe('statistics of a bot (B12, D10)', () => {
  it('the deals of D9, D10 and the base order alone bring 9.00727558 together', () => {
    const { desk, bot, next } = begun();
    next();
    for (const ask of ['49049', '47547.50', '45295.25']) desk.market('USDT_BTC', '45290', ask);
    desk.market('USDT_BTC', '47646.67', '47650');
    const sold = next();
    desk.market('USDT_BTC', '49040', '49049');
    desk.market('USDT_BTC', '48500', '49050');
    desk.must({ type: 'bots.panicSellDeal', deal: sold });
    next();
    desk.market('USDT_BTC', '50851.61', '50860');
    expect(desk.finished.map(({ status, deal }) => [status, desk.record(deal.id).profit])).toEqual([
      ['completed', '12.02171876'],
      ['panicSold', '-4.51595996'],
      ['completed', '1.50151678'],
    ]);
    expect(desk.view(bot)).toMatchObject({ started: 3, finished: 3, profitUsd: '9.00727558' });
    expect(desk.profit(bot, 'USDT')).toBe('9.00727558');
  });

  it('a deal that was stopped counts', () => {
    const { desk, bot, next } = begun();
    desk.must({ type: 'bots.edit', bot, changes: { stopLoss: '10' } });
    next();
    desk.market('USDT_BTC', '45045', '45300');
    expect(desk.finished.map(({ status }) => status)).toEqual(['stopLossFinished']);
    expect(desk.view(bot)).toMatchObject({
      finished: 1,
      profitUsd: desk.record(desk.finished[0]?.deal.id ?? 0).profit,
    });
  });

  it('cancelled deals do not count, whatever they hold', () => {
    const { desk, bot, next } = begun();
    const deal = next();
    desk.must({ type: 'bots.cancelDeal', deal });
    expect(desk.record(deal)).toMatchObject({ status: 'cancelled', bought: { amount: '0.002' } });
    expect(desk.view(bot)).toMatchObject({ started: 1, finished: 0, profitUsd: '0' });
    expect(desk.profit(bot, 'USDT')).toBe('0');
  });
});
