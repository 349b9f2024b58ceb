import { describe, expect, it } from 'vitest';
import { NOON, World } from '../../test/world.ts';
import { PLAIN } from '../bots/test-bots.ts';
import { CopyDesk } from '../copy/test-copy.ts';
import { type Command, type Money, type Price, type Quantity, REJECT_REASONS, type SetLimits } from '../index.ts';
import { TradeDesk, takeProfit } from '../smart-trades/test-trades.ts';

const seen = new Set<string>();

/** An account with a million roubles, an open market and a resting order. */
function trading(): { world: World; account: number; order: number } {
  const world = new World();
  const account = world.open();
  world.deposit(account, 'rub', '1000000');
  for (const symbol of ['SBER', 'GAZP', 'FUND']) world.quote(symbol, '99', '1000', '100', '1000');
  world.quote('USDT_BTC', '49999', '1', '50000', '1');
  return { world, account, order: world.place({ account, symbol: 'SBER', quantity: '10', price: '95' }) };
}

function setLimits(world: World, account: number, limits: SetLimits['limits']): void {
  world.must({ type: 'risk.setLimits', account, limits });
}

/** Runs a command that must be refused and returns reason and field. */
function refusal(world: World, command: Command): string {
  const before = world.core.digest();
  const { rejection, outcome, events } = world.run(command);
  expect(outcome).toBeNull();
  expect(events).toEqual([]);
  expect(world.core.digest()).toBe(before);
  seen.add(rejection?.reason ?? '');
  return `${rejection?.reason} ${rejection?.field}`;
}

describe('an order that cannot be taken is refused with one reason and the field', () => {
  const steps = (value: number): Price & Quantity => value as Price & Quantity;
  const { world, account } = trading();
  const good = world.command({ account, symbol: 'SBER', quantity: '10', price: '95' });
  const market = world.command({ account, symbol: 'SBER', quantity: '10' });
  const stop = world.command({ account, symbol: 'SBER', quantity: '10', stop: '105' });
  const gazp = world.instrument('GAZP').id;
  const btc = world.instrument('USDT_BTC').id;

  it.each<[string, Command]>([
    ['unknown_account account', { ...good, account: 5 }],
    ['unknown_account account', { ...good, account: 2_000_000_999 }],
    ['unknown_instrument instrument', { ...good, instrument: 999 }],
    ['not_tradable instrument', { ...good, instrument: world.instrument('HALT').id }],
    ['no_market_price instrument', { ...good, instrument: world.instrument('SRZ6').id }],
    ['invalid_value action', { ...good, action: 'hold' as 'buy' }],
    ['invalid_value orderType', { ...good, orderType: 'iceberg' as 'limit' }],
    ['invalid_value validity', { ...good, validity: 'year' as 'day' }],
    ['invalid_value validity', { ...stop, validity: 'fok' }],
    ['invalid_value price', { ...market, price: steps(100) }],
    ['invalid_value price', { ...good, price: steps(0) }],
    ['invalid_value stopPrice', { ...good, stopPrice: steps(100) }],
    ['invalid_value stopPrice', { ...stop, stopPrice: steps(0) }],
    ['invalid_value key', { ...good, key: '' }],
    ['invalid_value key', { ...good, key: 'k'.repeat(65) }],
    ['invalid_value comment', { ...good, comment: 'c'.repeat(201) }],
    ['price_out_of_range price', { ...good, price: steps(-1) }],
    ['price_out_of_range price', { ...good, price: steps(2 ** 40 + 1) }],
    ['price_out_of_range stopPrice', { ...stop, stopPrice: steps(2 ** 40 + 1) }],
    ['quantity_too_small quantity', { ...good, quantity: steps(0) }],
    ['quantity_too_small quantity', { ...good, quantity: steps(-5) }],
    ['quantity_too_small quantity', { ...good, instrument: gazp, quantity: steps(1) }],
    ['quantity_too_large quantity', { ...good, quantity: steps(2 ** 40 + 1) }],
    ['quantity_too_large quantity', { ...good, instrument: gazp, quantity: steps(100_001) }],
    ['notional_too_small quantity', { ...good, instrument: btc, price: steps(5_000_000), quantity: steps(9) }],
    ['insufficient_funds quantity', { ...good, quantity: steps(11_000) }],
    ['insufficient_units quantity', { ...good, action: 'sell' }],
    ['margin_disabled action', { ...good, action: 'short' }],
    ['wrong_position action', { ...good, action: 'cover' }],
    ['wrong_position leg', { ...good, leg: 'new' }],
  ])('%s', (expected, command) => expect(refusal(world, command)).toBe(expected));
});

