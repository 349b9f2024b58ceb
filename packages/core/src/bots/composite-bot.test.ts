import { describe, expect, it } from 'vitest';
import type { SignalCandle, SignalCondition } from '../signals/index.ts';
import { BotDesk } from './test-bots.ts';

const MINUTE = 60_000;

/** Of one candle a minute: 100 when it closed above the one before, 0 below, 50 when nothing moved. */
const RISES: SignalCondition = { kind: 'rsi', interval: '1m', period: 1, points: '60', trigger: 'greater' };

/** Pairs A, B and C and a bot on them that starts where the price has risen from one minute to the next. */
class Composite extends BotDesk {
  readonly pairs: readonly string[];
  readonly bot3: number;
  readonly #prices = new Map<string, number>();

  constructor(settings = {}) {
    super();
    this.pairs = ['AAA', 'BBB', 'CCC'].map((base) => this.pair(base, '0.01', '0.001'));
    for (const symbol of this.pairs) this.market(symbol, '999', '1000');
    this.bot3 = this.bot(this.pairs, { maxActiveDeals: 2, start: [RISES], takeProfit: '5', ...settings });
    this.must({ type: 'bots.enable', bot: this.bot3 });
    const close = this.price(this.symbolOf('A'), '1000');
    const candle: SignalCandle = { time: this.now - MINUTE, open: close, high: close, low: close, close, volume: 1 };
    for (const want of this.core.beginHistory(0, 1_000)) this.core.giveHistory(want, [candle], this.now);
  }

  /** A minute in which these pairs rise and the others fall. */
  minute(rising: string): void {
    for (const symbol of this.pairs) {
      const price = (this.#prices.get(symbol) ?? 1000) + (rising.includes(symbol.slice(-1)) ? 1 : -1);
      this.#prices.set(symbol, price);
      this.trade(symbol, `${price}`, '1');
    }
    this.advance((Math.floor(this.now / MINUTE) + 1) * MINUTE);
  }

  /** The last letters of the pairs with deals, oldest deal first. */
  get running(): string {
    return this.active(this.bot3)
      .map((id) => this.core.state.instruments.instruments[this.deal(id).instrument]?.symbol.slice(-1))
      .join('');
  }

  /** Closes the deal on a pair by its take profit. */
  close(letter: string): void {
    const symbol = this.symbolOf(letter);
    this.market(symbol, '1100', '1101');
    this.market(symbol, '999', '1000');
  }

  symbolOf(letter: string): string {
    return this.pairs.find((symbol) => symbol.endsWith(letter)) as string;
  }
}

describe('a bot of several pairs (D15)', () => {
  it('starts in the order of its pairs until it has all the deals it may have', () => {
    const desk = new Composite();
    desk.minute('ABC');
    expect(desk.running).toBe('AB');
  });

  it('after A has closed, A is looked at first again', () => {
    const desk = new Composite();
    desk.minute('ABC');
    // new values: B has a deal already, A and C could start
    desk.minute('ABC');
    expect(desk.running).toBe('AB');
    desk.close('A');
    expect(desk.running).toBe('BA');
  });

  it('C starts when A may not: its cooldown lasts', () => {
    const desk = new Composite({ cooldown: 600 });
    desk.minute('ABC');
    desk.minute('ABC');
    desk.close('A');
    expect(desk.running).toBe('BC');
  });

  it('one value of a signal starts one deal on a pair', () => {
    const desk = new Composite();
    desk.minute('A');
    expect(desk.running).toBe('A');
    desk.close('A');
    desk.advance(desk.now + MINUTE - 1);
    expect(desk.running).toBe('');
    expect(desk.refuseStart(desk.bot3, desk.symbolOf('A'))).toBe('deal_not_started signals');
    desk.minute('A');
    expect(desk.running).toBe('A');
  });

  it('a start by hand meets the checks in their order', () => {
    const desk = new Composite();
    const start = (letter: string, how = {}): string => desk.refuseStart(desk.bot3, desk.symbolOf(letter), how);
    desk.minute('ABC');
    expect(start('B')).toBe('deal_not_started maxActiveDeals');
    desk.minute('B');
    desk.close('A');
    expect(desk.running).toBe('B');
    expect(start('B')).toBe('deal_not_started openDeals');
    expect(start('C')).toBe('deal_not_started signals');
    expect(start('B', { skipOpenDeals: true })).toBe('started');
    expect(desk.running).toBe('BB');
    expect(start('C', { skipSignals: true })).toBe('deal_not_started maxActiveDeals');
    expect(desk.refuseStart(desk.bot3)).toBe('invalid_value instrument');
  });

  it('as many deals on one pair as it is allowed start by themselves', () => {
    const desk = new Composite({ dealsPerPair: 2, maxActiveDeals: 3 });
    desk.minute('A');
    desk.minute('A');
    desk.minute('A');
    expect(desk.running).toBe('AA');
  });

  it('with money for one base order a second pair that is ready waits, no deal fails', () => {
    const desk = new Composite({ baseVolume: '600000' });
    desk.minute('ABC');
    expect(desk.running).toBe('A');
    expect(desk.finished).toEqual([]);
  });

  it('percent of what is free is reckoned anew for each deal', () => {
    const desk = new Composite({ baseVolume: '50', baseVolumeType: 'percent' });
    desk.minute('AB');
    expect(desk.active(desk.bot3).map((id) => desk.record(id).bought.amount)).toEqual(['500', '249.75']);
  });

  it('of non-stop or by hand it never starts by itself', () => {
    for (const kind of ['nonstop', 'manual'] as const) {
      const desk = new Composite({ start: [{ kind }] });
      desk.minute('ABC');
      expect(desk.running).toBe('');
      expect(desk.refuseStart(desk.bot3, desk.symbolOf('A'))).toBe('started');
    }
  });

  it('of several conditions all must hold', () => {
    const desk = new Composite({ start: [RISES, { ...RISES, points: '40', trigger: 'less' }] });
    desk.minute('ABC');
    expect(desk.running).toBe('');
    const both = new Composite({ start: [RISES, { ...RISES, points: '70' }] });
    both.minute('B');
    expect(both.running).toBe('B');
  });

  it('pairs taken out keep their running deals and start no more', () => {
    const desk = new Composite();
    desk.minute('A');
    const instruments = ['B', 'C'].map((letter) => desk.instrument(desk.symbolOf(letter)).id);
    desk.must({ type: 'bots.edit', bot: desk.bot3, changes: { instruments } });
    expect(desk.running).toBe('A');
    expect(desk.refuseStart(desk.bot3, desk.symbolOf('A'))).toBe('deal_not_started instrument');
    desk.close('A');
    desk.minute('A');
    expect(desk.running).toBe('');
  });
});
