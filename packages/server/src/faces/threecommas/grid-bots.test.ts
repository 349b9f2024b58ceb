import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';

/** Five lines from 40 000 to 60 000, 0.01 bitcoin each. */
const FIVE = {
  pair: 'USDT_BTC',
  name: 'Five lines',
  upper_price: 60_000,
  lower_price: '40000',
  quantity_per_grid: 0.01,
  grids_quantity: 5,
  order_currency_type: 'base',
} as const;

/** A desk with the last price of bitcoin at 51 000. */
async function gridDesk(): Promise<BotDesk> {
  const desk = await BotDesk.open();
  await see(desk, 51_000);
  return desk;
}

async function see(desk: BotDesk, price: number): Promise<void> {
  await desk.market(`${price - 10}`, `${price + 10}`);
  await desk.world.trade('USDT_BTC', `${price}`, '0.00001');
}

function create(desk: BotDesk, more: object = {}) {
  return desk.call('POST', '/grid_bots/manual', { account_id: desk.account, ...FIVE, ...more });
}

test('a grid bot is made disabled: the whole entity as the documents have it', async () => {
  const desk = await gridDesk();
  const { status, body } = await create(desk, { note: 'Example bot' });
  expect(status).toBe(201);
  const { id } = body;
  const line = (number: number, price: string, side: string | null) => ({
    id: id * 1_000_000 + 500_000 + number,
    price,
    side,
    order_placed: false,
  });
  const { created_at: at, updated_at: changed, ...rest } = body;
  expect([at, changed]).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/), at]);
  expect(rest).toEqual({
    id,
    account_id: desk.account,
    account_name: 'desk',
    is_enabled: false,
    grids_quantity: '5',
    strategy_type: 'manual',
    upper_stop_loss_enabled: false,
    lower_stop_loss_enabled: false,
    note: 'Example bot',
    editable: true,
    lower_price: '40000.0',
    lower_stop_loss_price: null,
    lower_stop_loss_action: 'stop_bot',
    upper_price: '60000.0',
    upper_stop_loss_price: null,
    upper_stop_loss_action: 'stop_bot',
    quantity_per_grid: '0.01',
    leverage_type: 'not_specified',
    leverage_custom_value: null,
    name: 'Five lines',
    pair: 'USDT_BTC',
    start_price: null,
    grid_price_step: '5000.0',
    current_profit: '0.0',
    current_profit_usd: '0.0',
    total_profits_count: '0',
    bought_volume: '0.0',
    sold_volume: '0.0',
    profit_percentage: '0.0',
    current_price: '51000.0',
    max_active_buy_lines: '5',
    max_active_sell_lines: '5',
    order_currency_type: 'base',
    profit_currency_type: 'quote',
    trailing_up_enabled: 'false',
    trailing_down_enabled: 'false',
    grid_type: 'arithmetic',
    investment_base_currency: '0.0',
    investment_quote_currency: '0.0',
    unrealized_profit_loss: '0.0',
    current_profit_loss: null,
    current_profit_loss_percent: null,
    orderbook_price_currency: 'USDT',
    expansion_down_enabled: 'false',
    expansion_down_stop_price: null,
    expansion_up_enabled: 'false',
    expansion_up_stop_price: null,
    grid_lines: [
      line(4, '60000.0', 'sell'),
      line(3, '55000.0', 'sell'),
      line(2, '50000.0', null),
      line(1, '45000.0', 'buy'),
      line(0, '40000.0', 'buy'),
    ],
    mode: null,
  });
  expect((await create(desk, { name: undefined })).body.name).toBe('BTC/USDT');
});

