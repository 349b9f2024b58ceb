import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';

type Trade = Readonly<Record<string, unknown>> & {
  readonly id: number;
  readonly smart_trade_steps: readonly { readonly id: number; readonly status: string }[];
};

const OFF = { take_profit_enabled: false, stop_loss_enabled: false };

const create = (desk: BotDesk, kind: string, more: object) =>
  desk.call('POST', `/smart_trades/create_${kind}`, { account_id: desk.account, pair: 'USDT_BTC', ...OFF, ...more });

async function made(desk: BotDesk, kind: string, more: object): Promise<Trade> {
  const { status, body, text } = await create(desk, kind, more);
  if (status !== 201) throw new Error(text);
  return body;
}

const shown = (desk: BotDesk, { id }: Trade): Promise<Trade> => desk.must('GET', `/smart_trades/${id}/show`);

const D18 = {
  units_to_buy: '0.01237',
  buy_price: 50_000,
  take_profit_enabled: true,
  take_profit_type: 'step_sell',
  take_profit_step_orders: [
    { percent: 40, price: 51_000, price_method: 'bid' },
    { percent: 30, price: 52_000, price_method: 'bid' },
    { percent: 20, price: 53_000, price_method: 'bid' },
    { percent: 10, price: 55_000, price_method: 'bid' },
  ],
};

test('step sell: amounts, averages and result to the last digit (D18)', async () => {
  const desk = await BotDesk.open();
  const trade = await made(desk, 'smart_trade', D18);
  expect(trade).toMatchObject({
    type: 'SmartTrade::Classic',
    status: 'bought',
    buy_method: 'limit',
    units_to_buy: '0.01237',
    buy_price: '50000.0',
    total: '618.5',
    average_buy_price: '50050.0',
    average_sell_price: null,
    panic_sellable: true,
    cancellable: true,
    finished: false,
  });
  expect(trade.smart_trade_steps).toMatchObject([
    { initial_amount: '0.00494', percent: '40.0', price: '51000.0', status: 'idle', sell_method: 'market' },
    { initial_amount: '0.00371' },
    { initial_amount: '0.00247' },
    { initial_amount: '0.00125', position: 4, type: 'SmartTradeStep::TakeProfitStep' },
  ]);
  for (const bid of [51_000, 52_000, 53_000]) await desk.market(`${bid}`, `${bid + 10}`);
  expect(await shown(desk, trade)).toMatchObject({ status: 'bought' });
  await desk.market('55000', '55010');
  expect(await shown(desk, trade)).toMatchObject({
    status: 'take_profit_finished',
    average_sell_price: expect.stringMatching(/^52051\.372675828617/),
    profit_percentage: '4.0',
    usd_profit: '24.76',
    finished: true,
    cancellable: false,
    closed_at: expect.any(String),
  });
});

test('a step is panic sold, the stop loss takes what is left (D18)', async () => {
  const desk = await BotDesk.open();
  const stop = { stop_loss_enabled: true, stop_loss_price_condition: 47_500 };
  const trade = await made(desk, 'smart_trade', { ...D18, ...stop });
  await desk.market('51000', '51010');
  await desk.market('50500', '50510');
  const panic = (place: number) =>
    desk.call('POST', `/smart_trades/${trade.id}/step_panic_sell?step_id=${trade.smart_trade_steps[place]?.id}`);
  const sold = await panic(1);
  expect(sold.status).toBe(201);
  expect(sold.body.smart_trade_steps.map(({ status }: { status: string }) => status)).toEqual([
    'processed',
    'panic_sold',
    'idle',
    'idle',
  ]);
  expect(await panic(1)).toMatchObject({ status: 400, body: { error: 'Wrong param(s)' } });
  await desk.market('47480', '47490');
  const ended = await shown(desk, trade);
  expect(ended).toMatchObject({
    status: 'stop_loss_finished',
    average_sell_price: expect.stringMatching(/^49741\.6879062/),
    profit_percentage: '-0.62',
    usd_profit: '-3.81',
  });
  expect(ended.smart_trade_steps.map(({ status }) => status)).toEqual([
    'processed',
    'panic_sold',
    'skipped',
    'skipped',
  ]);
});

