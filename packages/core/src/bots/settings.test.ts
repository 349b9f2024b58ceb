import { describe, expect, it } from 'vitest';
import { BotDesk, PLAIN } from './test-bots.ts';

/** Reason and field with which settings are refused. */
function refused(changes: Record<string, unknown>): string {
  const desk = new BotDesk();
  const settings = { ...PLAIN, name: 'Test bot', instruments: [desk.instrument('USDT_BTC').id], ...changes };
  const before = desk.core.digest();
  const command = { type: 'bots.create', account: desk.trader, secret: 'a1b2c3d4e5', settings } as never;
  const { rejection } = desk.run(command);
  if (rejection !== null) expect(desk.core.digest()).toBe(before);
  return rejection === null ? 'accepted' : `${rejection.reason} ${rejection.field}`;
}

const STEP = { profit: '1', share: '100' };

describe('settings of a bot: what is wrong names its field', () => {
  it.each([
    ['name', ''],
    ['name', 'x'.repeat(201)],
    ['name', 5],
    ['strategy', 'both'],
    ['startOrder', 'stop'],
    ['profitCurrency', 'BTC'],
    ['takeProfitType', 'half'],
    ['baseVolumeType', 'lots'],
    ['safetyVolumeType', 'lots'],
    ['trailing', 'yes'],
    ['stopLossTrails', 1],
    ['stopLossDisables', null],
    ['stored', null],
    ['stored', 'text'],
    ['stored', { text: 'x'.repeat(20_001) }],
    ['start', 'nonstop'],
    ['start', Array(21).fill({ kind: 'nonstop' })],
    ['start', [null]],
    ['start.kind', [{ kind: 'moon' }], 'start'],
    ['start.period', [{ kind: 'rsi', interval: '1m', period: 0, points: '30', trigger: 'less' }], 'start'],
    ['instruments', []],
    ['instruments', 'USDT_BTC'],
    ['instruments', Array.from({ length: 501 }, (_, i) => i + 1)],
    ['dealsPerPair', 0],
    ['dealsPerPair', 1.5],
    ['maxActiveDeals', 0],
    ['maxActiveDeals', 2],
    ['baseVolume', '0'],
    ['baseVolume', '-1'],
    ['baseVolume', 'many'],
    ['baseVolume', 100],
    ['baseVolume', undefined],
    ['baseVolume', `0.${'0'.repeat(20)}1`],
    ['baseVolume', '1e30'],
    ['volumeScale', '0'],
    ['volumeScale', '10.01'],
    ['stepScale', '0'],
    ['stepScale', '11'],
    ['safetyStep', '1001'],
    ['trailingDeviation', '101'],
    ['trailingDeviation', '0.20001'],
    ['btcPriceLimit', '-1'],
    ['minPrice', 'low'],
    ['maxPrice', ''],
    ['maxSafetyOrders', 201],
    ['maxSafetyOrders', -1],
    ['activeSafetyOrders', 201],
    ['stopLossTimeout', -1],
    ['cooldown', 2_592_001],
    ['disableAfterDeals', -1],
    ['closeTimeout', 59],
    ['takeProfit', '0'],
    ['takeProfit', '100001'],
    ['takeProfitSteps', 'none'],
    ['takeProfitSteps', Array(5).fill({ profit: '1', share: '20' })],
    ['takeProfitSteps', [{ profit: '1', share: '99' }]],
    ['takeProfitSteps.0.profit', [{ profit: '0', share: '100' }], 'takeProfitSteps'],
    [
      'takeProfitSteps.1.share',
      [
        { ...STEP, share: '50' },
        { ...STEP, share: 50 },
      ],
      'takeProfitSteps',
    ],
    ['takeProfitSteps.0.profit', [null], 'takeProfitSteps'],
    ['closeWhen', 'rsi'],
    ['closeWhen.kind', [{ kind: 'manual' }], 'closeWhen'],
    ['closeWhen.points', [{ kind: 'rsi', interval: '1m', period: 7, points: 'low', trigger: 'less' }], 'closeWhen'],
    ['safetyWhen', [null]],
    ['safetyWhen.kind', [{ kind: 'webhook' }], 'safetyWhen'],
    ['safetySteps', 'none'],
    ['safetySteps.0.deviation', [{ deviation: '0', volume: '1' }], 'safetySteps'],
    ['safetySteps.1.deviation', Array(2).fill({ deviation: '1', volume: '1' }), 'safetySteps'],
    ['safetySteps.0.deviation', [{ deviation: '1001', volume: '1' }], 'safetySteps'],
    ['safetySteps.0.volume', [{ deviation: '1', volume: '0' }], 'safetySteps'],
    ['minProfit', '-1'],
    ['minProfit', 5],
    ['minProfitType', 'half'],
    ['breakeven', 0],
    ['stopLoss', '101'],
    ['stopLoss', '-1'],
    ['stopLoss', '5.00001'],
  ])('%s: %j', (field, value, setting = field) => {
    expect(refused({ [setting as string]: value })).toBe(`invalid_value ${field}`);
  });

  it('pairs must be there, tradable on the spot, each once, with one quote currency', () => {
    const desk = new BotDesk();
    const id = (symbol: string): number => desk.instrument(symbol).id;
    expect(refused({ instruments: [9_999] })).toBe('unknown_instrument instruments');
    expect(refused({ instruments: [id('USDT_BTC'), id('USDT_BTC')] })).toBe('invalid_value instruments');
    expect(refused({ instruments: [id('HALT')] })).toBe('not_tradable instruments');
    expect(refused({ instruments: [id('EURUSD')] })).toBe('not_tradable instruments');
    expect(refused({ instruments: [id('USDT_BTC'), id('SBER')] })).toBe('invalid_value instruments');
    expect(refused({ instruments: [id('SBER')] })).toBe('accepted');
  });

  it('with safety orders they need a volume and a step, with a trailing take profit a deviation', () => {
    expect(refused({ maxSafetyOrders: 1, safetyVolume: '0' })).toBe('invalid_value safetyVolume');
    expect(refused({ maxSafetyOrders: 1, safetyStep: '0' })).toBe('invalid_value safetyStep');
    expect(refused({ maxSafetyOrders: 0, safetyVolume: '0', safetyStep: '0' })).toBe('accepted');
    expect(refused({ trailing: true, trailingDeviation: '0' })).toBe('invalid_value trailingDeviation');
    expect(refused({ trailing: false, trailingDeviation: '0' })).toBe('accepted');
    expect(refused({ trailing: true, takeProfitSteps: [STEP] })).toBe('invalid_value trailing');
  });

  it('with several take profits the single one is a number, too', () => {
    expect(refused({ takeProfit: '0', takeProfitSteps: [STEP] })).toBe('accepted');
    for (const takeProfit of ['none', undefined, 5])
      expect(refused({ takeProfit, takeProfitSteps: [STEP] })).toBe('invalid_value takeProfit');
  });

  it('conditions that close deals stand in for the take profit, and none trails beside them', () => {
    const closeWhen = [{ kind: 'webhook' }];
    expect(refused({ closeWhen, takeProfit: '0' })).toBe('accepted');
    expect(refused({ closeWhen: [], takeProfit: '0' })).toBe('invalid_value takeProfit');
    expect(refused({ closeWhen, trailing: true })).toBe('invalid_value trailing');
  });

  it('safety orders told one by one need neither step nor volume, and there are no more than are told', () => {
    const safetySteps = [{ deviation: '1.1', volume: '10' }];
    const told = { safetySteps, safetyStep: '0', safetyVolume: '0' };
    expect(refused({ ...told, maxSafetyOrders: 1 })).toBe('accepted');
    expect(refused({ ...told, maxSafetyOrders: 2 })).toBe('invalid_value maxSafetyOrders');
    expect(refused({ ...told, maxSafetyOrders: 1, stopLoss: '1.1' })).toBe('stop_loss_inside_grid stopLoss');
  });

  it('breaking even needs two take profits and a stop loss that does not trail', () => {
    const takeProfitSteps = Array(2).fill({ profit: '1', share: '50' });
    expect(refused({ takeProfitSteps, breakeven: 1 })).toBe('accepted');
    expect(refused({ takeProfitSteps, breakeven: 4 })).toBe('invalid_value breakeven');
    expect(refused({ takeProfitSteps, breakeven: 1, stopLossTrails: true, stopLoss: '5' })).toBe(
      'invalid_value breakeven',
    );
  });

  it('a stop loss lies behind the last safety order: 7 % for step 1, scale 2, 3 orders', () => {
    const grid = { safetyStep: '1', stepScale: '2', maxSafetyOrders: 3, activeSafetyOrders: 1 };
    expect(refused({ ...grid, stopLoss: '7' })).toBe('stop_loss_inside_grid stopLoss');
    expect(refused({ ...grid, stopLoss: '7.0001' })).toBe('accepted');
    expect(refused({ ...grid, stopLoss: '0' })).toBe('accepted');
    expect(refused({ maxSafetyOrders: 0, stopLoss: '0.1' })).toBe('accepted');
    // D9: 9.5 %
    const d9 = { safetyStep: '2', stepScale: '1.5', maxSafetyOrders: 3, activeSafetyOrders: 1 };
    expect(refused({ ...d9, stopLoss: '9.5' })).toBe('stop_loss_inside_grid stopLoss');
    expect(refused({ ...d9, stopLoss: '10' })).toBe('accepted');
  });

  it('names of settings that do not exist are refused', () => {
    expect(refused({ leverage: '10' })).toBe('invalid_value leverage');
  });

  it('what is not told has the usual value', () => {
    const desk = new BotDesk();
    const settings = {
      name: 'Short words',
      instruments: [desk.instrument('USDT_BTC').id],
      baseVolume: '100',
      safetyVolume: '0',
      safetyStep: '0',
      maxSafetyOrders: 0,
      activeSafetyOrders: 0,
      takeProfit: '1',
      takeProfitType: 'total',
    };
    const create = { type: 'bots.create', account: desk.trader, secret: 'a1b2c3d4e5', settings } as never;
    const bot = desk.must(create);
    expect(desk.view(bot)).toMatchObject({
      enabled: false,
      settings: { strategy: 'long', startOrder: 'limit', cooldown: 0, start: [], maxActiveDeals: 1 },
    });
  });

  it('the most that is allowed is allowed: 200 safety orders with every scale', () => {
    const grid = { maxSafetyOrders: 200, activeSafetyOrders: 200, stepScale: '1.23456789', volumeScale: '1.23456789' };
    expect(refused(grid)).toBe('accepted');
    expect(refused({ ...grid, stepScale: '10', volumeScale: '10' })).toBe('accepted');
  });
});

describe('a bot that cannot be made', () => {
  const make = (words: Record<string, unknown>): string => {
    const desk = new BotDesk();
    const settings = desk.settings(['USDT_BTC'], {});
    const plain = { type: 'bots.create', account: desk.trader, secret: 'a1b2c3d4e5', settings };
    const { rejection } = desk.run({ ...plain, ...words } as never);
    return `${rejection?.reason} ${rejection?.field}`;
  };

  it.each([
    ['invalid_value secret', { secret: 'short' }],
    ['invalid_value secret', { secret: 5 }],
    ['invalid_value secret', { secret: 'x'.repeat(65) }],
    ['unknown_account account', { account: 5 }],
    ['invalid_value account', { account: 'mine' }],
    ['invalid_value settings', { settings: undefined }],
    ['invalid_value settings', { settings: null }],
  ])('%s', (refusal, words) => expect(make(words)).toBe(refusal));
});
