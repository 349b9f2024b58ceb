import type { BotSettings, Instrument } from 'outcry/native-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as CheckDraft from './check-draft.ts';
import type * as Draft from './draft.ts';
import type { BotDraft } from './draft.ts';

let check: typeof CheckDraft;
let drafts: typeof Draft;

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
  check = await import('./check-draft.ts');
  drafts = await import('./draft.ts');
});

afterAll(() => vi.unstubAllGlobals());

const PAIR = { symbol: 'USDT_BTC', quote: 'USDT' } as Instrument;

function draft(part: Partial<BotDraft> = {}): BotDraft {
  return { ...drafts.newDraft(2_000_000_001, PAIR), name: 'Dips', ...part };
}

function settings(part: Partial<BotDraft> = {}): BotSettings {
  const { settings: made, wrong, empty } = check.checkDraft(draft(part));
  expect([wrong, empty]).toEqual([{}, []]);
  return made as BotSettings;
}

describe('the draft of a bot', () => {
  it('becomes settings: what is typed in any way is plain decimal text, counts are numbers', () => {
    expect(settings({ baseVolume: '1 000,50', cooldown: '60', name: ' Dips ' })).toMatchObject({
      name: 'Dips',
      instruments: ['USDT_BTC'],
      baseVolume: '1000.50',
      safetyVolume: '50',
      maxSafetyOrders: 5,
      cooldown: 60,
      stopLoss: '0',
      btcPriceLimit: '0',
      closeTimeout: 0,
      start: [{ kind: 'nonstop' }],
    });
  });

  it('tells empty fields from wrong ones, each by its name in the API', () => {
    const {
      settings: none,
      wrong,
      empty,
    } = check.checkDraft(
      draft({
        name: '',
        takeProfit: '0',
        safetyStep: 'x',
        baseVolume: '',
        stopLoss: '1.23456',
        maxSafetyOrders: '201',
      }),
    );
    expect(none).toBeNull();
    expect(empty).toEqual(['name', 'baseVolume']);
    expect(Object.keys(wrong).sort()).toEqual(['maxSafetyOrders', 'safetyStep', 'stopLoss', 'takeProfit']);
  });

  it('leaves fields alone that another choice has put aside', () => {
    const made = settings({ maxSafetyOrders: '0', safetyVolume: '', safetyStep: 'x', trailingDeviation: '' });
    expect(made).toMatchObject({ maxSafetyOrders: 0, safetyVolume: '0', safetyStep: '0', trailingDeviation: '0.2' });
  });

  it('knows what depends on several fields', () => {
    const wrongIn = (part: Partial<BotDraft>) => Object.keys(check.checkDraft(draft(part)).wrong);
    const two = ['USDT_BTC', 'USDT_ETH'];
    expect(wrongIn({ maxActiveDeals: '2' })).toEqual(['maxActiveDeals']);
    expect(wrongIn({ instruments: two })).toEqual(['start']);
    expect(wrongIn({ instruments: two, way: 'manual', maxActiveDeals: '3' })).toEqual(['maxActiveDeals']);
    expect(wrongIn({ instruments: two, way: 'manual', maxActiveDeals: '4', dealsPerPair: '2' })).toEqual([]);
    const steps = [
      { profit: '1', share: '50' },
      { profit: '2', share: '49.9' },
    ];
    expect(wrongIn({ steps })).toEqual(['takeProfitSteps']);
    expect(wrongIn({ steps, trailing: true })).toEqual(['trailing', 'takeProfitSteps']);
  });

  it('signals need a condition; a condition has its own fields', () => {
    expect(check.checkDraft(draft({ way: 'signals' })).empty).toEqual(['start']);
    const rsi = { kind: 'rsi', values: { interval: '15m', period: '7', trigger: 'less', points: '30,5' } } as const;
    expect(settings({ way: 'signals', conditions: [rsi] }).start).toEqual([
      { kind: 'rsi', interval: '15m', period: 7, trigger: 'less', points: '30.5' },
    ]);
    expect(settings({ way: 'webhook', conditions: [rsi] }).start.map(({ kind }) => kind)).toEqual(['webhook', 'rsi']);
    expect(settings({ way: 'manual', conditions: [rsi] }).start).toEqual([]);
    const macd = {
      kind: 'macd',
      values: { interval: '1h', fast: '26', slow: '12', signal: '9', trigger: 'crossing_above', line: '' },
    } as const;
    expect(Object.keys(check.checkDraft(draft({ way: 'signals', conditions: [macd] })).wrong)).toEqual([
      'start.0.fast',
    ]);
  });

  it('of a bot that is there comes back as the same settings', () => {
    const conditions = [
      {
        kind: 'stochastic',
        values: { interval: '15m', period: '14', smooth: '3', signal: '3', trigger: 'less', points: '20', cross: '' },
      },
      { kind: 'qfl', values: { type: 'original', percent: '3' } },
    ] as const;
    const before = settings({ way: 'signals', conditions, stopLoss: '20', maxPrice: '120000', trailing: true });
    const again = check.checkDraft(drafts.draftOf(2_000_000_001, before)).settings;
    expect(again).toEqual(before);
    expect(check.changesOf(before, again as BotSettings)).toEqual({});
  });

  it('sends only what has changed, and numbers count by their worth', () => {
    const before = settings();
    const after = settings({ takeProfit: '1.50', stopLoss: '25', conditions: [], way: 'manual' });
    expect(check.changesOf(before, after)).toEqual({ stopLoss: '25', start: [] });
  });
});
