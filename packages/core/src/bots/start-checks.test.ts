import { describe, expect, it } from 'vitest';
import type { BotSettings } from './settings.ts';
import { BotDesk } from './test-bots.ts';

/** Two pairs with prices and a bot on both that is started by hand. */
function ready(settings: Partial<BotSettings> = {}): {
  desk: BotDesk;
  bot: number;
  pairs: readonly [string, string];
  edit: (changes: Partial<BotSettings>) => void;
} {
  const desk = new BotDesk();
  const pairs = [desk.pair('AAA', '0.01', '0.001'), desk.pair('BBB', '0.01', '0.001')] as const;
  for (const symbol of pairs) {
    desk.market(symbol, '999', '1000');
    desk.trade(symbol, '1000', '1');
  }
  desk.market('USDT_BTC', '49990', '50000');
  desk.trade('USDT_BTC', '50000', '1');
  const bot = desk.bot(pairs, { maxActiveDeals: 2, ...settings });
  const edit = (changes: Partial<BotSettings>) => desk.must({ type: 'bots.edit', bot, changes });
  return { desk, bot, pairs, edit };
}

const SIGNAL = { kind: 'rsi', interval: '1m', period: 7, points: '30', trigger: 'less' } as const;

describe('checks of a start, in order (B3)', () => {
  it('each failing check hides those after it', () => {
    const { desk, bot, pairs, edit } = ready({ start: [SIGNAL], cooldown: 60 });
    const [A, B] = pairs;
    const start = (symbol: string, how = {}): string => desk.refuseStart(bot, symbol, { onlyIfEnabled: true, ...how });
    const blacklist = (...symbols: string[]) =>
      desk.must({ type: 'bots.setBlackList', owner: 1, instruments: symbols.map((each) => desk.instrument(each).id) });

    // everything is wrong: the bot is disabled, the pair foreign
    expect(start('USDT_BTC')).toBe('deal_not_started enabled');
    desk.must({ type: 'bots.enable', bot });
    expect(start('USDT_BTC')).toBe('deal_not_started instrument');

    // A: black list, two active deals, one of them on A, no signal, too dear, no money for the base order
    desk.start(bot, A, { skipSignals: true });
    desk.start(bot, B, { skipSignals: true });
    edit({ maxPrice: '1', btcPriceLimit: '1', baseVolume: '2000000' });
    blacklist(A, B);
    expect(start(A)).toBe('deal_not_started blackList');
    blacklist();
    expect(start(A)).toBe('deal_not_started maxActiveDeals');
    desk.must({ type: 'bots.panicSellDeal', deal: desk.active(bot)[1] as number });
    expect(start(A)).toBe('deal_not_started openDeals');
    expect(start(B)).toBe('deal_not_started cooldown');
    desk.advance(desk.now + 60_000);
    expect(start(B)).toBe('deal_not_started btcPriceLimit');
    edit({ btcPriceLimit: '50000' });
    expect(start(B)).toBe('deal_not_started maxPrice');
    edit({ maxPrice: '0', minPrice: '1000.01' });
    expect(start(B)).toBe('deal_not_started minPrice');
    edit({ minPrice: '1000', maxPrice: '1000' });
    expect(start(B)).toBe('deal_not_started signals');
    edit({ start: [] });
    expect(start(B)).toBe('deal_not_started insufficient_funds');
    edit({ baseVolume: '100' });
    expect(start(B)).toBe('started');
  });

  it('skip_signal_checks skips cooldown, bitcoin limit, prices and signals, nothing else', () => {
    const { desk, bot, pairs, edit } = ready({ start: [SIGNAL], cooldown: 60 });
    const [A, B] = pairs;
    desk.start(bot, A, { skipSignals: true });
    desk.must({ type: 'bots.panicSellDeal', deal: desk.active(bot)[0] as number });
    edit({ btcPriceLimit: '1', maxPrice: '1' });
    const skip = { skipSignals: true };
    expect(desk.refuseStart(bot, A)).toBe('deal_not_started cooldown');
    expect(desk.refuseStart(bot, A, skip)).toBe('started');
    expect(desk.refuseStart(bot, A, skip)).toBe('deal_not_started openDeals');
    desk.must({ type: 'bots.setBlackList', owner: 1, instruments: [desk.instrument(B).id] });
    expect(desk.refuseStart(bot, B, skip)).toBe('deal_not_started blackList');
    desk.must({ type: 'bots.setBlackList', owner: 1, instruments: [] });
    edit({ baseVolume: '2000000' });
    expect(desk.refuseStart(bot, B, skip)).toBe('deal_not_started insufficient_funds');
    edit({ baseVolume: '100', maxActiveDeals: 1 });
    expect(desk.refuseStart(bot, B, skip)).toBe('deal_not_started maxActiveDeals');
  });

  it('skip_open_deals_checks skips the deals of the pair, not their number, and on one pair nothing', () => {
    const { desk, bot, pairs } = ready();
    desk.start(bot, pairs[0]);
    const skip = { skipOpenDeals: true };
    expect(desk.refuseStart(bot, pairs[0])).toBe('deal_not_started openDeals');
    expect(desk.refuseStart(bot, pairs[0], skip)).toBe('started');
    expect(desk.refuseStart(bot, pairs[1], skip)).toBe('deal_not_started maxActiveDeals');
    const single = desk.bot([pairs[1]], {});
    desk.start(single);
    expect(desk.refuseStart(single, null, skip)).toBe('deal_not_started maxActiveDeals');
  });

  it('a disabled bot is enabled by a start, unless the start is only for enabled ones', () => {
    const { desk, bot, pairs } = ready();
    expect(desk.refuseStart(bot, pairs[0], { onlyIfEnabled: true })).toBe('deal_not_started enabled');
    expect(desk.view(bot).enabled).toBe(false);
    desk.start(bot, pairs[0]);
    expect(desk.view(bot).enabled).toBe(true);
  });

  it('a start that fails leaves everything as it was', () => {
    const { desk, bot, pairs } = ready({ baseVolume: '2000000' });
    const before = desk.core.digest();
    expect(desk.refuseStart(bot, pairs[0])).toBe('deal_not_started insufficient_funds');
    expect(desk.core.digest()).toBe(before);
  });

  it('the pair must be named when there are several', () => {
    const { desk, bot } = ready();
    expect(desk.refuseStart(bot)).toBe('invalid_value instrument');
  });

  it('the base order must reach the minimum of the market', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], { baseVolume: '4' });
    const { rejection } = desk.run(desk.startCommand(bot, null));
    expect(rejection).toMatchObject({ reason: 'deal_not_started', field: 'baseVolume' });
    expect(rejection?.detail).toContain('at least 5 USDT');
    // 4.99 are rounded up to 0.0001 lots, which are worth 5
    desk.must({ type: 'bots.edit', bot, changes: { baseVolume: '4.99' } });
    expect(desk.refuseStart(bot)).toBe('started');
  });

  it('without a price nothing starts', () => {
    const desk = new BotDesk();
    const bot = desk.bot(['USDT_BTC'], {});
    expect(desk.refuseStart(bot)).toBe('deal_not_started price');
  });

  it('the bitcoin limit needs a price of bitcoin', () => {
    const desk = new BotDesk();
    const symbol = desk.pair('AAA', '0.01', '0.001');
    desk.market(symbol, '999', '1000');
    const bot = desk.bot([symbol], { btcPriceLimit: '60000' });
    expect(desk.refuseStart(bot)).toBe('deal_not_started btcPriceLimit');
    desk.trade('USDT_BTC', '60000', '1');
    expect(desk.refuseStart(bot)).toBe('started');
  });

  it('a failed check of a bot that starts by itself is silent', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], { start: [{ kind: 'nonstop' }], baseVolume: '2000000' });
    const { events, rejection } = desk.run({ type: 'bots.enable', bot });
    expect([events.map(({ type }) => type), rejection]).toEqual([['bots.enabled'], null]);
    desk.deposit(desk.trader, 'USDT', '2000000');
    desk.advance(desk.now + 10_000);
    expect(desk.active(bot)).toHaveLength(1);
  });
});

