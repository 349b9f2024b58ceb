import { afterAll, describe, expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
vi.stubGlobal('navigator', { language: 'en' });
const { checkDraft } = await import('./check-draft.ts');
const { draftOf, mayTrail, newDraft } = await import('./draft.ts');
const { beginsAnew, changesOf } = await import('./send-grid.ts');
const { BOT, BTC, DRAFT } = await import('./test-grids.ts');

afterAll(() => vi.unstubAllGlobals());

const wrongIn = (part: object): Readonly<Record<string, string>> => checkDraft({ ...DRAFT, ...part }, BTC).wrong;

describe('a draft of a grid', () => {
  it('becomes settings as the API takes them: numbers plain and exact, what is empty is null', () => {
    expect(checkDraft(DRAFT, BTC)).toEqual({
      wrong: {},
      empty: [],
      settings: {
        name: 'Five lines',
        instrument: 'USDT_BTC',
        type: 'arithmetic',
        lower: '40000',
        upper: '60000',
        lines: 5,
        amount: { per: 'line', value: '0.01' },
        orderCurrency: 'base',
        profitCurrency: 'quote',
        upperStop: null,
        lowerStop: { price: '36000', action: 'stopAndSell' },
        trailingUp: false,
        trailingDown: false,
        expandUp: null,
        expandDown: null,
        maxBuyLines: null,
        maxSellLines: 2,
      },
    });
  });

  it('tells what is wrong by its field', () => {
    expect(wrongIn({ upper: '40000' })).toEqual({ upper: 'must be above the lower price' });
    expect(wrongIn({ lower: '40000.001' })).toEqual({ lower: 'must be a multiple of 0.01' });
    expect(wrongIn({ lines: '1' })).toEqual({ lines: 'at least 2' });
    expect(wrongIn({ lines: '251' })).toEqual({ lines: 'at most 250' });
    expect(wrongIn({ lines: '5.5' })).toEqual({ lines: 'a whole number' });
    expect(wrongIn({ amount: '0' })).toEqual({ 'amount.value': 'must be above zero' });
    expect(wrongIn({ amount: 'much' })).toEqual({ 'amount.value': 'write a number' });
    expect(wrongIn({ upperStop: { on: true, price: '60000', action: 'stop' } })).toEqual({
      'upperStop.price': 'must be above 60\u202f000',
    });
    expect(wrongIn({ lowerStop: { on: true, price: '41000', action: 'stop' } })).toEqual({
      'lowerStop.price': 'must be below 40\u202f000',
    });
    expect(wrongIn({ expandUp: '59000', expandDown: '39000' })).toEqual({ expandUp: 'must be above 60\u202f000' });
    expect(checkDraft({ ...DRAFT, name: ' ', amount: '' }, BTC)).toMatchObject({
      settings: null,
      empty: ['name', 'amount.value'],
    });
  });

  it('trails only with the currency that it keeps, and then does not expand that way', () => {
    expect([mayTrail(DRAFT, 'up'), mayTrail(DRAFT, 'down')]).toEqual([false, false]);
    const inMoney = { ...DRAFT, orderCurrency: 'quote', trailingUp: true, expandUp: '1' } as const;
    expect(mayTrail(inMoney, 'up')).toBe(true);
    expect(checkDraft(inMoney, BTC).settings).toMatchObject({ trailingUp: true, expandUp: null });
    expect(checkDraft({ ...DRAFT, trailingUp: true }, BTC).settings).toMatchObject({ trailingUp: false });
  });

  it('of a new bot lies five percent around the last price, at round prices; without one it is open', () => {
    const draft = newDraft(1, BTC, '51234.56', 'Grid');
    expect([draft.lower, draft.upper, draft.lowerStop.price, draft.upperStop.price]).toEqual([
      '48680',
      '53800',
      '46120',
      '56360',
    ]);
    expect(checkDraft({ ...draft, amount: '100' }, BTC).wrong).toEqual({});
    expect(newDraft(1, BTC, null, 'Grid')).toMatchObject({ lower: '', upper: '' });
  });

  it('of a bot that is there says what the bot says', () => {
    const { settings } = checkDraft(draftOf(BOT), BTC);
    expect(settings === null ? null : changesOf(BOT.settings, settings)).toEqual({});
  });

  it('sends only what has changed; other lines or amounts make a running bot begin anew, stops do not', () => {
    const changed = (part: object) => {
      const { settings } = checkDraft({ ...draftOf(BOT), ...part }, BTC);
      return settings === null ? null : changesOf(BOT.settings, settings);
    };
    expect(changed({ lines: '7', lower: '40000.00' })).toEqual({ lines: 7 });
    expect(beginsAnew(changed({ lines: '7' }) ?? {})).toBe(true);
    expect(beginsAnew(changed({ amount: '0.02' }) ?? {})).toBe(true);
    const stop = changed({ lowerStop: { on: true, price: '35000', action: 'stop' } }) ?? {};
    expect(stop).toEqual({ lowerStop: { price: '35000', action: 'stop' } });
    expect(beginsAnew(stop)).toBe(false);
  });
});
