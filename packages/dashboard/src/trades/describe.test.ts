import type { SmartTrade, SmartTradeEvent, SmartTradeOrder } from 'outcry/native-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TRADE } from './test-draft.ts';

let describing: typeof import('./describe.ts');
let timeline: typeof import('./timeline-text.ts');
let filters: typeof import('./filters.ts');
let sums: typeof import('./sums.ts');
let lines: typeof import('./trade-lines.ts');
let errors: typeof import('./error-text.ts');

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
  describing = await import('./describe.ts');
  timeline = await import('./timeline-text.ts');
  filters = await import('./filters.ts');
  sums = await import('./sums.ts');
  lines = await import('./trade-lines.ts');
  errors = await import('./error-text.ts');
});

afterAll(() => vi.unstubAllGlobals());

const AT = '2026-06-01T12:00:00.000Z';
const SHORT: SmartTrade = { ...TRADE, settings: { ...TRADE.settings, side: 'short' } };
const [, last] = TRADE.steps;
if (last === undefined) throw new Error('two steps');

describe('where a trade stands', () => {
  it('is told by its status, its side and what its steps do', () => {
    expect(describing.statusText(TRADE)).toBe('holds, waits for its exits');
    expect(describing.statusText(SHORT)).toBe('waits to buy back');
    expect(describing.statusText({ ...TRADE, steps: [{ ...last, status: 'trailing' }] })).toMatch(/follows the price/);
    expect(describing.statusText({ ...TRADE, steps: [{ ...last, panic: true }] })).toBe('sells a step at the market');
    expect(describing.nextText(TRADE, '0.01')).toBe('next at 103\u202f000.00');
  });

  it('and its exits are told with their prices, percentages and ways', () => {
    const [first, second] = TRADE.settings.takeProfits;
    if (first === undefined || second === undefined) throw new Error('two steps');
    expect(describing.targetText(first, '0.01')).toBe('at 101\u202f000.00');
    expect(describing.targetText(second, '0.01')).toBe('at +3.00 % from the entry');
    expect(describing.stepText(first, '0.01')).toBe('market order, bid');
    expect(describing.stepText({ ...first, trailing: '0.5' }, '0.01')).toBe('follows 0.5 % behind, bid');
    expect(describing.stopText(TRADE.settings.stopLoss, '0.01')).toBe(
      'at −2 % from the entry, bid, after 1 min there, moves to the entry after the first step',
    );
    expect(describing.stopText(null, '0.01')).toBe('none');
  });
});

describe('the timeline', () => {
  const text = (event: SmartTradeEvent, trade = TRADE) => timeline.eventText(event, trade, '0.01');

  it('tells orders by what they are for, fills with money, and ends with their result', () => {
    const order = { at: AT, order: 16, role: 'step', step: 1 } as const;
    expect(text({ ...order, kind: 'placed', side: 'sell', price: null, quantity: '0.005' })).toBe(
      'Take profit 1: sell 0.005 BTC at the market',
    );
    const fill = { price: '101000', quantity: '0.005', value: '505', fee: '0.505', feeAsset: 'USDT' };
    expect(text({ ...order, kind: 'filled', ...fill })).toBe(
      'Take profit 1 filled: 0.005 BTC at 101\u202f000.00 for 505\u00a0USDT, fee 0.50\u00a0USDT',
    );
    const closed = { at: AT, kind: 'closed', profitUsd: null, detail: null } as const;
    expect(text({ ...closed, status: 'panicSold', profit: '3.99' })).toBe(
      'The trade is over: panic sold, +3.99\u00a0USDT',
    );
    expect(text({ ...closed, status: 'cancelled', profit: '0' })).toBe('The trade is over: cancelled');
  });

  it('leaves out what another entry tells, and tells tries that fail alike once', () => {
    expect(text({ at: AT, kind: 'moved', status: 'holding' })).toBeNull();
    expect(text({ at: AT, kind: 'stepMoved', position: 1, status: 'ordered' })).toBeNull();
    const failing = { at: AT, kind: 'failing', error: 'step 1: the market is closed', retryAt: null } as const;
    expect(timeline.tellsSame(failing, { ...failing, at: '2026-06-01T12:01:00.000Z' })).toBe(true);
    expect(timeline.tellsSame(failing, { ...failing, error: 'closing: no price' })).toBe(false);
    expect(text(failing)).toBe('An order was refused: Take profit 1: the market is closed.');
  });

  it('tells what is set after a change, each step with its share', () => {
    expect(text({ at: AT, kind: 'edited', settings: { ...TRADE.settings, stopLoss: null } })).toBe(
      'Changed: take profit 50 % at 101\u202f000.00, 50 % at +3.00 % from the entry; stop loss none.',
    );
  });
});

it('what is missing is told in money', () => {
  expect(errors.tradeErrorText('entry: needs 135.04 USDT, 93.8 USDT free')).toBe(
    'Entry: needs 135.04\u00a0USDT, 93.8\u00a0USDT are free',
  );
  expect(errors.tradeErrorText('no such thing')).toBe('No such thing');
});

describe('lists of trades', () => {
  const waiting: SmartTrade = {
    ...TRADE,
    id: 8,
    status: 'waiting',
    entered: { amount: '0', volume: '0', average: null },
  };

  it('are narrowed by kind, pair, account and stage', () => {
    const kept = (part: object) =>
      [TRADE, waiting].filter((trade) => filters.fits(trade, { ...filters.NO_FILTERS, ...part }));
    expect(kept({})).toHaveLength(2);
    expect(kept({ stage: 'holding' })).toEqual([TRADE]);
    expect(kept({ stage: 'waiting' })).toEqual([waiting]);
    expect(kept({ instrument: 'SBER' })).toEqual([]);
    expect(kept({ account: 1 })).toHaveLength(2);
  });

  it('are summed up exactly, each currency for itself', () => {
    const figures = { ...TRADE.figures, profit: '0.1' } as SmartTrade['figures'];
    const rub: SmartTrade = { ...TRADE, quote: 'rub', figures };
    expect(
      sums.sumsOf([
        { ...TRADE, figures },
        { ...TRADE, figures: { ...figures, profit: '0.2' } as typeof figures },
        rub,
        waiting,
      ]),
    ).toEqual({
      profit: [
        { asset: 'USDT', amount: '0.3' },
        { asset: 'rub', amount: '0.1' },
      ],
      worth: [
        { asset: 'USDT', amount: '1005' },
        { asset: 'rub', amount: '502.5' },
      ],
      holding: 3,
      waiting: 1,
    });
  });
});

it('the chart shows the stop loss apart when it is no longer where it was set, and orders that were added', () => {
  const order = { id: 5, price: '99000', endedAt: null } as SmartTradeOrder['order'];
  const added = { role: 'added', step: 0, order } as SmartTradeOrder;
  const shown = lines.stillLines(TRADE, [added], '98000');
  expect(shown.map(({ title, price }) => [title, price])).toEqual([
    ['Stop now', '100000'],
    ['added order', '99000'],
  ]);
  const same = lines.stillLines(TRADE, [], '100000.00');
  expect(same).toEqual([]);
});