test('trailing buy with percentages, trailing take profit and trailing stop loss (D19)', async () => {
  const desk = await BotDesk.open();
  const bought = await made(desk, 'smart_trade', {
    units_to_buy: 0.01,
    buy_price: 48_000,
    buy_method: 'conditional',
    trailing_buy_enabled: true,
    take_profit_enabled: true,
    take_profit_percentage_condition: 4,
    stop_loss_enabled: true,
    stop_loss_percentage_condition: -3,
  });
  expect(bought).toMatchObject({
    status: 'conditional_order_waiting_price',
    type: 'SmartTrade::ConditionalBuy',
    trailing_buy_step: '5.0',
  });
  const at = async (...asks: number[]): Promise<void> => {
    for (const ask of asks) await desk.market(`${ask - 1}`, `${ask}`);
  };
  await at(48_500, 47_990);
  expect(await shown(desk, bought)).toMatchObject({ status: 'trailing_buy_activated' });
  await at(46_000, 47_900, 48_299);
  expect(await shown(desk, bought)).toMatchObject({ status: 'trailing_buy_activated' });
  await at(48_300);
  expect(await shown(desk, bought)).toMatchObject({
    status: 'bought',
    take_profit_price_condition: '50232.0',
    stop_loss_price_condition: '46851.0',
  });
  const profit = await made(desk, 'smart_trade', {
    units_to_buy: 0.01,
    buy_price: 48_300,
    buy_method: 'market',
    take_profit_enabled: true,
    take_profit_price_condition: 55_000,
    trailing_take_profit: true,
    trailing_take_profit_step: 1,
  });
  for (const bid of [54_900, 55_000]) await desk.market(`${bid}`, `${bid + 1}`);
  expect(await shown(desk, profit)).toMatchObject({ status: 'trailing_take_profit_activated' });
  for (const bid of [55_600, 55_050]) await desk.market(`${bid}`, `${bid + 1}`);
  expect(await shown(desk, profit)).toMatchObject({ trailing_take_profit_last_price: '55600.0' });
  await desk.market('55044', '55045');
  expect(await shown(desk, profit)).toMatchObject({ status: 'take_profit_finished' });
});

test('a trailing stop loss keeps its distance from the best price (D19)', async () => {
  const desk = await BotDesk.open();
  const trade = await made(desk, 'smart_trade', {
    units_to_buy: 0.01,
    buy_price: 50_000,
    stop_loss_enabled: true,
    stop_loss_price_condition: 47_500,
    trailing_stop_loss: true,
  });
  expect(trade).toMatchObject({ trailing_stop_loss: true, trailing_stop_loss_condition_percentage: 5 });
  for (const bid of [51_000, 49_800, 52_000, 49_500]) await desk.market(`${bid}`, `${bid + 1}`);
  expect(await shown(desk, trade)).toMatchObject({ status: 'bought', trailing_stop_loss_last_price: '52000.0' });
  await desk.market('49400', '49401');
  expect(await shown(desk, trade)).toMatchObject({ status: 'stop_loss_finished' });
});

test('a smart sale at its limits (D20)', async () => {
  const desk = await BotDesk.open();
  const sale = {
    units_to_buy: 0.2,
    average_buy_price: 40_000,
    take_profit_enabled: true,
    take_profit_price_condition: 55_000,
    take_profit_sell_method: 'limit',
    take_profit_sell_order_price: 55_000,
    stop_loss_enabled: true,
    stop_loss_price_condition: 38_000,
    stop_loss_sell_method: 'limit',
    stop_loss_sell_order_price: 37_900,
  };
  const up = await made(desk, 'smart_sell', sale);
  expect(up).toMatchObject({ type: 'SmartTrade::SmartSale', status: 'bought', total: '8000.0' });
  await desk.market('55000', '55001');
  // 0.2 · 55000 · 0.999 less 8000
  expect(await shown(desk, up)).toMatchObject({ status: 'take_profit_finished', usd_profit: '2989.0' });
  const down = await made(desk, 'smart_sell', {
    ...sale,
    take_profit_price_condition: 60_000,
    take_profit_sell_order_price: 60_000,
  });
  await desk.market('37900', '37901');
  // 0.2 · 37900 · 0.999 less 8000
  expect(await shown(desk, down)).toMatchObject({
    status: 'stop_loss_finished',
    usd_profit: '-427.58',
    profit_percentage: '-5.34',
  });
});

