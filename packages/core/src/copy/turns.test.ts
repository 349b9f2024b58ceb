import { describe, expect, it, vi } from 'vitest';
import { checkCopy } from '../../simulation/copy-check.ts';
import { Core, type CoreEvent } from '../index.ts';
import { SLICE } from './schedule.ts';
import { CopyDesk } from './test-copy.ts';

const INVESTORS = 2_500;
const DAY = 86_400_000;

const desk = new CopyDesk({ liquidityRate: 10 });
desk.at('1.10000');
const strategy = desk.strategy(desk.wallet(1_000), 1_000, { commissionRate: 10, feeRate: 2_000 });
const investors = Array.from({ length: INVESTORS }, (_, n) => desk.invest(strategy, 1_000 + (n % 50) * 10));

interface Work {
  /** Most accounts that one turn looked up. */
  readonly most: number;
  readonly turns: number;
  readonly events: readonly CoreEvent[];
}

/** Goes on from turn to turn until nothing is left to do; the books balance after each. */
function work(first: () => readonly CoreEvent[]): Work {
  const { accounts } = desk.state;
  const get = vi.spyOn(accounts, 'get');
  const events: CoreEvent[] = [];
  let most = 0;
  let turns = 0;
  const turn = (act: () => readonly CoreEvent[]): void => {
    get.mockClear();
    const own = act();
    most = Math.max(most, new Set(get.mock.calls.map(([id]) => id)).size);
    turns++;
    desk.journal.push({ at: desk.now, body: Core.codec.encode(own) });
    events.push(...own);
    checkCopy(desk.core);
  };
  turn(first);
  while (desk.core.nextTimer <= desk.now) turn(() => desk.core.advance(desk.now));
  get.mockRestore();
  return { most, turns, events };
}

const command = (one: Parameters<Core['execute']>[0]) => (): readonly CoreEvent[] => {
  const { events, rejection } = desk.core.execute(one, desk.now);
  expect(rejection).toBeNull();
  return events;
};

const count = ({ events }: Work, type: string): number => events.filter((event) => event.type === type).length;

function waitUntil(at: number): Work {
  return work(() => {
    desk.now = at;
    return desk.core.advance(at);
  });
}

describe(`no turn looks at more than ${SLICE} accounts of a strategy that has ${INVESTORS}`, () => {
  it('a signal', () => {
    const signal = work(command({ type: 'copy.signal', strategy, ...desk.row(1, 10_000) }));
    expect(signal.most).toBeLessThanOrEqual(SLICE);
  });

  it('a signal of which liquidity fills a part', () => {
    desk.depth('EURUSD', [['1.09000', '10']], [['1.10000', '12000000']]);
    const signal = work(command({ type: 'copy.signal', strategy, ...desk.row(2, 10_000) }));
    expect(signal.most).toBeLessThanOrEqual(SLICE);
    desk.at('1.10000');
  });

  it('a hard sync, and a soft one of newcomers', () => {
    const hard = work(command({ type: 'copy.sync', strategy, soft: false, rows: [desk.row(1, 10_000)] }));
    expect(hard.most).toBeLessThanOrEqual(SLICE);
    for (const account of investors) desk.run({ type: 'copy.setFactor', account, value: 15_000 });
    const soft = work(command({ type: 'copy.sync', strategy, soft: true, rows: [desk.row(1, 10_000)] }));
    expect(soft.most).toBeLessThanOrEqual(SLICE);
    expect(desk.lots(investors.at(-1) as number)).toBe(0.22);
  });

  it('swap of a day', () => {
    const instrument = desk.instrument('EURUSD').id;
    const swap = work(command({ type: 'copy.bookSwap', stream: desk.stream, instrument, long: -100, short: 50 }));
    expect(swap.most).toBeLessThanOrEqual(SLICE);
  });

  it('a day that begins: all are worth something at the prices of its first moment', () => {
    const day = waitUntil(Math.ceil((desk.now + 1) / DAY) * DAY);
    expect(day.most).toBeLessThanOrEqual(SLICE);
    expect(count(day, 'copy.dayBegun')).toBe(1);
    expect(count(day, 'copy.dayValued')).toBe(Math.ceil((INVESTORS + 1) / SLICE));
  });

  it('commissions of a day, and the fees of a week', () => {
    desk.at('1.11000');
    const week = waitUntil(desk.state.companies.get(desk.company)?.intervalEnds ?? 0);
    expect(week.most).toBeLessThanOrEqual(SLICE);
    expect(count(week, 'copy.rewardPaid')).toBe(1);
    expect(count(week, 'copy.intervalEnded')).toBe(INVESTORS + 1);
  });

  it('protection that all of them meet with one price', () => {
    for (const account of investors) desk.run({ type: 'copy.setProtection', account, value: 9_900 });
    work(() => desk.core.advance(desk.now));
    desk.quote('EURUSD', '1.09000', '100000000', '1.09001', '100000000');
    const instrument = desk.instrument('EURUSD').id;
    const price = desk.price('EURUSD', '1.09000');
    const stop = work(() => desk.core.tick({ kind: 'trade', instrument, price, size: 10 as never }, desk.now));
    expect(stop.most).toBeLessThanOrEqual(SLICE);
    expect(investors.every((id) => desk.copied(id).status === 3 && desk.lots(id) === 0)).toBe(true);
  });

  it('the strategy pauses, and closes', () => {
    desk.at('1.10000');
    for (const account of investors) desk.run({ type: 'copy.setProtection', account, value: 0 });
    for (const account of investors) desk.run({ type: 'copy.resume', account });
    work(command({ type: 'copy.sync', strategy, soft: false, rows: [desk.row(1, 10_000)] }));
    const pause = work(command({ type: 'copy.pauseStrategy', strategy }));
    expect(pause.most).toBeLessThanOrEqual(SLICE);
    const close = work(command({ type: 'copy.closeStrategy', strategy }));
    expect(close.most).toBeLessThanOrEqual(SLICE);
    expect(desk.state.strategies.get(strategy)?.members.size).toBe(0);
  });
});
