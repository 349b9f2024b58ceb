import { describe, expect, it } from 'vitest';
import type { TradeChanges } from './settings.ts';
import { MARKET, stopLoss, TradeDesk, takeProfit } from './test-trades.ts';

const BTC = 'USDT_BTC';

function desk(bid = '49990', ask = '50000'): TradeDesk {
  const made = new TradeDesk();
  made.market(BTC, bid, ask);
  return made;
}

const LIMIT = { ...MARKET, type: 'limit', price: '49000' } as const;
const CONDITIONAL = { ...MARKET, type: 'conditional', price: '48000' } as const;
const EXIT = [takeProfit(1, '100', { price: '55000' })];

function nothingLeft(made: TradeDesk): void {
  expect(made.core.state.orders.open.size).toBe(0);
  expect(made.core.state.stops.index.count).toBe(0);
  expect(made.core.state.legs.byOrder.size).toBe(0);
}

describe('entry (C1, C2)', () => {
  it('a market entry without exits is finished when it is filled', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01' });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'finished', entered: { amount: '0.01' }, profit: '0' });
    nothingLeft(made);
  });

  it('a limit entry rests until the market comes to it', () => {
    const made = desk();
    const trade = made.openTrade({ entry: LIMIT, quantity: '0.01', takeProfits: EXIT });
    expect(made.tradeOrders(trade)).toEqual(['entry 0 buy 49000 0.01']);
    made.market(BTC, '48990', '49000');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', entered: { volume: '490.49' } });
  });

  it('a condition above the market fires upwards, one below it downwards', () => {
    const made = desk();
    const up = made.openTrade({ entry: { ...CONDITIONAL, price: '51000' }, quantity: '0.01', takeProfits: EXIT });
    const down = made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: EXIT });
    made.market(BTC, '50990', '51000');
    expect([made.running(up).status, made.running(down).status]).toEqual(['holding', 'waiting']);
    made.market(BTC, '47990', '48000');
    expect(made.running(down).status).toBe('holding');
  });

  it('a conditional entry may send a limit order, and may be started by hand', () => {
    const made = desk();
    const entry = { ...CONDITIONAL, order: 'limit', limitPrice: '47500' } as const;
    const trade = made.openTrade({ entry, quantity: '0.01', takeProfits: EXIT });
    made.must({ type: 'trades.forceStart', trade });
    expect(made.tradeOrders(trade)).toEqual(['entry 0 buy 47500 0.01']);
    expect(made.run({ type: 'trades.forceStart', trade }).rejection?.reason).toBe('not_allowed_now');
  });

  it('what the market refuses has failed, with its words', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '100', takeProfits: EXIT });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'failed', profit: '0' });
    expect(made.tradeOf(trade).error).toContain('needs');
    nothingLeft(made);
  });

  it('coins that are said to be held must be there', () => {
    const made = desk();
    const settings = { instrument: made.instrument(BTC).id, side: 'long', entry: null, averagePrice: '40000' } as const;
    const { rejection } = made.run({
      type: 'trades.open',
      account: made.trader,
      note: null,
      settings: { ...settings, quantity: '11', takeProfits: EXIT, stopLoss: null, stored: {} },
    });
    expect(rejection).toMatchObject({ reason: 'insufficient_units', field: 'quantity' });
  });

  it('with a fee in coins it sells whole lots of what it got', () => {
    const made = new TradeDesk({ maker: 6000, taker: 6000, mode: 'received' });
    const doge = made.pair('DOGE', '0.00001', '1');
    made.market(doge, '0.10703', '0.10704');
    const trade = made.openTrade({ quantity: '15', takeProfits: [takeProfit(1, '100', { price: '0.2' })] }, doge);
    expect(made.tradeOf(trade)).toMatchObject({ entered: { amount: '14.91' }, steps: [{ amount: '14' }] });
  });
});

