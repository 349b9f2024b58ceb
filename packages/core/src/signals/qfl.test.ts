import { describe, expect, it } from 'vitest';
import type { QflCondition } from './condition.ts';
import { HOUR, MONDAY, SignalDesk } from './test-signals.ts';

const DAY_TRADE: QflCondition = { kind: 'qfl', type: 'day_trade', percent: '3' };

/** One candle an hour from Monday on, each of a single trade. */
function hours(desk: SignalDesk, prices: readonly number[], from = 0): void {
  for (const [hour, price] of prices.entries()) desk.trade(MONDAY + (from + hour) * HOUR, price);
}

/** Ten candles above 10 000, the base at 10 000, five above it. */
const WITH_BASE = [...Array(10).fill(10_100), 10_000, ...Array(5).fill(10_050)];
const BASE_TIME = MONDAY + 10 * HOUR;

describe('QFL', () => {
  it('knows a base once five candles after it have closed', () => {
    const desk = new SignalDesk();
    desk.watch(DAY_TRADE);
    hours(desk, WITH_BASE);
    expect(desk.of(DAY_TRADE)).toBeUndefined();
    desk.advance(MONDAY + 16 * HOUR);
    expect(desk.of(DAY_TRADE)).toEqual({ met: false, stamp: BASE_TIME });
  });

  it('is met at base × (1 - percent / 100) and below, not a step above', () => {
    const desk = new SignalDesk();
    desk.watch(DAY_TRADE);
    hours(desk, WITH_BASE);
    desk.advance(MONDAY + 16 * HOUR);
    desk.trade(MONDAY + 16 * HOUR, 9_701);
    expect(desk.of(DAY_TRADE)?.met).toBe(false);
    expect(desk.updated()).toEqual([]);
    desk.trade(MONDAY + 16 * HOUR + 1, 9_700);
    expect(desk.of(DAY_TRADE)).toEqual({ met: true, stamp: BASE_TIME });
    expect(desk.updated()).toEqual(['qfl:day_trade:3']);
  });

  it('is told once while the price stays below, again after it has been above', () => {
    const desk = new SignalDesk();
    desk.watch(DAY_TRADE);
    hours(desk, [...WITH_BASE, 9_700]);
    expect(desk.updated()).toHaveLength(1);
    desk.trade(MONDAY + 16 * HOUR + 1, 9_600);
    desk.trade(MONDAY + 16 * HOUR + 2, 9_700);
    expect(desk.updated()).toEqual([]);
    desk.trade(MONDAY + 16 * HOUR + 3, 9_701);
    expect(desk.of(DAY_TRADE)?.met).toBe(false);
    desk.trade(MONDAY + 16 * HOUR + 4, 9_650);
    expect(desk.of(DAY_TRADE)).toEqual({ met: true, stamp: BASE_TIME });
    expect(desk.updated()).toHaveLength(1);
  });

  it('conservative asks for two percent more', () => {
    const conservative: QflCondition = { kind: 'qfl', type: 'conservative', percent: '3' };
    const desk = new SignalDesk();
    desk.watch(conservative);
    hours(desk, [...WITH_BASE, 9_501]);
    expect(desk.of(conservative)?.met).toBe(false);
    desk.trade(MONDAY + 16 * HOUR + 1, 9_500);
    expect(desk.of(conservative)?.met).toBe(true);
  });

  it('rounds the threshold down to a whole step', () => {
    const fine: QflCondition = { kind: 'qfl', type: 'day_trade', percent: '0.015' };
    const desk = new SignalDesk();
    desk.watch(fine);
    // 10 000 × 0.99985 = 9 998.5
    hours(desk, [...WITH_BASE, 9_999]);
    expect(desk.of(fine)?.met).toBe(false);
    desk.trade(MONDAY + 16 * HOUR + 1, 9_998);
    expect(desk.of(fine)?.met).toBe(true);
  });

  it('takes the newest candle that is lowest of the ten before and the five after; a lower one later takes its place', () => {
    const desk = new SignalDesk();
    desk.watch(DAY_TRADE);
    hours(desk, [...WITH_BASE, ...Array(5).fill(10_040), 9_990, ...Array(5).fill(10_040), 10_040]);
    expect(desk.of(DAY_TRADE)).toEqual({ met: false, stamp: MONDAY + 21 * HOUR });
  });

  it('a candle with a lower one among the five after it is no base', () => {
    const desk = new SignalDesk();
    desk.watch(DAY_TRADE);
    hours(desk, [...Array(10).fill(10_100), 10_000, 10_050, 10_050, 9_999, 10_050, 10_050, 10_050]);
    expect(desk.of(DAY_TRADE)).toBeUndefined();
  });

  it.each([
    ['original', 4],
    ['day_trade', 1],
    ['conservative', 1],
    ['position', 24],
  ] as const)('%s looks at candles of %i hours', (type, length) => {
    const condition: QflCondition = { kind: 'qfl', type, percent: '3' };
    const desk = new SignalDesk();
    desk.watch(condition);
    for (const [index, price] of WITH_BASE.entries()) desk.trade(MONDAY + index * length * HOUR, price);
    desk.advance(MONDAY + 16 * length * HOUR - 1);
    expect(desk.of(condition)).toBeUndefined();
    desk.advance(MONDAY + 16 * length * HOUR);
    expect(desk.of(condition)).toEqual({ met: false, stamp: MONDAY + 10 * length * HOUR });
  });
});
