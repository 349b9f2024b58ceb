import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import type { Price, Quantity, Report } from '../index.ts';

/** An account at a real venue with 10 000 rub and an order for 10 SBER at 100, on its way. */
function sent(): { world: World; account: number; id: number; report: (report: Report) => string[] } {
  const world = new World();
  const account = world.open({ venue: 'binance' });
  world.must({ type: 'accounts.reportBalance', account, asset: 'rub', total: world.money('rub', '10000') });
  world.quote('SBER', '99', '10', '101', '10');
  const id = world.place({ account, symbol: 'SBER', quantity: '10', price: '100' });
  const report = (said: Report): string[] => {
    const { rejection, events } = world.run({ type: 'orders.report', order: id, report: said });
    if (rejection !== null) return [`${rejection.reason} ${rejection.field}`];
    return events.map(({ type }) => type.slice('orders.'.length));
  };
  return { world, account, id, report };
}

const fill = (name: string, quantity: number, price = 10_000): Report => ({
  kind: 'filled',
  fill: name,
  quantity: quantity as Quantity,
  price: price as Price,
  maker: true,
});
const cancelled = (filledTotal: number): Report => ({ kind: 'cancelled', filledTotal: filledTotal as Quantity });

describe('the venue seam: an order is there when its venue says so', () => {
  it('the paper exchange leaves it alone', () => {
    const { world, id } = sent();
    world.quote('SBER', '99', '10', '99.5', '10');
    world.trade('SBER', '90', '100');
    expect(world.order(id)).toMatchObject({ status: 'submitting', filled: 0 });
  });

  it('accepted, partly filled, filled', () => {
    const { world, account, id, report } = sent();
    expect(report({ kind: 'accepted' })).toEqual(['accepted']);
    expect(report(fill('a', 4))).toEqual(['filled']);
    expect(world.balance(account, 'rub')).toBe('9600 600 0');
    expect(report(fill('b', 6, 9_990))).toEqual(['filled']);
    expect(world.order(id)).toBeUndefined();
    expect([world.balance(account, 'rub'), world.balance(account, 'SBER')]).toEqual(['9000.6 0 0', '10 0 0']);
  });

  it('a repeated report changes nothing', () => {
    const { world, report } = sent();
    expect([report({ kind: 'accepted' }), report({ kind: 'accepted' })]).toEqual([['accepted'], []]);
    expect([report(fill('a', 4)), report(fill('a', 4)), report(fill('a', 9))]).toEqual([['filled'], [], []]);
    expect(report({ kind: 'accepted' })).toEqual([]);
    expect(world.order(16)?.filled).toBe(4);
  });

  it('a fill that comes before the acceptance is one', () => {
    const { world, report } = sent();
    expect(report(fill('a', 4))).toEqual(['accepted', 'filled']);
    expect(report({ kind: 'accepted' })).toEqual([]);
    expect(world.order(16)?.status).toBe('working');
  });

  it('an end that comes before its fills waits for them', () => {
    const { world, account, id, report } = sent();
    report({ kind: 'accepted' });
    world.must({ type: 'orders.cancel', order: id });
    expect(report(cancelled(7))).toEqual(['closing']);
    expect(report(cancelled(7))).toEqual([]);
    expect(world.order(id)?.status).toBe('closing');
    expect(report(fill('a', 4))).toEqual(['filled']);
    expect(report(fill('b', 3))).toEqual(['filled', 'ended']);
    expect(world.told().at(-1)).toBe(`${id} cancelled client`);
    expect(world.balance(account, 'rub')).toBe('9300 0 0');
  });

  it('an end that nobody asked for is the venue’s', () => {
    const { world, id, report } = sent();
    report(fill('a', 4));
    expect(report(cancelled(4))).toEqual(['ended']);
    expect(world.told().at(-1)).toBe(`${id} cancelled venue`);
    expect(report(fill('b', 1))).toEqual(['unknown_order order']);
  });

  it('more fills than the end had counted end the order as well', () => {
    const { world, report } = sent();
    report(cancelled(5));
    report(fill('a', 4));
    expect(report(fill('b', 4))).toEqual(['filled', 'ended']);
    expect(world.core.state.orders.open.size).toBe(0);
  });

  it('no answer in time is unknown, never failed: found again, or absent', () => {
    const lost = sent();
    expect(lost.report({ kind: 'unknown' })).toEqual(['unknown']);
    expect(lost.report({ kind: 'unknown' })).toEqual([]);
    expect(lost.world.balance(lost.account, 'rub')).toBe('10000 1000 0');
    expect(lost.report({ kind: 'accepted' })).toEqual(['accepted']);
    expect(lost.report({ kind: 'absent' })).toEqual([]);
    expect(lost.report({ kind: 'unknown' })).toEqual([]);
    const never = sent();
    never.report({ kind: 'unknown' });
    expect(never.report({ kind: 'absent' })).toEqual(['ended']);
    expect(never.world.told()).toEqual([`${never.id} rejected absent`]);
    expect(never.world.balance(never.account, 'rub')).toBe('10000 0 0');
  });

  it('an unknown order that was filled meanwhile is known by its fill', () => {
    const { world, report } = sent();
    report({ kind: 'unknown' });
    expect(report(fill('a', 10))).toEqual(['accepted', 'filled']);
    expect(world.core.state.orders.open.size).toBe(0);
  });

  it('rejected by the venue, but not after it was filled', () => {
    const one = sent();
    expect(one.report({ kind: 'rejected', detail: 'no such pair' })).toEqual(['ended']);
    expect(one.world.core.takeFinished()[0]).toMatchObject({
      status: 'rejected',
      reason: 'venue',
      detail: 'no such pair',
    });
    const two = sent();
    two.report(fill('a', 1));
    expect(two.report({ kind: 'rejected', detail: 'late' })).toEqual([]);
    expect(two.world.order(two.id)?.status).toBe('working');
  });

  it('a cancel is asked for once, may be refused, and be asked for again', () => {
    const { world, id, report } = sent();
    report({ kind: 'accepted' });
    const cancel = (): string[] => world.run({ type: 'orders.cancel', order: id }).events.map(({ type }) => type);
    expect([cancel(), cancel()]).toEqual([['orders.cancelRequested'], []]);
    expect(report({ kind: 'cancelRejected', detail: 'too late' })).toEqual(['cancelRefused']);
    expect(report({ kind: 'cancelRejected', detail: 'too late' })).toEqual([]);
    expect(cancel()).toEqual(['orders.cancelRequested']);
    expect(report(cancelled(0))).toEqual(['ended']);
    expect(world.told()).toEqual([`${id} cancelled client`]);
  });

  it('at the end of its day the venue is asked to cancel; until it answers nothing is freed', () => {
    const { world, account, id, report } = sent();
    report({ kind: 'accepted' });
    world.advance(Date.UTC(2026, 10, 20, 21));
    expect(world.order(id)?.cancelRequested).toBe(true);
    expect(world.balance(account, 'rub')).toBe('10000 1000 0');
    expect(world.core.nextTimer).toBeGreaterThan(world.now);
    expect(report(fill('a', 10))).toEqual(['filled']);
  });

  it('a stop waits here and is sent when it is triggered', () => {
    const { world, account } = sent();
    const stop = world.place({ account, symbol: 'SBER', quantity: '3', stop: '105' });
    const { rejection } = world.run({ type: 'orders.report', order: stop, report: { kind: 'accepted' } });
    expect(rejection).toMatchObject({ reason: 'invalid_value', field: 'report' });
    world.trade('SBER', '105', '1');
    expect(world.order(stop)?.status).toBe('submitting');
    expect(world.balance(account, 'rub')).toBe('10000 1303 0');
    const armed = world.place({ account, symbol: 'SBER', quantity: '3', stop: '150' });
    expect(world.run({ type: 'orders.cancel', order: armed }).events.map(({ type }) => type)).toEqual(['orders.ended']);
  });

  it('a report that cannot be true names its field', () => {
    const { report } = sent();
    report(fill('a', 4));
    expect(report(fill('b', 7))).toEqual(['invalid_value report.quantity']);
    expect(report(cancelled(3))).toEqual(['invalid_value report.filledTotal']);
    expect(report(cancelled(11))).toEqual(['invalid_value report.filledTotal']);
  });

  it('a fill has happened and is taken even when the account cannot pay it', () => {
    const { world, account, report } = sent();
    world.must({ type: 'accounts.reportBalance', account, asset: 'rub', total: world.money('rub', '500') });
    expect(report(fill('a', 10))).toEqual(['accepted', 'filled']);
    expect(world.balance(account, 'rub')).toBe('-500 0 0');
  });
});
