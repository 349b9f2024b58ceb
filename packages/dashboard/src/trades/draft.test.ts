import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decimal } from '../decimal.ts';
import type { TradeDraft } from './draft.ts';
import { BTC, FEES, TRADE } from './test-draft.ts';

let drafts: typeof import('./draft.ts');
let checking: typeof import('./check-draft.ts');
let changing: typeof import('./changes.ts');
let lines: typeof import('./draft-lines.ts');
let quantities: typeof import('./quantity.ts');
let plans: typeof import('./plan-of.ts');
let warnings: typeof import('./warnings.ts');
let trades: typeof import('./outlook-of-trade.ts');
let entries: typeof import('./entry-price.ts');

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
  drafts = await import('./draft.ts');
  checking = await import('./check-draft.ts');
  changing = await import('./changes.ts');
  lines = await import('./draft-lines.ts');
  quantities = await import('./quantity.ts');
  plans = await import('./plan-of.ts');
  warnings = await import('./warnings.ts');
  trades = await import('./outlook-of-trade.ts');
  entries = await import('./entry-price.ts');
});

afterAll(() => vi.unstubAllGlobals());

const QUOTES = { bid: '99999.5', ask: '100000', last: '100000' };
const number = (text: string) => decimal(text) ?? expect.fail(`${text} is no number`);
const MEASURE = { entry: number('100000'), priceStep: number('0.01'), entered: false };
const ONE_COIN = { coins: '1', wrong: null };

/** Two steps of half each at 3 % and 6 %, a stop 2 % away. */
function twoSteps(mode: 'buy' | 'sell' = 'buy'): TradeDraft {
  const draft = drafts.withMode(drafts.newDraft(1, BTC), mode);
  const long = mode === 'buy';
  return { ...draft, steps: [drafts.newStep(long, 1, '3', '50'), drafts.newStep(long, 2, '6', '50')] };
}

function amount(draft: TradeDraft, free: string | null = '2002'): string | null {
  const price = entries.entryPriceOf(draft, QUOTES);
  const basis = { instrument: BTC, price, free: free === null ? null : number(free), fees: FEES };
  const { coins, wrong } = quantities.quantityOf(draft, basis);
  return wrong ?? coins;
}

describe('how much', () => {
  it('is given as money, as coins, or as a part of what is free, and cut to the step of the instrument', () => {
    const draft = drafts.newDraft(1, BTC);
    expect(amount({ ...draft, amount: '1 000,50' })).toBe('0.01');
    expect(amount({ ...draft, unit: 'base', amount: '0.012' })).toBe('0.012');
    // 2002 pays for 0.02 at 100 000 with a fee of 0.1 %
    expect(amount({ ...draft, unit: 'percent', amount: '100' })).toBe('0.02');
    expect(amount({ ...draft, unit: 'percent', amount: '50' }, null)).toBeNull();
  });

  it('is refused in words when the market does not take it', () => {
    const draft = drafts.newDraft(1, BTC);
    expect(amount({ ...draft, amount: '' })).toBeNull();
    expect(amount({ ...draft, amount: '0,5' })).toMatch(/less than 0.00001 BTC/);
    expect(amount({ ...draft, amount: '4' })).toMatch(/at least 5 USDT/);
    expect(amount({ ...draft, unit: 'base', amount: '0.0000123' })).toMatch(/multiple of 0.00001/);
    expect(amount({ ...draft, unit: 'percent', amount: '101' })).toMatch(/at most 100/);
  });
});

