import type { SmartTrade } from 'outcry/native-api';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { isMovable } from './movable.ts';
import { FEES, TRADE } from './test-draft.ts';
import { afterAdding, afterTaking, resultAt, resultOfStep, worthNow } from './trade-money.ts';
import { whyNot, whyNotStep } from './why-not.ts';

// the words that come with the imports ask the browser for its language
vi.hoisted(() => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
});

afterAll(() => vi.unstubAllGlobals());

const NONE = {
  edit: false,
  cancel: false,
  panicSell: false,
  forceStart: false,
  addFunds: false,
  changeFunds: false,
  reduce: false,
};
const trade = (part: Partial<SmartTrade>): SmartTrade => ({ ...TRADE, ...part });
const [done, open] = TRADE.steps;
if (done === undefined || open === undefined) throw new Error('two steps');

describe('what cannot be done', () => {
  it('has a reason; what can has none', () => {
    expect(whyNot(TRADE, 'panicSell')).toBeNull();
    expect(whyNot(TRADE, 'forceStart')).toBe('why.notWaiting');
    const waiting = trade({ status: 'waiting', allows: { ...NONE, edit: true, cancel: true, forceStart: true } });
    expect(whyNot(waiting, 'panicSell')).toBe('why.nothingHeld');
    expect(whyNot(waiting, 'add')).toBe('why.notEntered');
    expect(whyNot(waiting, 'forceStart')).toBeNull();
    const closing = trade({ status: 'panicSale', allows: { ...NONE, cancel: true } });
    expect(whyNot(closing, 'edit')).toBe('why.closing');
    expect(whyNot(closing, 'reduce')).toBe('why.closing');
    expect(whyNot(trade({ active: false, allows: NONE }), 'forceProcess')).toBe('why.over');
  });

  it('of a step tells that it is over, or the last exit', () => {
    expect(whyNotStep(TRADE, done, 'panicSell')).toBe('why.stepOver');
    expect(whyNotStep(TRADE, open, 'panicSell')).toBeNull();
    expect(whyNotStep(TRADE, open, 'cancel')).toBeNull();
    const bare = trade({ settings: { ...TRADE.settings, stopLoss: null } });
    const last = { ...open, allows: { panicSell: true, cancel: false } };
    expect(whyNotStep(bare, last, 'cancel')).toBe('why.lastExit');
    const selling = { ...open, panic: true, allows: { panicSell: false, cancel: true } };
    expect(whyNotStep(TRADE, selling, 'panicSell')).toBe('why.stepSelling');
    const ending = { ...open, allows: { panicSell: false, cancel: false } };
    expect(whyNotStep(TRADE, ending, 'cancel')).toBe('why.stepEnding');
    expect(whyNot(trade({ allows: { ...TRADE.allows, reduce: false } }), 'reduce')).toBe('why.reducing');
  });

  it('shows in the lines: those of what is over do not move', () => {
    expect(['entry', 'step 1', 'step 3', 'stop'].map((id) => isMovable(TRADE, id))).toEqual([false, false, true, true]);
    const waiting = trade({ status: 'waiting', allows: { ...NONE, edit: true, forceStart: true } });
    expect(isMovable(waiting, 'entry')).toBe(true);
    expect(isMovable(trade({ allows: NONE }), 'stop')).toBe(false);
  });
});

describe('what leaving comes to', () => {
  it('of a step that is sold is what it brought, fees included, less what its coins have cost', () => {
    expect(resultOfStep(TRADE, done)).toBe('3.995');
    expect(resultOfStep(TRADE, open)).toBeNull();
  });

  it('is what the coins bring less the fee and what they have cost', () => {
    // 0.005 cost 500.5; at 103 000 they bring 515 less 0.515
    expect(resultAt(TRADE, '0.005', '103000', FEES)).toBe('13.985');
    expect(worthNow(TRADE, '0.005')).toBe('502.5');
  });

  it('of a short trade is what was got less what buying back costs', () => {
    const short = trade({
      settings: { ...TRADE.settings, side: 'short' },
      entered: { amount: '0.01', volume: '999', average: '99900' },
    });
    expect(resultAt(short, '0.01', '97000', FEES)).toBe('28.03');
  });

  it('moves the average when more is bought, and leaves the rest when a part is taken out', () => {
    expect(afterAdding(TRADE, '0.01', '980', '0.98')).toEqual({ average: '99099', left: '0.015' });
    expect(afterTaking(TRADE, '0.002')).toBe('0.003');
    expect(afterTaking(TRADE, '0.006')).toBeNull();
  });
});
