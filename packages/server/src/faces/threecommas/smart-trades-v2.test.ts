import { expect, test } from 'vitest';
import { D18, LONG, STOP, step, TradesV2Desk } from './test-trades-v2.ts';

test('a smart trade is answered with every key, in the recorded order and form', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const trade = await trades.made({ take_profit: D18, stop_loss: STOP, note: 'mine' });
  expect(Object.keys(trade)).toEqual(
    'id version account pair instant status leverage position take_profit stop_loss reduce_funds market_close note note_raw skip_enter_step data profit margin is_position_not_filled'.split(
      ' ',
    ),
  );
  expect(trade).toMatchObject({
    version: 2,
    account: { id: desk.account, type: 'paper_trading', name: 'desk', link: `/accounts/${desk.account}` },
    pair: 'USDT_BTC',
    instant: false,
    status: { type: 'waiting_targets', basic_type: 'waiting_targets', title: 'Waiting Targets' },
    leverage: { enabled: false },
    position: {
      type: 'buy',
      editable: false,
      units: { value: '0.01237', editable: false },
      price: { value: '50050.0', value_without_commission: '50000.0', editable: false },
      total: { value: '619.1185' },
      order_type: 'limit',
      status: { type: 'finished', title: 'Finished' },
    },
    stop_loss: {
      enabled: true,
      price_type: 'value',
      breakeven: false,
      order_type: 'market',
      editable: true,
      price: { value: null, percent: null },
      conditional: {
        price: { value: '47500.0', type: 'bid', percent: null },
        trailing: { enabled: false, percent: null },
      },
      timeout: { enabled: false, value: null },
      status: { type: 'to_process', basic_type: 'to_process', title: 'Pending' },
    },
    reduce_funds: { steps: [] },
    market_close: {},
    note: 'mine',
    note_raw: 'mine',
    skip_enter_step: false,
    margin: { amount: null, total: null },
    is_position_not_filled: false,
  });
  expect(trade.take_profit).toMatchObject({ enabled: true, price_type: 'value' });
  expect(trade.take_profit.steps[3]).toEqual({
    id: expect.any(Number),
    order_type: 'market',
    editable: true,
    units: { value: '0.00125' },
    price: { type: 'bid', value: '55000.0', percent: null },
    volume: '10.0',
    total: '68.75',
    trailing: { enabled: false, percent: null },
    status: { type: 'to_process', basic_type: 'to_process', title: 'Pending' },
    closed_at: null,
    data: { cancelable: true, panic_sell_available: true },
    position: 4,
  });
  expect(Object.keys(trade.data)).toEqual(
    'editable current_price target_price_type orderbook_price_currency base_order_finished missing_funds_to_close liquidation_price average_enter_price average_close_price average_enter_price_without_commission average_close_price_without_commission panic_sell_available add_funds_available reduce_funds_available force_start_available force_process_available cancel_available finished base_position_step_finished entered_amount entered_total closed_amount closed_total commission created_at updated_at type'.split(
      ' ',
    ),
  );
  expect(trade.data).toMatchObject({
    current_price: { bid: '49990.0', ask: '50000.0', last: '50000.0' },
    orderbook_price_currency: 'USDT',
    average_enter_price: '50050.0',
    average_enter_price_without_commission: '50000.0',
    entered_amount: '0.01237',
    entered_total: '619.1185',
    closed_amount: '0.0',
    commission: 0.001,
    panic_sell_available: true,
    force_start_available: false,
    type: 'smart_trade',
  });
  // 0.01237 · 49990 · 0.999 less 619.1185
  expect(trade.profit).toEqual({ volume: '-1.3605763', usd: '-1.3605763', percent: '-0.22', roe: null });
});

test('step sell to its end: amounts and averages as worked out by hand (D18)', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const { id } = await trades.made({ take_profit: D18 });
  for (const bid of [51_000, 52_000, 53_000, 55_000]) await desk.market(`${bid}`, `${bid + 10}`);
  const ended = await trades.shown(id);
  expect(ended).toMatchObject({
    status: { type: 'finished', title: 'Finished' },
    data: {
      finished: true,
      cancel_available: false,
      closed_amount: '0.01237',
      closed_total: '643.87548',
      // 643.87548 ÷ 0.01237 cut to the price step; 644.52 ÷ 0.01237 without fees
      average_close_price: '52051.37',
      average_close_price_without_commission: '52103.47',
      closed_at: expect.any(String),
    },
    profit: { volume: '24.75698', percent: '4.0' },
  });
  expect(ended.take_profit.steps.map((each: { status: { type: string } }) => each.status.type)).toEqual(
    Array(4).fill('finished'),
  );
});