test('free coins of the account are used first, and nothing is bought that is there', async () => {
  const desk = await gridDesk();
  const { id } = (await create(desk)).body;
  expect(await desk.must('GET', `/grid_bots/${id}/required_balances`)).toEqual({
    missing_balance: { base: { quantity: '0.0', currency: 'BTC' }, quote: { quantity: '0.0', currency: 'USDT' } },
    required_balance: { base: { quantity: '0.02', currency: 'BTC' }, quote: { quantity: '850.85', currency: 'USDT' } },
    need_balancing: false,
    balancing_available: true,
    necessary_quantities: { quantity: '0.0', currency: 'USDT' },
  });
  const begun = await desk.must('POST', `/grid_bots/${id}/enable`);
  expect(begun).toMatchObject({ investment_base_currency: '0.02', unrealized_profit_loss: '0.0' });
  expect((await desk.must('GET', `/grid_bots/${id}/market_orders`)).balancing_orders).toEqual([]);
  const events: { message: string }[] = await desk.must('GET', `/grid_bots/${id}/events`);
  expect(events[2]?.message).toBe('0.02 BTC of the account are used, worth 1020.0 USDT');
});

test('a bot runs: balances it needs, lines, profit to the last digit, orders and events', async () => {
  const desk = await gridDesk();
  await desk.withoutCoins();
  const { id } = (await create(desk)).body;
  expect(await desk.must('GET', `/grid_bots/${id}/required_balances`)).toEqual({
    missing_balance: { base: { quantity: '0.02', currency: 'BTC' }, quote: { quantity: '0.0', currency: 'USDT' } },
    required_balance: { base: { quantity: '0.02', currency: 'BTC' }, quote: { quantity: '850.85', currency: 'USDT' } },
    need_balancing: true,
    balancing_available: true,
    necessary_quantities: { quantity: '1021.2202', currency: 'USDT' },
  });
  const begun = await desk.must('POST', `/grid_bots/${id}/enable`);
  expect(begun).toMatchObject({
    is_enabled: true,
    start_price: '51000.0',
    investment_base_currency: '0.02',
    investment_quote_currency: '850.0',
    unrealized_profit_loss: '-1.2202',
    current_profit_loss: '-1.2202',
  });
  expect(begun.grid_lines.map(({ order_placed: placed }: { order_placed: boolean }) => placed)).toEqual([
    true,
    true,
    false,
    true,
    true,
  ]);
  await see(desk, 44_000);
  await see(desk, 51_000);
  expect(await desk.must('GET', `/grid_bots/${id}`)).toMatchObject({
    current_profit: '49.05',
    current_profit_usd: '49.05',
    total_profits_count: '1',
    current_profit_loss: '47.8298',
    profit_percentage: expect.stringMatching(/^2\.62128422/),
  });
  const sold = { id: id * 1_000_000 + 500_002, price: '50000.0', side: null, order_placed: false };
  expect(await desk.must('GET', `/grid_bots/${id}/profits`)).toEqual([
    { grid_line_id: sold.id, profit: '49.05', usd_profit: '49.05', created_at: expect.any(String), grid_line: sold },
  ]);
  expect(await desk.must('GET', `/grid_bots/${id}/profits?to=2020-01-01`)).toEqual([]);
  const orders = await desk.must('GET', `/grid_bots/${id}/market_orders?limit=3`);
  expect(orders.grid_lines_orders).toMatchObject([
    {
      order_type: 'BUY',
      status_string: 'Active',
      quantity: '0.01',
      total: '0.0',
      rate: '45000.0',
      average_price: '0.0',
    },
    { order_type: 'SELL', status_string: 'Filled', quantity_remaining: '0.0', total: '499.5', rate: '50000.0' },
    { order_type: 'BUY', rate: '40000.0' },
  ]);
  expect(orders.balancing_orders).toMatchObject([
    { order_type: 'BUY', status_string: 'Filled', quantity: '0.02', total: '1021.2202', average_price: '51061.01' },
  ]);
  const events: { message: string }[] = await desk.must('GET', `/grid_bots/${id}/events?page=1&per_page=100`);
  expect(events.map(({ message }) => message)).toEqual([
    'Bot is created',
    'Start command received, Price: 51000.0 USDT',
    'Creating balancing order, MARKET BUY, Size: 0.02 BTC',
    'Balancing order filled, Price: 51010.0 USDT, Size: 0.02 BTC',
    'Bot is turned on',
    'Creating LIMIT SELL order, Price: 55000.0 USDT, Size: 0.01 BTC, Success.',
    'Creating LIMIT SELL order, Price: 60000.0 USDT, Size: 0.01 BTC, Success.',
    'Creating LIMIT BUY order, Price: 45000.0 USDT, Size: 0.01 BTC, Success.',
    'Creating LIMIT BUY order, Price: 40000.0 USDT, Size: 0.01 BTC, Success.',
    'LIMIT BUY order filled, Price: 45000.0 USDT, Size: 0.01 BTC',
    'Line 1 is bought, 0.01 BTC to be sold on the next one',
    'Creating LIMIT SELL order, Price: 50000.0 USDT, Size: 0.01 BTC, Success.',
    'LIMIT SELL order filled, Price: 50000.0 USDT, Size: 0.01 BTC',
    'Profit: 49.05 USDT, 0.0 BTC',
    'Creating LIMIT BUY order, Price: 45000.0 USDT, Size: 0.01 BTC, Success.',
  ]);
  const second: { message: string }[] = await desk.must('GET', `/grid_bots/${id}/events?page=2&per_page=4`);
  expect(second[0]?.message).toBe('Bot is turned on');
  expect(await desk.must('GET', `/accounts/${desk.account}/active_trading_entities`)).toMatchObject({
    data: { active_grid_bots_count: 1, active_orders_count: 4 },
  });
});

