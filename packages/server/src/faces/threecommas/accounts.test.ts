import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Price, Quantity } from '@outcry/core';
import { describe, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../journal/index.ts';
import { testFolder } from '../test-domain.ts';
import { type TestThreeCommas, testThreeCommas } from './test-threecommas.ts';

const ACCOUNTS = '/public/api/ver1/accounts';
const DAY = 86_400_000;

async function paperAccount({ call }: Pick<TestThreeCommas, 'call'>, name = 'mine'): Promise<number> {
  const { status, body } = await call('POST', `${ACCOUNTS}/new?type=paper_trading&name=${name}`);
  expect(status).toBe(201);
  return body.id;
}

describe('connecting an account', () => {
  test('paper_trading opens one with 100 000 USDT and 1 BTC; its fees let coins be sold whole', async () => {
    const world = await testThreeCommas();
    const { body } = await world.call('POST', `${ACCOUNTS}/new`, { body: 'type=Paper_Trading&name=mine' });
    expect(body).toMatchObject({
      id: expect.any(Number),
      name: 'mine',
      market_code: 'paper_trading',
      exchange_name: 'Paper trading account',
      pretty_display_type: 'PaperTrading',
      usd_amount: '150000.0',
      btc_amount: '3.0',
      available_for_trading: {},
    });
    expect(body.id).toBeLessThan(2 ** 31);
    expect(await world.engine.read((state) => state.accounts.accounts.get(body.id)?.fees)).toMatchObject({
      maker: 1_000,
      taker: 1_000,
      mode: 'quote',
    });
  });

  test('everything that is wrong is named at once, as the first document shows', async () => {
    const { call } = await testThreeCommas();
    expect(await call('POST', `${ACCOUNTS}/new?type=binance&name=x&api_key=abc&secret=abcd`)).toMatchObject({
      status: 400,
      body: {
        error: 'record_invalid',
        error_description: 'Invalid parameters',
        error_attributes: {
          api_key: ['is too short (minimum is 5 characters)'],
          secret: ['is too short (minimum is 5 characters)'],
          name: ['is too short (minimum is 2 characters)'],
        },
      },
    });
    expect((await call('POST', `${ACCOUNTS}/new?type=nowhere&name=mine`)).body.error_attributes).toEqual({
      type: ['does not have a valid value'],
    });
    expect((await call('POST', `${ACCOUNTS}/new?type=binance&name=mine`)).body.error_attributes).toEqual({
      api_key: ['is missing'],
      secret: ['is missing'],
    });
  });

  test('an exchange that cannot be reached is a 422 that names api_key, and nothing of the keys is kept', async () => {
    const folder = testFolder();
    const { call, stop } = await testThreeCommas({ folder });
    const answer = await call('POST', `${ACCOUNTS}/new?type=Poloniex&name=mine&api_key=XSESAMEX&secret=YSESAMEY`);
    expect(answer).toMatchObject({ status: 422, body: { error: 'record_invalid' } });
    expect(answer.body.error_attributes).toEqual({ api_key: [expect.stringContaining('Poloniex')] });
    expect((await call('GET', ACCOUNTS)).body).toEqual([]);
    await stop();
    expect(readFileSync(join(folder, DATABASE_FILE), 'latin1')).not.toContain('SESAME');
  });
});

describe('accounts of a caller', () => {
  test('are those of its person alone; foreign ones do not exist', async () => {
    const world = await testThreeCommas();
    const mine = await paperAccount(world);
    const bob = await world.addPerson('bob');
    const foreign = await world.addKey({}, bob);
    expect((await world.call('GET', ACCOUNTS, {}, foreign)).body).toEqual([]);
    expect((await world.call('GET', `${ACCOUNTS}/${mine}`, {}, foreign)).status).toBe(404);
    expect((await world.call('POST', `${ACCOUNTS}/${mine}/remove`, {}, foreign)).status).toBe(404);
    expect((await world.call('GET', `${ACCOUNTS}/summary`, {}, foreign)).status).toBe(404);
    expect((await world.call('GET', `${ACCOUNTS}/${mine}`)).body).toMatchObject({ id: mine, name: 'mine' });
  });

  test('are renamed, updated and loaded', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world);
    const renamed = await world.call('POST', `${ACCOUNTS}/${id}/rename`, { body: 'name=Second+name' });
    expect(renamed).toMatchObject({ status: 201, body: { id, name: 'Second name' } });
    const updated = await world.call('POST', `${ACCOUNTS}/update`, { body: `{"account_id": ${id}, "name": "Third"}` });
    expect(updated).toMatchObject({ status: 201, body: { id, name: 'Third' } });
    expect(
      (await world.call('POST', `${ACCOUNTS}/update?account_id=${id}&secret=other`)).body.error_attributes,
    ).toEqual({
      secret: ['is not supported by this account'],
    });
    expect((await world.call('POST', `${ACCOUNTS}/${id}/load_balances`)).body.name).toBe('Third');
    expect((await world.call('POST', `${ACCOUNTS}/${id}/rename?name=x`)).body.error_attributes).toEqual({
      name: ['is too short (minimum is 2 characters)'],
    });
  });

  test('are removed with what they hold, but not with orders at work', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world);
    await world.submit(order(world, id, 'market'));
    const resting = await world.submit(order(world, id, 'limit'));
    expect((await world.call('GET', `${ACCOUNTS}/${id}/active_trading_entities`)).body).toEqual({
      data: {
        active_bots_count: 0,
        active_deals_count: 0,
        active_smart_trades_count: 0,
        active_orders_count: 1,
        active_grid_bots_count: 0,
      },
    });
    expect(await world.call('POST', `${ACCOUNTS}/${id}/remove`)).toMatchObject({
      status: 422,
      body: { error: 'account_not_deletable' },
    });
    await world.submit({ type: 'orders.cancel', order: resting });
    expect(await world.call('POST', `${ACCOUNTS}/${id}/remove`)).toMatchObject({ status: 201, body: true });
    expect((await world.call('GET', ACCOUNTS)).body).toEqual([]);
    expect((await world.call('POST', `${ACCOUNTS}/${id}/remove`)).status).toBe(404);
  });

  test('come newest first, in pages where somebody asks for that', async () => {
    const world = await testThreeCommas();
    const ids = [
      await paperAccount(world, 'one'),
      await paperAccount(world, 'two'),
      await paperAccount(world, 'three'),
    ];
    const page = async (query: string) =>
      (await world.call('GET', ACCOUNTS + query)).body.map(({ id }: { id: number }) => id);
    expect(await page('')).toEqual([...ids].reverse());
    expect(await page('?page=2&per_page=2')).toEqual(ids.slice(0, 1));
  });

  test('in real mode paper accounts stand for real ones as long as there are none', async () => {
    const world = await testThreeCommas();
    const paper = await paperAccount(world);
    const forced = async (mode: string) =>
      (await world.call('GET', ACCOUNTS, { headers: { 'Forced-Mode': mode } })).body.map(
        ({ id }: { id: number }) => id,
      );
    expect(await forced('real')).toEqual([paper]);
    const real = await world.submit({
      type: 'accounts.open',
      owner: world.owner.id,
      name: 'real',
      currency: 'USDT',
      venue: 'binance',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: { maker: 0, taker: 0, decimals: 8, rounding: 'halfUp', mode: 'quote' },
    });
    expect([await forced('real'), await forced('paper')]).toEqual([[real], [paper]]);
    expect((await world.call('GET', '/public/api/ver1/users/current_mode')).body).toEqual({ mode: 'paper' });
    expect((await world.call('POST', '/public/api/ver1/users/change_mode?mode=real')).body).toBe(true);
    expect((await world.call('GET', ACCOUNTS)).body).toMatchObject([{ id: real, market_code: 'binance' }]);
  });
});