test('kinds follow from instant, skip_enter_step and position', async () => {
  const trades = await TradesV2Desk.open();
  const sell = { ...LONG, type: 'sell' };
  const profit = (value: number) => ({ enabled: true, steps: [step(100, value)] });
  const kinds = [
    ['simple_buy', { instant: true }],
    ['simple_sell', { instant: 'true', position: { ...sell, price: { value: 60_000 } } }],
    ['smart_sell', { skip_enter_step: true, take_profit: profit(60_000) }],
    ['smart_trade', { take_profit: profit(60_000) }],
    ['smart_cover', { position: sell, take_profit: profit(40_000) }],
    // without an exit it is a simple one, whatever it is called
    ['simple_buy', { instant: false }],
  ] as const;
  for (const [type, given] of kinds) expect((await trades.made(given)).data.type, type).toBe(type);
  expect(await trades.made({ skip_enter_step: true, stop_loss: STOP })).toMatchObject({
    instant: false,
    skip_enter_step: true,
    position: {
      editable: true,
      price: { value: '50000.0', value_without_commission: null },
      status: { type: 'smart_sell', title: 'Own funds' },
    },
    data: { average_enter_price: null, entered_total: '618.5' },
  });
  const list = (query: string) => trades.must('GET', `?${query}`);
  for (const type of ['smart_sell', 'smart_cover', 'simple_sell', 'smart_buy'])
    for (const trade of await list(`type=${type}`)) expect(trade.data.type).toBe(type);
  expect(await list('type=smart_cover')).toHaveLength(1);
  expect(await list('type=smart_buy')).toEqual([]);
});

test('a conditional entry waits, trails, is moved and started; its parts say so', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const conditional = {
    price: { value: 48_000 },
    order_type: 'market',
    trailing: { enabled: 'true', percent: '5' },
  };
  const position = { type: 'buy', order_type: 'conditional', units: { value: '0.01' }, conditional };
  const percents = { enabled: true, steps: [{ order_type: 'market', volume: 100, price: { percent: 4 } }] };
  const { id, ...waiting } = await trades.made({ position, take_profit: percents });
  expect(waiting).toMatchObject({
    status: { type: 'waiting_position', title: 'Pending Position Opened' },
    position: {
      order_type: 'conditional',
      editable: true,
      conditional: { price: { value: '48000.0', type: 'ask' }, trailing: { enabled: true, percent: '5.0' } },
      status: { type: 'to_process' },
    },
    take_profit: {
      price_type: 'percent',
      steps: [{ price: { value: null, percent: '4.0' }, units: { value: null }, status: { type: 'idle' } }],
    },
    data: { force_start_available: true, panic_sell_available: false, base_position_step_finished: false },
    profit: { volume: null, percent: '0.0' },
    is_position_not_filled: true,
  });
  await desk.market('47980', '47990');
  expect(await trades.shown(id)).toMatchObject({ position: { status: { type: 'trailing_activated' } } });
  const [entry] = await trades.must('GET', `/${id}/trades`);
  expect(entry).toMatchObject({
    id: id + 1,
    trade_purpose: 'position',
    trailing_enabled: true,
    trail_percentage: '5.0',
    trailing_last_price: '47990.0',
    trigger_type: 'conditional',
    cancelable: true,
  });
  const moved = { position: { conditional: { price: { value: 47_000 }, trailing: { enabled: false } } } };
  expect(await trades.must('PATCH', `/${id}`, moved)).toMatchObject({
    position: { conditional: { price: { value: '47000.0' }, trailing: { enabled: false } } },
  });
  expect(await trades.must('POST', `/${id}/force_start`)).toMatchObject({
    status: { type: 'waiting_targets' },
    // 47990 · 1.04 for each
    take_profit: { steps: [{ price: { value: '49909.6', percent: '4.0' } }] },
  });
  expect(await trades.call('POST', `/${id}/force_start`)).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)', error_description: 'Force start is not allowed in the current status' },
  });
  expect(await trades.must('POST', `/${id}/force_process`)).toMatchObject({ id });
});