describe('settings of a draft', () => {
  it('go out with percentages signed by the side they lie on', () => {
    const { settings } = checking.checkDraft(twoSteps(), BTC, ONE_COIN);
    expect(settings).toMatchObject({
      side: 'long',
      entry: { type: 'market' },
      quantity: '1',
      takeProfits: [
        { position: 1, share: '50', percent: '3', price: null },
        { position: 2, percent: '6' },
      ],
      stopLoss: { percent: '-2', by: 'bid' },
    });
    const short = checking.checkDraft(twoSteps('sell'), BTC, ONE_COIN).settings;
    expect(short).toMatchObject({
      side: 'short',
      takeProfits: [{ percent: '-3' }, {}],
      stopLoss: { percent: '2', by: 'ask' },
    });
  });

  it('are refused by field: shares that do not sum to 100, prices off the step, held coins without an exit', () => {
    const draft = twoSteps();
    const shares = { ...draft, steps: draft.steps.map((step) => ({ ...step, share: '40' })) };
    expect(checking.checkDraft(shares, BTC, ONE_COIN).wrong.takeProfits).toMatch(/sum to 80 %/);
    const off = lines.moved(draft, 'stop', '97000.005', MEASURE);
    expect(checking.checkDraft(off, BTC, ONE_COIN).wrong['stopLoss.price']).toMatch(/multiple of 0.01/);
    const held = { ...drafts.withMode(draft, 'sale'), profits: false, stops: false };
    const checked = checking.checkDraft(held, BTC, ONE_COIN);
    expect(checked.wrong.takeProfits).toMatch(/take profit or a stop loss/);
    expect(checked.empty).toEqual(['averagePrice']);
  });

  it('wait for an empty limit price without calling it wrong', () => {
    const draft = twoSteps();
    const checked = checking.checkDraft({ ...draft, entry: { ...draft.entry, type: 'limit' } }, BTC, ONE_COIN);
    expect(checked).toMatchObject({ settings: null, wrong: {}, empty: ['entry.price'] });
  });
});

describe('lines that are moved', () => {
  it('are where percentages of the entry lie, rounded to the side that is reached later', () => {
    const at = { ...MEASURE, entry: number('99182.76') };
    const prices = lines.handlesOf(twoSteps(), at).map(({ id, price }) => [id, price]);
    expect(prices).toEqual([
      ['step 1', '102158.25'],
      ['step 2', '105133.73'],
      ['stop', '97199.1'],
    ]);
  });

  it('make prices that stay; limit prices that were equal go along', () => {
    const draft = twoSteps();
    const [first, second] = draft.steps;
    if (first === undefined || second === undefined) throw new Error('two steps');
    const steps = [{ ...first, order: 'limit' as const, limitPrice: '103000' }, second];
    const moved = lines.moved({ ...draft, steps }, 'step 1', '104000', MEASURE);
    expect(moved.steps[0]).toMatchObject({ target: { by: 'price', text: '104000' }, limitPrice: '104000' });
    expect(moved.steps[1]).toBe(second);
    expect(lines.handlesOf(moved, MEASURE)[0]?.label).toBe('TP 1 · +4.00\u202f% · 50\u202f%');
  });

  it('of a conditional entry take its limit price along only while both are the same', () => {
    const draft = twoSteps();
    const entry = {
      ...draft.entry,
      type: 'conditional' as const,
      price: '99000',
      order: 'limit' as const,
      limitPrice: '99000',
    };
    const along = lines.moved({ ...draft, entry }, 'entry', '98000', MEASURE).entry;
    expect(along).toMatchObject({ price: '98000', limitPrice: '98000' });
    const apart = lines.moved({ ...draft, entry: { ...entry, limitPrice: '99100' } }, 'entry', '98000', MEASURE).entry;
    expect(apart).toMatchObject({ price: '98000', limitPrice: '99100' });
  });

  it('are none for an entry that is a fact, nor for steps that are over', () => {
    const draft = drafts.draftOf(TRADE);
    expect(lines.handlesOf(draft, { ...MEASURE, entered: true }).map(({ id }) => id)).toEqual(['step 3', 'stop']);
  });
});

