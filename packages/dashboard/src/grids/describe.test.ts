import type { GridBot, GridBotEvent } from 'outcry/native-api';
import { afterAll, describe, expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
vi.stubGlobal('navigator', { language: 'en' });
const { language } = await import('../words/language.ts');
const { attentionOf, rangeText, statusText, stepText } = await import('./describe.ts');
const { gridErrorText } = await import('./error-text.ts');
const { overviewOf } = await import('./overview.ts');
const { BOT } = await import('./test-grids.ts');
const { eventText, tellsSame } = await import('./timeline-text.ts');

afterAll(() => vi.unstubAllGlobals());

const bot = (part: Partial<GridBot>): GridBot => ({ ...BOT, ...part });
const at = '2026-06-01T12:30:00.000Z';
const said = (event: object): string | null => eventText({ at, ...event } as GridBotEvent, BOT, '0.01');

describe('what a bot says of itself', () => {
  it('where it stands: running, never started, stopped by whom', () => {
    expect(statusText(BOT)).toBe('runs');
    expect(statusText(bot({ status: 'disabled', begunAt: null }))).toBe('not started yet');
    expect(statusText(bot({ status: 'disabled', reason: 'lowerStop' }))).toBe('stopped: lower stop');
    expect(statusText(bot({ status: 'disabled', reason: 'owner' }))).toBe('stopped by you');
  });

  it('what needs attention: an error, a price outside of the range unless it follows, a stop that has ended it', () => {
    const priced = (price: string, part: object = {}) =>
      bot({ figures: { ...BOT.figures, price }, settings: { ...BOT.settings, ...part } });
    expect(attentionOf(BOT)).toBeNull();
    expect(attentionOf(priced('60000'))).toBeNull();
    expect(attentionOf(priced('60000.01'))).toBe('the price is above the range');
    expect(attentionOf(priced('39999.99'))).toBe('the price is below the range');
    expect(attentionOf(priced('61000', { trailingUp: true }))).toBeNull();
    expect(attentionOf(priced('39000', { expandDown: '30000' }))).toBeNull();
    expect(attentionOf(bot({ status: 'disabled', reason: 'upperStop' }))).toBe('a stop has ended it');
    expect(attentionOf(bot({ status: 'disabled', reason: 'owner' }))).toBeNull();
    expect(attentionOf(bot({ error: 'final: nobody offers coins' }))).toBe('Buying at the end: nobody offers coins');
  });

  it('troubles name the line, counted from 1, and the money, in both languages', () => {
    const trouble = 'buy on line 3: needs 135.04 USDT, 93.8 USDT free';
    expect(gridErrorText(trouble)).toBe('Purchase on line 4: needs 135.04\u00a0USDT, 93.8\u00a0USDT are free');
    language.value = 'ru';
    expect(gridErrorText(trouble)).toBe('Покупка на линии 4: нужно 135,04\u00a0USDT, свободно 93,8\u00a0USDT');
    language.value = 'en';
    expect(gridErrorText('something new')).toBe('Something new');
  });

  it('range and distance of lines: an amount, or a ratio in percent', () => {
    expect(rangeText(BOT.settings, '0.01')).toBe('40\u202f000.00 – 60\u202f000.00');
    expect(stepText('326.530612', 'arithmetic', 'USDT', '0.01')).toBe('326.53 USDT');
    expect(stepText('1.00399920581210916', 'geometric', 'USDT', '0.01')).toBe('+0.400\u202f%');
    expect(stepText('2', 'geometric', 'USDT', '0.01')).toBe('+100.000\u202f%');
  });

  it('all together, each currency for itself', () => {
    const inCoins = bot({ settings: { ...BOT.settings, profitCurrency: 'base' }, profitUnits: '0.001' });
    expect(
      overviewOf([
        BOT,
        BOT,
        inCoins,
        bot({ enabled: false, cycles: 0, profit: '0', held: { amount: '0', volume: '0' } }),
      ]),
    ).toEqual({
      profit: [
        { asset: 'USDT', amount: '98.1' },
        { asset: 'BTC', amount: '0.001' },
      ],
      unrealised: [{ asset: 'USDT', amount: '-3.6606' }],
      running: 3,
      cycles: 3,
    });
  });
});

describe('the timeline', () => {
  it('tells lines by their prices and cycles with their profit', () => {
    expect(said({ kind: 'begun', price: '51000', waiting: 2 })).toBe('Begins at 51\u202f000.00; 50\u202f000.00 waits.');
    expect(said({ kind: 'lineBought', line: 1, sell: '0.01' })).toBe(
      'Bought on 45\u202f000.00: 0.01 BTC are for sale on 50\u202f000.00.',
    );
    const sold = { kind: 'lineSold', line: 1, profit: '49.05', profitUnits: '0', profitUsd: '49.05' };
    expect(said(sold)).toBe('Cycle 45\u202f000.00 → 50\u202f000.00: +49.05\u00a0USDT');
    expect(said({ ...sold, line: 7 })).toBe('Cycle line 8 → line 9: +49.05\u00a0USDT');
    expect(said({ kind: 'stopping', reason: 'lowerStop', end: 'sell' })).toBe(
      'The lower stop is reached. Its coins are sold.',
    );
    expect(said({ kind: 'stopped', profit: '-92.71', profitUnits: '0', profitUsd: null })).toBe(
      'The bot is off; the sale brought \u221292.71\u00a0USDT.',
    );
  });

  it('leaves out orders that come and go on lines, not those at the beginning and the end', () => {
    const placed = { kind: 'placed', order: 1, side: 'buy', price: '45000', quantity: '0.01', step: 1 };
    expect(said({ ...placed, role: 'buy' })).toBeNull();
    expect(said({ ...placed, role: 'start', price: null })).toBe('First coins: buy 0.01 BTC at the market');
    expect(
      said({ kind: 'ended', order: 1, role: 'buy', step: 1, status: 'cancelled', reason: '', detail: null }),
    ).toBeNull();
  });

  it('tells a trouble that comes again once', () => {
    const trouble = { at, kind: 'failing', error: 'x', retryAt: null } as GridBotEvent;
    expect(tellsSame(trouble, trouble)).toBe(true);
    expect(tellsSame({ ...trouble, error: 'y' } as GridBotEvent, trouble)).toBe(false);
  });
});