describe('exits (C3)', () => {
  it('the stop loss comes before a take profit that the same price reaches', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '100', { price: '49000', by: 'ask' })],
      stopLoss: stopLoss({ price: '49500' }),
    });
    made.market(BTC, '49400', '49410');
    expect(made.tradeOf(trade).status).toBe('stopLossFinished');
    nothingLeft(made);
  });

  it('resting steps stand in the book from the entry on', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [
        takeProfit(1, '50', { price: '51000', order: 'resting' }),
        takeProfit(2, '50', { price: '52000', order: 'resting' }),
      ],
      stopLoss: stopLoss({ price: '48000' }),
    });
    expect(made.tradeOrders(trade)).toEqual(['step 1 sell 51000 0.005', 'step 2 sell 52000 0.005']);
    made.market(BTC, '51000', '51010');
    expect(made.tradeOf(trade).steps.map(({ status }) => status)).toEqual(['done', 'ordered']);
    made.market(BTC, '47990', '48000');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'stopLossFinished', exited: { amount: '0.01' } });
    nothingLeft(made);
  });

  it('a stop that breaks even moves to the entry price with the first step sold', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '50', { price: '51000' }), takeProfit(2, '50', { price: '52000' })],
      stopLoss: stopLoss({ price: '45000', breakeven: true }),
    });
    expect(made.tradeOf(trade).stopLoss).toBe('45000');
    made.market(BTC, '51000', '51010');
    expect(made.tradeOf(trade).stopLoss).toBe('50000');
    made.market(BTC, '50000', '50010');
    expect(made.tradeOf(trade).status).toBe('stopLossFinished');
  });

  it('a stop loss with a time fires when the price stays in its zone', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', stopLoss: stopLoss({ price: '48000', timeout: 300 }) });
    const begin = made.now;
    made.market(BTC, '47900', '47910');
    made.advance(begin + 200_000);
    made.market(BTC, '48001', '48010');
    made.advance(begin + 250_000);
    made.market(BTC, '47000', '47010');
    made.advance(begin + 549_999);
    expect(made.running(trade).status).toBe('holding');
    made.advance(begin + 550_000);
    expect(made.tradeOf(trade).status).toBe('stopLossFinished');
    nothingLeft(made);
  });

  it('a trailing stop with a time keeps the best price it has seen while the time runs', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      stopLoss: stopLoss({ price: '47500', trails: true, timeout: 100 }),
    });
    made.market(BTC, '60000', '60010');
    made.market(BTC, '57000', '57010');
    expect(made.running(trade).stopAt).toBeGreaterThan(0);
    made.market(BTC, '57001', '57010');
    expect(made.running(trade).stopAt).toBe(0);
    expect(made.tradeFigures(trade).stopLevel).toBe('57000');
  });

  it('a short trade buys back below and stops above, judged by the ask', () => {
    const made = desk();
    const trade = made.openTrade({
      side: 'short',
      entry: { ...MARKET, by: 'bid' },
      quantity: '0.01',
      takeProfits: [takeProfit(1, '100', { price: '45000', by: 'ask' })],
      stopLoss: stopLoss({ price: '52000', by: 'ask' }),
    });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', entered: { volume: '499.4001' } });
    made.market(BTC, '44990', '45000');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', profit: '48.9501' });
  });

  it('in a thin book exits go on until everything is sold', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', takeProfits: EXIT });
    made.depth(BTC, [['55000', '0.004']], [['55010', '1']]);
    made.advance();
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', exited: { amount: '0.004' } });
    // each refused try waits a minute and then for the next price
    for (let i = 0; i < 6; i++) {
      made.now += 60_000;
      made.depth(BTC, [['55000', i % 2 === 0 ? '0.006' : '0.004']], [['55010', '1']]);
      made.advance();
    }
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '0.01' } });
    nothingLeft(made);
  });
});