describe('what comes of a draft', () => {
  const outlook = (draft: TradeDraft, coins = '0.01') => plans.outlookOfDraft(draft, MEASURE, coins, BTC, FEES);

  it('is told with fees at the dearer rate: cost, what each step brings, what the stop takes, and their ratio', () => {
    // costs 1000 + 1; sells 0.005 at 103 000 and at 106 000 for 515 - 0.515 and 530 - 0.53; the stop leaves 980 - 0.98
    expect(outlook(twoSteps())).toMatchObject({
      entered: '1001',
      fee: '1',
      steps: [{ profit: '13.985' }, { profit: '28.97' }],
      won: '42.955',
      stopped: '-21.98',
      stoppedPercent: '-2.2',
      ratio: '1.95',
    });
  });

  it('of a short trade counts buying back', () => {
    // brings 1000 - 1; buys back 0.005 at 97 000 and 94 000 for 485 + 0.485 and 470 + 0.47, or all at 102 000
    expect(outlook(twoSteps('sell'))).toMatchObject({
      entered: '999',
      steps: [{ profit: '14.015' }, { profit: '29.03' }],
      stopped: '-22.02',
    });
  });

  it('gives the last step what the shares leave over', () => {
    const draft = twoSteps();
    expect(outlook(draft, '0.00003')?.steps.map(({ coins }) => coins)).toEqual(['0.00001', '0.00002']);
  });

  it('takes the fee out of the coins where the account does so', () => {
    const taken = plans.outlookOfDraft(twoSteps(), MEASURE, '1', BTC, { ...FEES, mode: 'received' });
    expect(taken?.entered).toBe('100000');
    expect(taken?.steps.map(({ coins }) => coins)).toEqual(
      ['0.49950', '0.49950'].map((text) => text.replace(/0$/, '')),
    );
  });

  it('is not told before there is a price and an amount', () => {
    expect(plans.outlookOfDraft(twoSteps(), { ...MEASURE, entry: null }, '1', BTC, FEES)).toBeNull();
    expect(plans.outlookOfDraft(twoSteps(), MEASURE, null, BTC, FEES)).toBeNull();
  });
});

describe('what may still come of a trade that has entered', () => {
  it('counts the coins that are left, at what they have cost: open steps, and the stop', () => {
    // 0.005 at 100 100 have cost 500.5; at 103 000 they bring 515 - 0.515, at 98 000 490 - 0.49
    const draft = drafts.draftOf(TRADE);
    const outlook = trades.outlookOfTrade(TRADE, draft, { ...MEASURE, entered: true }, BTC, FEES);
    expect(outlook).toMatchObject({
      entered: '500.5',
      steps: [{ position: 3, coins: '0.005', profit: '13.985' }],
      won: '13.985',
      stopped: '-10.99',
      ratio: '1.27',
    });
  });
});

describe('warnings', () => {
  const of = (draft: TradeDraft, measure = MEASURE) => warnings.warningsOf(draft, measure, number('100000'));

  it('tell exits on the wrong side, and limits that are no limits', () => {
    const draft = twoSteps();
    expect(of(draft)).toEqual([]);
    expect(of(lines.moved(draft, 'step 2', '99000', MEASURE))).toEqual([
      expect.stringMatching(/^Take profit 2 is reached/),
    ]);
    expect(of(lines.moved(draft, 'stop', '100500', MEASURE))).toEqual([
      expect.stringMatching(/^The stop loss is reached/),
    ]);
    const limit = { ...draft, entry: { ...draft.entry, type: 'limit' as const, price: '100001' } };
    expect(of(limit)).toEqual([expect.stringMatching(/^The limit lies above/)]);
    expect(of(limit, { ...MEASURE, entered: true })).toEqual([]);
  });

  it('count what is missing exactly', () => {
    expect(warnings.missing(number('1001.5'), number('1000'))).toBe('1.5');
    expect(warnings.missing(number('1000'), number('1000'))).toBeNull();
  });
});

describe('changes of a trade that is there', () => {
  const changesOf = (draft: TradeDraft) => {
    const { settings, wrong } = checking.checkDraft(draft, BTC, { coins: TRADE.settings.quantity, wrong: null });
    if (settings === null) throw new Error(JSON.stringify(wrong));
    return changing.changesOf(TRADE.settings, settings);
  };

  it('are none when nothing was changed', () => {
    expect(changesOf(drafts.draftOf(TRADE))).toEqual({});
  });

  it('send the whole set of steps, those that stay word for word', () => {
    const draft = lines.moved(drafts.draftOf(TRADE), 'step 3', '104000', { ...MEASURE, entered: true });
    const [sold] = TRADE.settings.takeProfits;
    expect(changesOf(draft)).toEqual({
      takeProfits: [sold, { ...TRADE.settings.takeProfits[1], price: '104000', percent: null }],
    });
  });

  it('send the stop loss alone when that has moved, and null when it has gone', () => {
    const draft = drafts.draftOf(TRADE);
    const moved = lines.moved(draft, 'stop', '99000', { ...MEASURE, entered: true });
    expect(changesOf(moved)).toEqual({ stopLoss: { ...TRADE.settings.stopLoss, price: '99000', percent: null } });
    expect(changesOf({ ...draft, stops: false })).toEqual({ stopLoss: null });
  });
});