test('what is wrong is told in the words of the API', async () => {
  const desk = await BotDesk.open();
  const trade = { units_to_buy: 0.01, buy_price: 50_000 };
  const refusals: readonly (readonly [object, number, object])[] = [
    [{ buy_price: 1 }, 400, { error: 'record_invalid', error_attributes: { units_to_buy: ['is missing'] } }],
    [
      { ...trade, account_id: 999_999 },
      403,
      { error: 'Forbidden', error_description: 'Account not owned by current user.' },
    ],
    [{ ...trade, pair: 'USDT_NONE' }, 400, { error_attributes: { pair: ['No market data for this pair: USDT_NONE'] } }],
    [
      { ...trade, units_to_buy: 0.0000001 },
      422,
      { error_attributes: { units_to_buy: ['Should change with step 0.00001'] } },
    ],
    [
      { ...trade, units_to_buy: 0.00001 },
      422,
      {
        error: 'record_invalid',
        error_attributes: { total: [expect.stringMatching(/^must be greater than or equal to /)] },
      },
    ],
    [
      { ...trade, take_profit_enabled: true },
      400,
      { error_attributes: { take_profit_price_condition: ['is missing'] } },
    ],
    [
      { ...trade, take_profit_enabled: true, take_profit_percentage_condition: 3 },
      400,
      { error: 'Wrong param(s)', error_description: 'TP percentage condition available only with TrailingBuy' },
    ],
    [{ ...trade, trailing_buy_enabled: true }, 400, { error: 'Wrong param(s)' }],
    [{ ...trade, note: 'x'.repeat(301) }, 400, { error_attributes: { note: ['too long. Max is 300 symbols'] } }],
    [
      { ...D18, take_profit_step_orders: [{ percent: 40, price: 51_000 }] },
      422,
      { error_attributes: { take_profit_step_orders: ['percent must sum to 100'] } },
    ],
  ];
  for (const [given, status, body] of refusals) {
    const answer = await create(desk, 'smart_trade', given);
    expect(answer, JSON.stringify(given)).toMatchObject({ status, body });
  }
  const sale = { units_to_buy: 9_999, average_buy_price: 1, stop_loss_enabled: true, stop_loss_price_condition: 1 };
  expect(await create(desk, 'smart_sell', sale)).toMatchObject({
    status: 422,
    body: { error_attributes: { units_to_buy: [expect.stringMatching(/^must be less than or equal to [\d.]+$/)] } },
  });
  expect(await desk.call('POST', '/smart_trades/cancel?smart_trade_id=17')).toMatchObject({
    status: 404,
    body: { error: 'Not found', error_description: 'Smart Trade not found' },
  });
});

test('edits: only what is available; cancelled trades take no more', async () => {
  const desk = await BotDesk.open();
  const trade = await made(desk, 'smart_trade', {
    units_to_buy: 0.01,
    buy_price: 50_000,
    stop_loss_enabled: true,
    stop_loss_price_condition: 40_000,
  });
  const update = (more: object) =>
    desk.call('PATCH', `/smart_trades/${trade.id}/update`, {
      take_profit_enabled: true,
      stop_loss_enabled: true,
      ...more,
    });
  expect(await update({ take_profit_price_condition: 60_000, buy_price: 3 })).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)' },
  });
  expect(await update({ take_profit_price_condition: 60_000, note: 'mine' })).toMatchObject({
    status: 200,
    body: { take_profit_price_condition: '60000.0', stop_loss_price_condition: '40000.0', note: 'mine' },
  });
  expect(await update({ stop_loss_timeout_seconds: 5 })).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)' },
  });
  expect(await update({ stop_loss_timeout_enabled: true })).toMatchObject({
    status: 200,
    body: { stop_loss_timeout_seconds: 300 },
  });
  expect(await update({ take_profit_enabled: false, stop_loss_enabled: false })).toMatchObject({ status: 400 });
  expect(await desk.call('POST', `/smart_trades/cancel?smart_trade_id=${trade.id}`)).toMatchObject({
    status: 201,
    body: { status: 'cancelled', finished: true },
  });
  expect(await desk.call('POST', `/smart_trades/${trade.id}/panic_sell`)).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)', error_description: 'Panic sell is not allowed in the current status' },
  });
  expect((await desk.call('GET', '/smart_trades?scope=active')).body).toEqual([]);
  expect((await desk.call('GET', '/smart_trades?scope=finished&type=SmartTrade::Classic')).body).toMatchObject([
    { id: trade.id },
  ]);
});

test('keys need the permissions of smart trades; what belongs to others is not there', async () => {
  const desk = await BotDesk.open();
  const trade = await made(desk, 'smart_trade', { units_to_buy: 0.01, buy_price: 40_000 });
  const reader = await desk.world.addKey({ permissions: ['SMART_TRADES_READ'] });
  const cancel = `/public/api/ver1/smart_trades/${trade.id}/cancel`;
  expect(await desk.world.call('POST', cancel, {}, reader)).toMatchObject({
    status: 403,
    body: { error: 'access_denied' },
  });
  expect((await desk.world.call('GET', '/public/api/ver1/smart_trades', {}, reader)).body).toMatchObject([
    { id: trade.id },
  ]);
  const other = await desk.world.addKey({}, await desk.world.addPerson('bob'));
  expect(await desk.world.call('POST', cancel, {}, other)).toMatchObject({ status: 404 });
  expect((await desk.world.call('GET', '/public/api/ver1/smart_trades', {}, other)).body).toEqual([]);
});