describe('commands', () => {
  it('cancel takes orders back and leaves the coins', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', takeProfits: EXIT, stopLoss: stopLoss({ price: '45000' }) });
    made.must({ type: 'trades.cancel', trade });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'cancelled', steps: [{ status: 'cancelled' }] });
    expect(made.balance(made.trader, 'BTC')).toBe('10.01 0 0');
    nothingLeft(made);
  });

  it('panic sell sells what is left at the market', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', takeProfits: EXIT });
    made.must({ type: 'trades.panicSell', trade });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'panicSold', steps: [{ status: 'skipped' }] });
    const waiting = made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: EXIT });
    expect(made.run({ type: 'trades.panicSell', trade: waiting }).rejection?.reason).toBe('not_allowed_now');
  });

  it('an edit replaces steps; those that are over stay', () => {
    const made = desk();
    const first = takeProfit(1, '40', { price: '51000' });
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [first, takeProfit(2, '60', { price: '53000' })],
    });
    made.market(BTC, '51000', '51010');
    const wrong = { takeProfits: [{ ...first, share: '50' }, takeProfit(3, '50', { price: '54000' })] };
    expect(made.run({ type: 'trades.edit', trade, changes: wrong }).rejection).toMatchObject({
      reason: 'invalid_value',
      field: 'takeProfits',
    });
    const right = {
      takeProfits: [first, takeProfit(3, '30', { price: '54000' }), takeProfit(4, '30', { price: '55000' })],
    };
    made.must({ type: 'trades.edit', trade, changes: right });
    expect(
      made.tradeOf(trade).steps.map(({ settings, status, amount }) => [settings.position, status, amount]),
    ).toEqual([
      [1, 'done', '0.004'],
      [3, 'idle', '0.003'],
      [4, 'idle', '0.003'],
    ]);
    made.market(BTC, '55000', '55010');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '0.01' } });
  });

  it('a conditional entry can be moved before it has bought, and turned round', () => {
    const made = desk();
    const trade = made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: EXIT });
    made.must({ type: 'trades.edit', trade, changes: { entry: { ...CONDITIONAL, price: '52000' } } });
    expect(made.running(trade).direction).toBe('above');
    made.market(BTC, '51990', '52000');
    expect(made.running(trade).status).toBe('holding');
  });

  it('a limit entry that rests takes another price and quantity; what it cannot take changes nothing', () => {
    const made = desk();
    const entry = LIMIT;
    const trade = made.openTrade({ entry: { ...entry, price: '48000' }, quantity: '0.01', takeProfits: EXIT });
    const edit = (changes: TradeChanges) => made.run({ type: 'trades.edit', trade, changes }).rejection;
    expect(made.tradeOrders(trade)).toEqual(['entry 0 buy 48000 0.01']);
    expect(edit({ entry: { ...entry, price: '47000' }, quantity: '0.02' })).toBeNull();
    expect(made.tradeOrders(trade)).toEqual(['entry 0 buy 47000 0.02']);
    const before = made.core.digest();
    expect(edit({ entry: { ...entry, price: '48000' }, quantity: '1000000' })).toMatchObject({
      reason: 'insufficient_funds',
    });
    expect(edit({ entry: { ...entry, price: '0.001' } })).toMatchObject({ field: 'entry.price' });
    expect(edit({ entry: { ...entry, type: 'market' } })).toMatchObject({ field: 'entry.type' });
    expect(made.core.digest()).toBe(before);
    // up to the ask it is filled at once, for its new quantity
    expect(edit({ entry: { ...entry, price: '50000' } })).toBeNull();
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', entered: { amount: '0.02' } });
    expect(edit({ quantity: '0.03' })).toMatchObject({ reason: 'not_allowed_now', field: 'quantity' });
    expect(edit({ entry: { ...entry, price: '40000' } })).toMatchObject({ reason: 'not_allowed_now', field: 'entry' });
  });

  it('an entry that waits for its price takes another quantity', () => {
    const made = desk();
    const trade = made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: EXIT });
    made.must({ type: 'trades.edit', trade, changes: { quantity: '0.03' } });
    made.must({ type: 'trades.forceStart', trade });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', entered: { amount: '0.03' } });
  });

  it('turning every exit of held coins off is refused', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', takeProfits: EXIT });
    const { rejection } = made.run({ type: 'trades.edit', trade, changes: { takeProfits: [] } });
    expect(rejection).toMatchObject({ reason: 'invalid_value', field: 'takeProfits' });
  });

  it('a cancelled step leaves its coins to the others', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '40', { price: '51000' }), takeProfit(2, '60', { price: '53000' })],
    });
    made.must({ type: 'trades.cancelStep', trade, position: 1 });
    made.market(BTC, '53000', '53010');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '0.01' } });
    expect(made.run({ type: 'trades.cancelStep', trade, position: 2 }).rejection?.reason).toBe('unknown_trade');
  });

  it('force process changes nothing when nothing is due', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', takeProfits: EXIT });
    const before = made.core.digest();
    made.must({ type: 'trades.forceProcess', trade });
    expect(made.core.digest()).toBe(before);
  });

  it('a deal becomes a smart trade that holds its coins', () => {
    const made = desk();
    const bot = made.bot([BTC], { maxSafetyOrders: 2, activeSafetyOrders: 2 });
    const deal = made.start(bot);
    const trade = made.must({ type: 'trades.fromDeal', deal });
    expect(made.record(deal).status).toBe('cancelled');
    expect(made.tradeOf(trade)).toMatchObject({
      deal,
      status: 'holding',
      note: `Created from deal ${deal}`,
      entered: { amount: '0.002', volume: '100.1' },
    });
    expect(made.tradeOrders(trade)).toEqual(['step 1 sell 50851.61 0.002']);
  });

  it('the stop loss of a deal goes on in its trade, and its bot can be stopped with it', () => {
    const made = desk();
    const bot = made.bot([BTC], { stopLoss: '10', stopLossTimeout: 30 });
    const deal = made.start(bot);
    const trade = made.must({ type: 'trades.fromDeal', deal, stopBot: true });
    // 50050 · 0.9, the price that the stop loss of the deal had
    expect(made.tradeOf(trade).settings.stopLoss).toMatchObject({ price: '45045', trails: false, timeout: 30 });
    expect(made.core.state.bots.bots.get(bot)?.enabled).toBe(false);
    const other = made.start(made.bot([BTC], { stopLoss: '10', stopLossTrails: true }));
    const trailing = made.must({ type: 'trades.fromDeal', deal: other });
    expect(made.tradeOf(trailing).settings.stopLoss).toMatchObject({ price: null, percent: '-10', trails: true });
    made.market(BTC, '50500', '50510');
    expect(made.tradeFigures(trailing).stopLevel).toBe('45450');
  });

  it('an account with a running trade is not closed', () => {
    const made = desk();
    made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: EXIT });
    const { rejection } = made.run({ type: 'accounts.close', account: made.trader });
    expect(rejection?.reason).toBe('account_not_empty');
  });
});

describe('what a replay gives', () => {
  it('the journal comes to the live state, from the start and from any snapshot', async () => {
    const { Core } = await import('../index.ts');
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '50', { price: '51000', trailing: '1' }), takeProfit(2, '50', { price: '52000' })],
      stopLoss: stopLoss({ price: '48000', timeout: 60 }),
    });
    made.market(BTC, '51000', '51010');
    made.market(BTC, '51500', '51510');
    made.must({ type: 'trades.panicSellStep', trade, position: 2 });
    const half = made.journal.length >> 1;
    const whole = new Core();
    for (const { at, body } of made.journal) whole.applyTurn(at, body);
    expect(whole.digest()).toBe(made.core.digest());
    const first = new Core();
    for (const { at, body } of made.journal.slice(0, half)) first.applyTurn(at, body);
    const second = Core.restore(JSON.parse(JSON.stringify(first.snapshot())));
    for (const { at, body } of made.journal.slice(half)) second.applyTurn(at, body);
    expect(second.digest()).toBe(made.core.digest());
  });
});