describe('what was traded in a day', () => {
  const HOUR = 3_600_000;

  /** Hours that ended before now, the newest last, with so many coins traded in each. */
  function traded(desk: BotDesk, ...coins: readonly (string | null)[]): void {
    const opened = Math.floor(desk.now / HOUR) * HOUR;
    for (const want of desk.core.beginHistory(0, 1_000)) {
      const symbol = desk.core.state.instruments.instruments[want.instrument]?.symbol ?? '';
      const close = desk.price(symbol, '1000');
      const candles = coins.flatMap((amount, n) => {
        const time = opened - (coins.length - n) * HOUR;
        const prices = { open: close, high: close, low: close, close };
        return amount === null ? [] : [{ time, ...prices, volume: desk.quantity(symbol, amount) }];
      });
      desk.core.giveHistory(want, candles, desk.now);
    }
  }

  it('must be worth as many bitcoins as the bot wants: 100 coins at 1000 are 2 at 50000', () => {
    const { desk, bot, pairs, edit } = ready({ minVolumeBtc: '2' });
    desk.must({ type: 'bots.enable', bot });
    expect(desk.refuseStart(bot, pairs[0])).toBe('deal_not_started minVolumeBtc');
    edit({ minVolumeBtc: '2.00000001' });
    traded(desk, '60', '40');
    const { rejection } = desk.run(desk.startCommand(bot, pairs[0]));
    expect(rejection?.detail).toBe('USDT_AAA was traded for 2 BTC in a day, less than 2.00000001');
    edit({ minVolumeBtc: '2' });
    traded(desk, '60', '40');
    expect(desk.refuseStart(bot, pairs[0])).toBe('started');
  });

  it('an hour of the day before does not count, nor one without trades', () => {
    const { desk, bot, pairs } = ready({ minVolumeBtc: '0.2' });
    desk.must({ type: 'bots.enable', bot });
    traded(desk, '90', ...Array<null>(22).fill(null), '1', '9');
    expect(desk.refuseStart(bot, pairs[0])).toBe('started');
    const other = ready({ minVolumeBtc: '0.20001' });
    other.desk.must({ type: 'bots.enable', bot: other.bot });
    traded(other.desk, '90', ...Array<null>(22).fill(null), '1', '9');
    expect(other.desk.refuseStart(other.bot, other.pairs[0])).toBe('deal_not_started minVolumeBtc');
  });
});