test('a bot is changed, noted, switched off and deleted', async () => {
  const desk = await gridDesk();
  const { id } = (await create(desk)).body;
  await desk.must('POST', `/grid_bots/${id}/enable`);
  const edited = await desk.must('PATCH', `/grid_bots/${id}/manual`, {
    grids_quantity: 3,
    upper_stop_loss_enabled: true,
    upper_stop_loss_price: 61_000,
    upper_stop_loss_action: 'stop_bot_and_sell',
    leverage_type: 'cross',
    leverage_custom_value: 10,
    mode: 'long',
    note: 'mine',
  });
  expect(edited).toMatchObject({
    is_enabled: true,
    grids_quantity: '3',
    upper_stop_loss_enabled: true,
    upper_stop_loss_price: '61000.0',
    upper_stop_loss_action: 'stop_bot_and_sell',
    leverage_type: 'cross',
    leverage_custom_value: '10.0',
    mode: 'long',
    note: 'mine',
  });
  expect(edited.grid_lines).toMatchObject([{ price: '60000.0', side: 'sell' }, { side: null }, { side: 'buy' }]);
  const off = await desk.must('PATCH', `/grid_bots/${id}/manual`, { upper_stop_loss_enabled: false });
  expect(off).toMatchObject({ upper_stop_loss_enabled: false, upper_stop_loss_price: '61000.0' });
  expect(await desk.must('PATCH', `/grid_bots/${id}/manual`, { upper_stop_loss_enabled: true })).toMatchObject({
    upper_stop_loss_price: '61000.0',
    upper_stop_loss_action: 'stop_bot_and_sell',
  });
  expect((await desk.must('POST', `/grid_bots/${id}/note`, { note: 'other' })).note).toBe('other');
  expect((await desk.call('DELETE', `/grid_bots/${id}`)).status).toBe(403);
  expect(await desk.must('POST', `/grid_bots/${id}/disable`)).toMatchObject({
    is_enabled: false,
    investment_base_currency: '0.0',
    current_profit_loss: null,
  });
  const deleted = await desk.call('DELETE', `/grid_bots/${id}`);
  expect([deleted.status, deleted.text]).toEqual([204, '']);
  expect((await desk.call('GET', `/grid_bots/${id}`)).body.error).toBe('not_found');
});