test('what is wrong is named by its path', async () => {
  const trades = await TradesV2Desk.open();
  const both = { type: 'bid', value: 1, percent: 1 };
  const refusals: readonly (readonly [object, number, object])[] = [
    [
      { position: { type: 'buy', order_type: 'x', units: { value: 'x' } } },
      400,
      {
        'position[order_type]': ['does not have a valid value'],
        'position[units][value]': ['is invalid'],
      },
    ],
    [{ position: { ...LONG, units: {} } }, 400, { 'position[units][value]': ['is missing'] }],
    [{ position: { ...LONG, price: undefined } }, 400, { 'position[price][value]': ['is missing'] }],
    [{ position: { ...LONG, order_type: 'conditional' } }, 400, { 'position[conditional]': ['is missing'] }],
    [
      { take_profit: { enabled: true, steps: [step(50, 1), { order_type: 'limit', volume: 50, price: both }] } },
      400,
      { 'take_profit[steps][1][price][value],take_profit[steps][1][price][percent]': ['are mutually exclusive'] },
    ],
    [
      { take_profit: { enabled: true, steps: [{ order_type: 'limit', volume: 100, price: { type: 'bid' } }] } },
      400,
      {
        'take_profit[steps][0][price][value],take_profit[steps][0][price][percent]': [
          'are missing, exactly one parameter must be provided',
        ],
      },
    ],
    [{ take_profit: { enabled: true } }, 400, { 'take_profit[steps]': ['is missing'] }],
    [
      { take_profit: { enabled: true, steps: [step(50, 51_000)] } },
      422,
      { 'take_profit[steps]': ['volume must sum to 100'] },
    ],
    [
      { take_profit: { enabled: true, steps: Array(9).fill(step(10, 51_000)) } },
      400,
      { 'take_profit[steps]': ['is too long (maximum is 8)'] },
    ],
    [
      { take_profit: { enabled: true, steps: [step(50, 51_000), step(50, 51_000.001)] } },
      422,
      { 'take_profit[steps][1][price][value]': [expect.any(String)] },
    ],
    [
      { stop_loss: { enabled: true, conditional: { price: { value: 1 } }, timeout: { enabled: true } } },
      400,
      { 'stop_loss[order_type]': ['is missing'], 'stop_loss[timeout][value]': ['is missing'] },
    ],
    [{ stop_loss: { ...STOP, order_type: 'limit' } }, 400, { 'stop_loss[price][value]': ['is missing'] }],
    [
      { position: { ...LONG, units: { value: '0.000001' } } },
      422,
      { 'position[units][value]': ['Should change with step 0.00001'] },
    ],
    [
      { skip_enter_step: true, stop_loss: STOP, position: { ...LONG, units: { value: 9_999 } } },
      422,
      { 'position[units][value]': [expect.stringMatching(/^must be less than or equal to [\d.]+$/)] },
    ],
    [
      { leverage: { enabled: true, type: 'custom', value: 12 } },
      400,
      { 'leverage[value]': ['must be less than or equal to 1'] },
    ],
    [{ instant: true, skip_enter_step: true }, 400, { 'instant,skip_enter_step': ['are mutually exclusive'] }],
    [{ pair: 'USDT_NONE' }, 400, { pair: ['No market data for this pair: USDT_NONE'] }],
    [{ note: 'x'.repeat(301) }, 400, { note: ['too long. Max is 300 symbols'] }],
  ];
  for (const [given, status, attributes] of refusals)
    expect(await trades.create(given), JSON.stringify(given)).toMatchObject({
      status,
      body: { error: 'record_invalid', error_attributes: attributes },
    });
  const trailing = { trailing: { enabled: true, percent: 1 } };
  const together: readonly (readonly [object, string])[] = [
    [{ instant: true, take_profit: D18 }, 'TakeProfit and StopLoss are not available for instant trades'],
    [
      { take_profit: { enabled: true, steps: [step(50, 51_000, trailing), step(50, 52_000)] } },
      'Trailing is available only for the last step of TakeProfit',
    ],
    [
      { take_profit: { enabled: true, steps: [step(100, 51_000, { order_type: 'limit', ...trailing })] } },
      'Trailing is available only for market orders',
    ],
    [{ stop_loss: { ...STOP, breakeven: true } }, 'Breakeven is available only with at least two steps of TakeProfit'],
    [{ skip_enter_step: true }, 'TakeProfit or StopLoss should be enabled'],
  ];
  for (const [given, description] of together)
    expect(await trades.create(given)).toMatchObject({
      status: 400,
      body: { error: 'Wrong param(s)', error_description: description },
    });
  expect(await trades.create({ account_id: 4_711 })).toMatchObject({
    status: 403,
    body: { error: 'Forbidden', error_description: 'Account not owned by current user.' },
  });
  expect(await trades.call('GET', '/4711')).toMatchObject({
    status: 404,
    body: { error: 'Not found', error_description: 'Smart Trade not found' },
  });
  expect((await trades.must('GET', '')).length).toBe(0);
});

test('a form says the same as JSON: a further step begins where a name comes again', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const form = [
    `account_id=${desk.account}&pair=USDT_BTC&position[type]=buy&position[order_type]=market&position[units][value]=0.01`,
    'take_profit[enabled]=true',
    'take_profit[steps][][order_type]=limit&take_profit[steps][][volume]=50&take_profit[steps][][price][type]=bid&take_profit[steps][][price][value]=51000',
    'take_profit[steps][][order_type]=market&take_profit[steps][][volume]=50&take_profit[steps][][price][type]=last&take_profit[steps][][price][value]=52000',
    'take_profit[steps][][trailing][enabled]=true&take_profit[steps][][trailing][percent]=1.5',
    'stop_loss[enabled]=false',
  ].join('&');
  const sent = { body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const { status, body } = await desk.world.call('POST', '/public/api/v2/smart_trades', sent);
  expect(status).toBe(201);
  expect(body.take_profit.steps).toMatchObject([
    { order_type: 'limit', price: { value: '51000.0', type: 'bid' }, trailing: { enabled: false } },
    { order_type: 'market', price: { value: '52000.0', type: 'last' }, trailing: { enabled: true, percent: '1.5' } },
  ]);
  expect(body.stop_loss).toEqual({ enabled: false });
});