describe('black list', () => {
  it('is of one owner and replaces the one before', () => {
    const { desk, bot, pairs } = ready();
    const list = (owner: number, ...symbols: string[]) =>
      desk.run({ type: 'bots.setBlackList', owner, instruments: symbols.map((each) => desk.instrument(each).id) });
    list(2, pairs[0]);
    expect(desk.refuseStart(bot, pairs[0])).toBe('started');
    list(1, pairs[0], pairs[1]);
    expect(desk.refuseStart(bot, pairs[1])).toBe('deal_not_started blackList');
    list(1, pairs[0]);
    expect(desk.refuseStart(bot, pairs[1])).toBe('started');
  });

  it('a running deal on a pair goes on', () => {
    const { desk, bot, pairs } = ready();
    const deal = desk.start(bot, pairs[0]);
    desk.must({ type: 'bots.setBlackList', owner: 1, instruments: [desk.instrument(pairs[0]).id] });
    desk.market(pairs[0], '1100', '1101');
    expect(desk.record(deal).status).toBe('completed');
  });

  it('holds for bots that start by themselves', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const id = desk.instrument('USDT_BTC').id;
    desk.must({ type: 'bots.setBlackList', owner: 1, instruments: [id] });
    const bot = desk.bot(['USDT_BTC'], { start: [{ kind: 'nonstop' }] });
    desk.must({ type: 'bots.enable', bot });
    expect(desk.active(bot)).toEqual([]);
    desk.must({ type: 'bots.setBlackList', owner: 1, instruments: [] });
    expect(desk.active(bot)).toHaveLength(1);
  });

  it.each([
    ['owner', { owner: 0, instruments: [] }],
    ['owner', { owner: 'me', instruments: [] }],
    ['instruments', { owner: 1, instruments: 'all' }],
    ['instruments', { owner: 1, instruments: [999] }],
    ['instruments', { owner: 1, instruments: Array(10_001).fill(1) }],
  ])('a wrong %s is refused', (field, wrong) => {
    const { desk } = ready();
    expect(desk.run({ type: 'bots.setBlackList', ...wrong } as never).rejection?.field).toBe(field);
  });
});