test('what is wrong is told by the name of its parameter', async () => {
  const desk = await gridDesk();
  const cases: readonly (readonly [object, string])[] = [
    [{ quantity_per_grid: undefined }, 'quantity_per_grid'],
    [{ quantity_per_grid: 'much' }, 'quantity_per_grid'],
    [{ quantity_per_grid: 0.000001 }, 'quantity_per_grid'],
    [{ upper_price: 30_000 }, 'upper_price'],
    [{ upper_price: '60000.001' }, 'upper_price'],
    [{ lower_price: 0 }, 'lower_price'],
    [{ grids_quantity: 1 }, 'grids_quantity'],
    [{ grids_quantity: 1_000 }, 'grids_quantity'],
    [{ pair: 'USDT_NOTHING' }, 'pair'],
    [{ grid_type: 'round' }, 'grid_type'],
    [{ order_currency_type: 'usd' }, 'order_currency_type'],
    [{ trailing_up_enabled: true }, 'trailing_up_enabled'],
    [{ trailing_down_enabled: 'yes' }, 'trailing_down_enabled'],
    [{ upper_stop_loss_enabled: true }, 'upper_stop_loss_price'],
    [{ upper_stop_loss_enabled: true, upper_stop_loss_price: 59_000 }, 'upper_stop_loss_price'],
    [
      { lower_stop_loss_enabled: true, lower_stop_loss_price: 1, lower_stop_loss_action: 'run' },
      'lower_stop_loss_action',
    ],
    [{ expansion_up_enabled: true }, 'expansion_up_stop_price'],
    [{ expansion_down_enabled: true, expansion_down_stop_price: 50_000 }, 'expansion_down_stop_price'],
    [{ max_active_buy_lines: 0 }, 'max_active_buy_lines'],
    [{ mode: 'short' }, 'mode'],
    [{ note: 'x'.repeat(301) }, 'note'],
    [{ name: 'x'.repeat(101) }, 'name'],
  ];
  for (const [more, parameter] of cases) {
    const { status, body } = await create(desk, more);
    expect([more, status, Object.keys(body.error_attributes ?? {})]).toEqual([more, 400, [parameter]]);
  }
  expect((await create(desk, { account_id: 1 })).body.error).toBe('not_found');
});

test('lists are narrowed and ordered; bots of others are not there, and keys need their permissions', async () => {
  const desk = await gridDesk();
  const first = (await create(desk, { name: 'b' })).body.id;
  const second = (await create(desk, { name: 'a' })).body.id;
  await desk.must('POST', `/grid_bots/${first}/enable`);
  const ids = async (query: string): Promise<number[]> =>
    (await desk.must('GET', `/grid_bots?${query}`)).map(({ id }: { id: number }) => id);
  expect(await ids('')).toEqual([second, first]);
  expect(await ids('sort_by=name&sort_direction=ASC')).toEqual([second, first]);
  expect(await ids('state=enabled')).toEqual([first]);
  expect(await ids('limit=1&offset=1')).toEqual([first]);
  expect(await ids(`account_id=1,${desk.account}&base=BTC&quote=usdt`)).toEqual([second, first]);
  expect([await ids('account_id=1'), await ids('base=XRP')]).toEqual([[], []]);
  const { world } = desk;
  const stranger = await world.addKey({}, await world.addPerson('bob'));
  const path = `/public/api/ver1/grid_bots/${first}`;
  for (const part of ['', '/profits', '/events', '/market_orders', '/required_balances'])
    expect((await world.call('GET', `${path}${part}`, {}, stranger)).status).toBe(404);
  for (const part of ['/enable', '/disable'])
    expect((await world.call('POST', `${path}${part}`, {}, stranger)).status).toBe(404);
  const reader = await world.addKey({ permissions: ['BOTS_READ'] });
  expect((await world.call('GET', path, {}, reader)).status).toBe(200);
  expect((await world.call('POST', `${path}/disable`, {}, reader)).status).toBe(403);
  const other = await world.addKey({ permissions: ['SMART_TRADES_READ', 'SMART_TRADES_WRITE'] });
  expect((await world.call('GET', path, {}, other)).status).toBe(403);
});

test('selling everything ends grid bots', async () => {
  const desk = await gridDesk();
  const { id } = (await create(desk)).body;
  await desk.must('POST', `/grid_bots/${id}/enable`);
  await desk.must('POST', `/accounts/${desk.account}/sell_all_to_usd`);
  expect(await desk.must('GET', `/grid_bots/${id}`)).toMatchObject({ is_enabled: false });
  const entities = await desk.must('GET', `/accounts/${desk.account}/active_trading_entities`);
  expect(entities.data).toMatchObject({ active_grid_bots_count: 0, active_orders_count: 0 });
});