describe('what cannot be changed', () => {
  it('an order that is not there, an order that cannot move, a figure that does not fit', () => {
    const { world, account, order } = trading();
    const steps = (value: number): Price & Quantity => value as Price & Quantity;
    world.place({ account, symbol: 'SBER', quantity: '10', price: '100' });
    const stop = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '5', stop: '90' });
    const partly = world.place({ account, symbol: 'GAZP', quantity: '40', price: '99.5' });
    world.trade('GAZP', '99.4', '20', 'sell');
    expect(refusal(world, { type: 'orders.move', order: 160 })).toBe('unknown_order order');
    expect(refusal(world, { type: 'orders.cancel', order: 160 })).toBe('unknown_order order');
    expect(
      refusal(world, { type: 'orders.replace', account, order: 160, quantity: steps(1), price: steps(1), key: null }),
    ).toBe('unknown_order order');
    expect(
      refusal(world, { type: 'orders.replace', account: 9, order, quantity: steps(1), price: steps(1), key: null }),
    ).toBe('unknown_account account');
    expect(refusal(world, { type: 'orders.move', order: stop, price: steps(9_000) })).toBe('invalid_value price');
    expect(refusal(world, { type: 'orders.move', order: stop, stopPrice: steps(0) })).toBe('invalid_value stopPrice');
    expect(refusal(world, { type: 'orders.move', order: stop, stopPrice: steps(-4) })).toBe(
      'price_out_of_range stopPrice',
    );
    expect(refusal(world, { type: 'orders.move', order, stopPrice: steps(9_000) })).toBe('invalid_value stopPrice');
    expect(refusal(world, { type: 'orders.move', order, price: steps(0) })).toBe('invalid_value price');
    expect(refusal(world, { type: 'orders.move', order, price: steps(-4) })).toBe('price_out_of_range price');
    expect(refusal(world, { type: 'orders.move', order, quantity: steps(0) })).toBe('quantity_too_small quantity');
    expect(refusal(world, { type: 'orders.move', order: partly, quantity: steps(2) })).toBe(
      'quantity_too_small quantity',
    );
    expect(refusal(world, { type: 'orders.move', order, quantity: steps(2 ** 41) })).toBe(
      'quantity_too_large quantity',
    );
    expect(refusal(world, { type: 'orders.move', order, quantity: steps(50_000) })).toBe('insufficient_funds quantity');
    expect(refusal(world, { type: 'orders.cancelAll', account: 3, instrument: 0 })).toBe('unknown_account account');
    expect(refusal(world, { type: 'orders.cancelAll', account, instrument: 999 })).toBe(
      'unknown_instrument instrument',
    );
    world.status('SBER', 'closed');
    expect(refusal(world, { type: 'orders.move', order, quantity: steps(5) })).toBe('market_closed order');
    expect(refusal(world, world.command({ account, symbol: 'SBER', quantity: '1', price: '90' }))).toBe(
      'market_closed instrument',
    );
    world.must({ type: 'orders.cancel', order });
  });

  it('orders at a real venue are neither moved nor replaced, and paper orders take no reports', () => {
    const { world, order } = trading();
    const account = world.open({ venue: 'binance' });
    world.must({ type: 'accounts.reportBalance', account, asset: 'rub', total: world.money('rub', '1000') });
    const sent = world.place({ account, symbol: 'SBER', quantity: '1', price: '95' });
    const steps = 1 as Price & Quantity;
    expect(refusal(world, { type: 'orders.move', order: sent, price: steps })).toBe('not_movable order');
    expect(
      refusal(world, { type: 'orders.replace', account, order: sent, price: steps, quantity: steps, key: null }),
    ).toBe('not_movable order');
    expect(refusal(world, { type: 'orders.report', order, report: { kind: 'accepted' } })).toBe('wrong_venue order');
    expect(refusal(world, { type: 'orders.report', order: 9, report: { kind: 'accepted' } })).toBe(
      'unknown_order order',
    );
    world.must({ type: 'orders.report', order: sent, report: { kind: 'cancelled', filledTotal: 0 as Quantity } });
    const closing = world.place({ account, symbol: 'SBER', quantity: '2', price: '95' });
    world.must({ type: 'orders.report', order: closing, report: { kind: 'cancelled', filledTotal: 1 as Quantity } });
    expect(refusal(world, { type: 'orders.cancel', order: closing })).toBe('not_cancellable order');
  });

  it('a future is not traded after its last day', () => {
    const { world } = trading();
    const account = world.open({ margin: true });
    world.deposit(account, 'rub', '100000');
    world.quote('SRZ6', '29000', '5', '30000', '5');
    world.now = NOON + 40 * 86_400_000;
    expect(refusal(world, world.command({ account, symbol: 'SRZ6', quantity: '1' }))).toBe('not_tradable instrument');
  });
});

