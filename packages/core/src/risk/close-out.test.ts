import { describe, expect, it } from 'vitest';
import { limit, market, rejection, rub, said } from '../../test/limited-market.ts';
import { NOON, World } from '../../test/world.ts';
import { accountById, Core, type CoreEvent, marginOf, moneyToText } from '../index.ts';
import { beginClosing } from './index.ts';

/** Begins the close-out as the margin watch does. */
function closeOut(world: World, account: number): readonly CoreEvent[] {
  const events: CoreEvent[] = [];
  beginClosing(world.core.state, account, 'closeOut', {
    at: world.now,
    full: false,
    emit: (event) => {
      world.core.apply(event);
      events.push(event);
    },
  });
  world.journal.push({ at: world.now, body: Core.codec.encode(events) });
  world.events.push(...events);
  world.advance();
  return world.events;
}

function marginText(world: World, account: number): string {
  const { liquid, starting } = marginOf(world.core.state, accountById(world.core.state.accounts, account));
  const asset = world.core.state.instruments.assetByCode.get('rub');
  if (asset === undefined) throw new Error('no rub');
  return `${moneyToText(asset, liquid)} of ${moneyToText(asset, starting)}`;
}

/** 20 000 rub, 3 SRZ6 bought at 30 000 (starting margin 6 500 each) and 20 SBER sold short at 99.9. */
function strained(): { world: World; account: number } {
  const { world, account } = market({ margin: true, closeOut: false });
  world.must({ type: 'accounts.withdraw', account, asset: 'rub', amount: rub('970000'), key: null });
  world.place({ account, symbol: 'SRZ6', quantity: '3' });
  world.place({ account, symbol: 'SBER', action: 'sell', quantity: '20' });
  return { world, account };
}

describe('margin close-out', () => {
  it('cancels the orders first, then closes only what is needed, largest loss first', () => {
    const { world, account } = strained();
    const waiting = world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    world.quote('SRZ6', '25999', '100', '26000', '100');
    world.trade('SRZ6', '26000', '1');
    // 30 000 + 1 998 of the short - 2 000 of its value - 3 × 4 000
    expect(marginText(world, account)).toBe('17998 of 20000');
    const from = world.events.length;
    closeOut(world, account);
    const [placed] = world.events.slice(from).filter(({ type }) => type === 'orders.placed') as (CoreEvent & {
      id: number;
      origin: string;
    })[];
    expect(placed?.origin).toBe('risk:close-out');
    // (20 000 - 17 998) × 3 ÷ 19 500 = 0.31: one contract
    expect(world.told(from)).toEqual([`${waiting} cancelled margin_call`, `${placed?.id} 25999 1 t`]);
    expect(marginText(world, account)).toBe('17997 of 13500');
    expect(world.events.at(-1)).toMatchObject({ type: 'risk.closingDone', kind: 'closeOut', outcome: 'reached' });
  });

  it('goes on with the next holding when the first is not enough', () => {
    const { world, account } = strained();
    world.quote('SRZ6', '19999', '100', '20000', '100');
    world.trade('SRZ6', '20000', '1');
    world.trade('SBER', '100', '1');
    // 30 000 - 2 - 3 × 10 000 = -2, needing 19 500 + 500
    expect(marginText(world, account)).toBe('-2 of 20000');
    closeOut(world, account);
    expect([world.holding(account, 'SRZ6'), world.holding(account, 'SBER')]).toEqual(['none', 'none']);
    expect(world.events.at(-1)).toMatchObject({ type: 'risk.closingDone', outcome: 'nothingLeft' });
  });

  it('until it is done no order is accepted; money may come in and ends it', () => {
    const { world, account } = strained();
    world.quote('SRZ6', '25999', '100', '26000', '100');
    world.trade('SRZ6', '26000', '1');
    world.status('SRZ6', 'break');
    world.status('SBER', 'break');
    closeOut(world, account);
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1' }))).toBe(
      `trading_stopped account: positions of account ${account} are being closed out: wait for the end`,
    );
    world.deposit(account, 'rub', '2002');
    world.advance(NOON + 1_000);
    expect(world.events.at(-1)).toMatchObject({ type: 'risk.closingDone', outcome: 'reached' });
    expect(world.holding(account, 'SRZ6')).toBe('3 90000 0');
  });

  it('its own orders are bound by no limit and count for none', () => {
    const { world, account } = strained();
    limit(world, account, { maxOrderValue: rub('1'), maxOrdersPerMinute: 1 });
    world.quote('SRZ6', '25999', '100', '26000', '100');
    world.trade('SRZ6', '26000', '1');
    closeOut(world, account);
    expect(world.holding(account, 'SRZ6')).toBe('2 60000 -4001');
    expect(world.core.state.risk.accounts.get(account)?.placements).toEqual([]);
  });

  it('a second beginning changes nothing', () => {
    const { world, account } = strained();
    world.status('SRZ6', 'break');
    world.status('SBER', 'break');
    world.trade('SRZ6', '20000', '1');
    closeOut(world, account);
    const from = world.events.length;
    closeOut(world, account);
    expect(world.events.slice(from).map(({ type }) => type)).toEqual([]);
  });

  it('waits a minute for the price of a holding after a restart; then it counts as nothing', () => {
    const { world, account } = strained();
    world.status('SRZ6', 'break');
    world.status('SBER', 'break');
    world.trade('SRZ6', '26000', '1');
    closeOut(world, account);
    const again = new World(Core.restore(JSON.parse(JSON.stringify(world.core.snapshot()))), true);
    again.now = world.now;
    again.quote('SRZ6', '25999', '100', '26000', '100');
    again.trade('SRZ6', '26000', '1');
    again.advance();
    for (let second = 1; second < 60; second++) again.advance(NOON + second * 1_000);
    expect(again.holding(account, 'SRZ6')).toBe('3 90000 0');
    again.advance(NOON + 60_000);
    // 30 000 + 1 998 - 12 000 = 19 998 of 19 500: without the short position it suffices
    expect(again.events.at(-1)).toMatchObject({ type: 'risk.closingDone', outcome: 'reached' });
    expect(again.holding(account, 'SRZ6')).toBe('3 90000 0');
  });
});