describe('what accounts hold', () => {
  test('is told exactly by coin, the largest first', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world);
    const pie = await world.call('POST', `${ACCOUNTS}/${id}/pie_chart_data`);
    expect(pie).toMatchObject({ status: 201 });
    expect(pie.body).toEqual([
      {
        code: 'USDT',
        coinmarketcapid: 'tether',
        name: 'Tether (USDT)',
        y: 66.67,
        percentage: 66.67,
        amount: 100_000,
        btc_value: '2.00000000',
        usd_value: '100000.00',
        primary_display_currency: { currency: 'USD', amount: '100000.00' },
        account_id: id,
      },
      expect.objectContaining({ code: 'BTC', y: 33.33, amount: 1, btc_value: '1.00000000', usd_value: '50000.00' }),
    ]);
    await world.submit(order(world, id, 'limit'));
    const table = await world.call('POST', `${ACCOUNTS}/${id}/account_table_data`);
    expect(table.body[0]).toMatchObject({
      currency_code: 'USDT',
      position: 100_000,
      position_available: 99_899.9,
      on_orders: 100.1,
      current_price: 0.00002,
      current_price_usd: 1,
      usd_value: 100_000,
      btc_value: 2,
      account_id: id,
      is_wallet: false,
    });
  });

  test('keeps every digit of an amount that no binary float could hold', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world);
    const amount = 123_456_789_000_000_000_000_000_001n as never;
    await world.submit({ type: 'accounts.deposit', account: id, asset: 'USDT', amount, key: null });
    const { text } = await world.call('POST', `${ACCOUNTS}/${id}/pie_chart_data`);
    expect(text).toContain('"amount":123556789.000000000000000001,');
    expect((await world.call('POST', `${ACCOUNTS}/${id}/account_table_data`)).text).toContain(
      '"position":123556789.000000000000000001,',
    );
  });

  test('may be that of all accounts as one', async () => {
    const world = await testThreeCommas();
    await paperAccount(world, 'one');
    await paperAccount(world, 'two');
    expect((await world.call('GET', `${ACCOUNTS}/summary`)).body).toMatchObject({
      id: 0,
      name: 'Summary',
      usd_amount: '300000.0',
    });
    expect((await world.call('POST', `${ACCOUNTS}/summary/pie_chart_data`)).body).toMatchObject([
      { code: 'USDT', amount: 200_000, account_id: 0 },
      { code: 'BTC', amount: 2 },
    ]);
  });
});