describe('the other reasons of issue 2', () => {
  it('each is raised by some command', () => {
    const { world, account, order } = trading();
    const amount = 1n as Money;
    expect(refusal(world, { type: 'accounts.other' } as unknown as Command)).toBe('unknown_command type');
    expect(refusal(world, { type: 'accounts.deposit', account, asset: 'XYZ', amount, key: null })).toBe(
      'unknown_asset asset',
    );
    expect(refusal(world, { type: 'accounts.deposit', account, asset: 'rub', amount: 0n as Money, key: null })).toBe(
      'amount_not_positive amount',
    );
    expect(refusal(world, { type: 'accounts.close', account })).toBe('account_not_empty account');
    world.must({ type: 'accounts.deposit', account, asset: 'rub', amount, key: 'k' });
    expect(refusal(world, world.command({ account, symbol: 'SBER', quantity: '1', price: '95', key: 'k' }))).toBe(
      'duplicate_key key',
    );
    const spec = world.instrument('SBER').spec;
    expect(refusal(world, { type: 'instruments.list', instrument: { ...spec, title: 'other' } })).toBe(
      'already_exists instrument.symbol',
    );
    const tickets = world.open({ currency: 'usd', margin: true, hedging: true });
    world.deposit(tickets, 'usd', '1000');
    world.quote('EURUSD', '1.1', '1000', '1.10001', '1000');
    expect(refusal(world, world.command({ account: tickets, symbol: 'EURUSD', quantity: '10', leg: 5 }))).toBe(
      'unknown_ticket leg',
    );
    const margin = world.open({ margin: true });
    world.deposit(margin, 'rub', '1000');
    expect(refusal(world, world.command({ account: margin, symbol: 'FUND', action: 'sell', quantity: '1' }))).toBe(
      'short_not_allowed instrument',
    );
    world.must({ type: 'orders.cancel', order });
    world.must({ type: 'accounts.close', account });
    expect(refusal(world, { type: 'accounts.close', account })).toBe('account_closed account');
    for (let i = 3; i < 1003; i++)
      world.run({
        type: 'accounts.open',
        owner: 7,
        name: 'n',
        currency: 'rub',
        venue: 'paper',
        fillPolicy: 'book',
        margin: false,
        hedging: false,
        fees: world.account(account).fees,
      });
    expect(
      refusal(world, {
        type: 'accounts.open',
        owner: 7,
        name: 'n',
        currency: 'rub',
        venue: 'paper',
        fillPolicy: 'book',
        margin: false,
        hedging: false,
        fees: world.account(account).fees,
      }),
    ).toBe('too_many owner');
  });

  it('beyond what its owner allows, or while its trading is stopped', () => {
    const { world, account } = trading();
    const command = world.command({ account, symbol: 'SBER', quantity: '10', price: '95' });
    const amount = (text: string): Money => world.money('rub', text);
    const limit = (limits: Parameters<typeof setLimits>[2]): void => setLimits(world, account, limits);
    limit({ maxOrderValue: amount('949.99') });
    expect(refusal(world, command)).toBe('order_value_limit quantity');
    limit({ maxOrderValue: null, maxPositionValue: amount('1899.99') });
    expect(refusal(world, command)).toBe('position_value_limit quantity');
    limit({ maxPositionValue: null, maxOrdersPerMinute: 1 });
    world.run(command);
    expect(refusal(world, command)).toBe('order_rate_limit account');
    limit({ maxOrdersPerMinute: null, maxDailyLoss: amount('10') });
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.quote('SBER', '98', '1000', '100', '1000');
    world.trade('SBER', '98.99', '1');
    expect(refusal(world, command)).toBe('daily_loss_limit account');
    world.must({ type: 'risk.kill', account, flatten: false, note: null });
    expect(refusal(world, command)).toBe('trading_stopped account');
  });

  it('of bots and deals', () => {
    const { world } = trading();
    const account = world.open({ currency: 'USDT' });
    world.deposit(account, 'USDT', '1000');
    const instruments = [world.instrument('USDT_BTC').id];
    const settings = { ...PLAIN, name: 'bot', instruments };
    const create = { type: 'bots.create', account, secret: 'a1b2c3d4e5', settings } as const;
    const bot = world.must(create);
    const start = { type: 'bots.startDeal', bot, instrument: null, skipSignals: false, skipOpenDeals: false } as const;
    expect(refusal(world, { type: 'bots.enable', bot: bot + 1 })).toBe('unknown_bot bot');
    expect(refusal(world, { type: 'bots.cancelDeal', deal: 16 })).toBe('unknown_deal deal');
    expect(refusal(world, { ...start, onlyIfEnabled: true })).toBe('deal_not_started enabled');
    const inside = { ...settings, maxSafetyOrders: 2, safetyStep: '1', stopLoss: '2' };
    expect(refusal(world, { ...create, settings: inside })).toBe('stop_loss_inside_grid stopLoss');
    world.must({ ...start, onlyIfEnabled: false });
    world.advance();
    expect(refusal(world, { type: 'bots.delete', bot })).toBe('not_allowed_now bot');
  });

  it('of smart trades', () => {
    const made = new TradeDesk();
    made.market('USDT_BTC', '49990', '50000');
    const trade = made.openTrade({ quantity: '0.01', takeProfits: [takeProfit(1, '100', { price: '55000' })] });
    expect(refusal(made, { type: 'trades.cancel', trade: trade + 1 })).toBe('unknown_trade trade');
    expect(refusal(made, { type: 'trades.panicSellStep', trade, position: 2 })).toBe('unknown_step position');
    expect(refusal(made, { type: 'trades.forceStart', trade })).toBe('not_allowed_now trade');
  });

  it('of strategies that are copied', () => {
    const desk = new CopyDesk({}, { accountMinBalance: 10_000 });
    const strategy = desk.strategy(desk.wallet(1_000), 1_000);
    const wallet = desk.wallet(1_000);
    const offer = desk.state.strategies.get(strategy)?.publicOffer ?? 0;
    const open = { type: 'copy.openAccount', wallet, offer, money: 9_999 } as const;
    expect(refusal(desk, open)).toBe('amount_too_small money');
    expect(refusal(desk, { ...open, offer: 99 })).toBe('unknown_offer offer');
    expect(refusal(desk, { ...open, wallet: 99 })).toBe('unknown_wallet wallet');
    expect(refusal(desk, { type: 'copy.openWallet', company: 99, client: 5 })).toBe('unknown_company company');
    expect(refusal(desk, { type: 'copy.setStream', stream: 99 })).toBe('unknown_stream stream');
    expect(refusal(desk, { type: 'copy.closeStrategy', strategy: 99 })).toBe('unknown_strategy strategy');
  });

  it('and no reason is without a test', () => {
    expect([...seen].sort()).toEqual(Object.keys(REJECT_REASONS).sort());
  });
});