describe('profits', () => {
  test('of day and month are told from what was written down when the days began', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world);
    await world.desk.worths.record();
    await world.trade('USDT_BTC', '51000', '0.1');
    world.clock.market += DAY;
    await world.desk.worths.record();
    await world.desk.worths.record();
    await world.trade('USDT_BTC', '49999.5', '0.1');
    const { body } = await world.call('GET', `${ACCOUNTS}/${id}`);
    expect(body).toMatchObject({
      usd_amount: '149999.5',
      day_profit_usd: '-1000.5',
      day_profit_usd_percentage: '-0.66',
      usd_profit: '-0.5',
      usd_profit_percentage: '0.00',
      total_usd_profit: '-0.5',
      primary_display_currency_amount: { currency: 'USD', amount: '149999.50' },
      total_primary_display_currency_profit: { currency: 'USD', amount: -0.5 },
    });
    const from = new Date(world.clock.market - 5 * DAY).toISOString().slice(0, 10);
    const chart = await world.call('GET', `${ACCOUNTS}/${id}/balance_chart_data?date_from=${from}`);
    const today = Math.floor(world.clock.market / DAY) * 86_400;
    expect(chart.body).toEqual([
      { date: today - 86_400, usd: 150_000, btc: 3, usd_deposit_amount: 150_000, btc_deposit_amount: 3 },
      { date: today, usd: 151_000, btc: 2.96078431, usd_deposit_amount: 150_000, btc_deposit_amount: 3 },
    ]);
  });

  test('stand beside what was paid in and taken out, each at the prices of its time; own transfers cancel out', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world, 'one');
    const other = await paperAccount(world, 'two');
    await world.desk.worths.record();
    await world.trade('USDT_BTC', '60000', '0.1');
    const pay = (type: 'accounts.deposit' | 'accounts.withdraw', asset: string, amount: bigint) =>
      world.submit({ type, account: id, asset, amount: amount as never, key: null });
    await pay('accounts.deposit', 'USDT', 3_000n * 10n ** 18n);
    await world.trade('USDT_BTC', '40000', '0.1');
    await pay('accounts.withdraw', 'BTC', 10n ** 17n);
    const move = `from_account_id=${id}&to_account_id=${other}&currency=BTC&amount=0.3`;
    await world.call('POST', `${ACCOUNTS}/transfer?${move}`);
    await world.trade('USDT_BTC', '50000', '0.1');
    world.clock.market += DAY;
    await world.desk.worths.record();
    const chart = async (account: number | 'summary') => {
      const from = new Date(world.clock.market).toISOString().slice(0, 10);
      return (await world.call('GET', `${ACCOUNTS}/${account}/balance_chart_data?date_from=${from}`)).body;
    };
    // 150 000 + 3 000 - 0.1 x 40 000 - 0.3 x 40 000, and 3 + 3 000 / 60 000 - 0.1 - 0.3
    expect(await chart(id)).toMatchObject([{ usd: 133_000, usd_deposit_amount: 137_000, btc_deposit_amount: 2.65 }]);
    expect(await chart(other)).toMatchObject([{ usd: 165_000, usd_deposit_amount: 162_000, btc_deposit_amount: 3.3 }]);
    expect(await chart('summary')).toMatchObject([{ usd_deposit_amount: 299_000, btc_deposit_amount: 5.95 }]);
  });

  test('a deposit that was made before its coin had a price counts at the first one', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world);
    const amount = (2n * 10n ** 18n) as never;
    await world.submit({ type: 'accounts.deposit', account: id, asset: 'ETH', amount, key: null });
    await world.desk.worths.record();
    const chart = async () => {
      const from = new Date(world.clock.market).toISOString().slice(0, 10);
      return (await world.call('GET', `${ACCOUNTS}/${id}/balance_chart_data?date_from=${from}`)).body;
    };
    expect(await chart()).toEqual([]);
    await world.trade('USDT_ETH', '2500', '0.1');
    await world.desk.worths.record();
    await world.desk.worths.record();
    expect(await chart()).toMatchObject([
      { usd: 155_000, btc: 3.1, usd_deposit_amount: 155_000, btc_deposit_amount: 3.1 },
    ]);
  });

  test('of an account without a record are none', async () => {
    const world = await testThreeCommas();
    const id = await paperAccount(world);
    expect((await world.call('GET', `${ACCOUNTS}/${id}`)).body).toMatchObject({
      day_profit_usd: '0.0',
      usd_profit: '0.0',
    });
  });
});

describe('markets', () => {
  test('paper_trading and the exchanges are listed; pairs are quote first', async () => {
    const { plain } = await testThreeCommas();
    const { body } = await plain('GET', `${ACCOUNTS}/market_list`);
    expect(body.map(({ market_code }: { market_code: string }) => market_code)).toEqual(
      expect.arrayContaining(['paper_trading', 'binance', 'poloniex']),
    );
    const pairs = (await plain('GET', `${ACCOUNTS}/market_pairs?market_code=paper_trading`)).body;
    expect(pairs).toEqual(expect.arrayContaining(['USDT_BTC', 'BTC_ETH', 'RUB_SBER']));
    expect(pairs).not.toContain('EURUSD');
    const coins = (await plain('GET', '/public/api/v2/accounts/market_pairs?pretty_display_type=BinanceUs')).body;
    expect(coins).toContain('USDT_BTC');
    expect(coins).not.toContain('RUB_SBER');
    expect((await plain('GET', `${ACCOUNTS}/market_pairs`)).body.error_attributes).toEqual({
      market_code: ['is missing'],
    });
  });

  test('rates are exact texts; a pair without a price says so', async () => {
    const { plain, openMarket } = await testThreeCommas();
    await openMarket();
    const rates = (pair: string) => plain('GET', `${ACCOUNTS}/currency_rates?market_code=binance&pair=${pair}`);
    expect((await rates('USDT_BTC')).body).toMatchObject({
      last: '50000.0',
      bid: '49999.0',
      ask: '50001.0',
      orderbook_price_currency: 'USDT',
      strategy_name: 'orderbook_price',
      priceStep: '0.01',
      lotStep: '0.00001',
      minLotSize: '0.00001',
      maxLotSize: '9000.0',
      minTotal: '5.0',
    });
    expect((await rates('RUB_SBER')).body).toMatchObject({ last: '323.0', orderbook_price_currency: 'RUB' });
    for (const pair of ['USDT_NONE', 'USDT_ETH'])
      expect(await rates(pair)).toMatchObject({
        status: 400,
        body: { error_attributes: { pair: [`No market data for this pair: ${pair}`] } },
      });
    const leveraged = `${ACCOUNTS}/currency_rates_with_leverage_data?market_code=binance&pair=USDT_BTC`;
    expect((await plain('GET', leveraged)).body).toMatchObject({
      last: '50000.0',
      leverage_data: [{ max_leverage: 1 }],
    });
  });
});

/** Buys 0.002 BTC at the market, or at 50 000, where nobody sells. */
function order({ instrument }: TestThreeCommas, account: number, orderType: 'market' | 'limit'): Command {
  return {
    type: 'orders.place',
    account,
    instrument: instrument('USDT_BTC').id,
    action: 'buy',
    orderType,
    validity: 'gtc',
    price: (orderType === 'limit' ? 5_000_000 : 0) as Price,
    stopPrice: 0 as Price,
    quantity: 200 as Quantity,
    leg: 'net',
    key: null,
    origin: 'test',
    comment: null,
  };
}
