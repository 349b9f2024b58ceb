import { expect, test } from 'vitest';
import { D18, LONG, STOP, step, TradesV2Desk } from './test-trades-v2.ts';

test('an edit: steps go on by their ids, sold ones stay, an answer can be sent back as it is', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const trade = await trades.made({ take_profit: D18, stop_loss: STOP });
  const path = `/${trade.id}`;
  await desk.market('51000', '51010');
  const sold = await trades.shown(trade.id);
  const { position, take_profit, stop_loss } = sold;
  expect(await trades.must('PATCH', path, { position, take_profit, stop_loss })).toEqual({
    ...sold,
    data: { ...sold.data, updated_at: expect.any(String) },
    take_profit: {
      ...take_profit,
      steps: take_profit.steps.map((each: object) => ({ ...each })),
    },
  });
  const [, second] = take_profit.steps;
  const steps = [
    { id: second.id, order_type: 'limit', volume: 35, price: { type: 'bid', value: 52_500 } },
    { order_type: 'market', volume: 25, price: { type: 'bid', percent: 12 }, trailing: { enabled: true, percent: 2 } },
  ];
  const changed = await trades.must('PATCH', path, {
    take_profit: { enabled: true, steps },
    stop_loss: { enabled: true, breakeven: true },
  });
  expect(changed.take_profit.steps).toMatchObject([
    { position: 1, volume: '40.0', status: { type: 'finished' } },
    { id: second.id, position: 2, volume: '35.0', price: { value: '52500.0' }, status: { type: 'order_placed' } },
    { position: 5, volume: '25.0', price: { value: '56000.0', percent: '12.0' }, trailing: { enabled: true } },
  ]);
  expect(changed.stop_loss).toMatchObject({ enabled: true, breakeven: true, order_type: 'market' });
  const wrong = [
    [{ position: { type: 'sell' } }, { 'position[type]': ["Can't be edit"] }],
    [{ position: { units: { value: 1 } } }, { 'position[units][value]': ["Can't be edit"] }],
    [{ position: { price: { value: 1 } } }, { 'position[price][value]': ["Can't be edit"] }],
    [{ position: { conditional: { price: { value: 1 } } } }, { 'position[conditional]': ["Can't be edit"] }],
    [{ take_profit: { enabled: true, steps: [{ ...steps[0], id: 4_711 }] } }, undefined],
  ] as const;
  for (const [given, attributes] of wrong) {
    const answer = await trades.call('PATCH', path, given);
    expect([400, 422]).toContain(answer.status);
    if (attributes !== undefined) expect(answer.body.error_attributes).toEqual(attributes);
  }
  expect(await trades.call('PATCH', path, { take_profit: { enabled: false } })).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)', error_description: expect.stringContaining('finished steps') },
  });
  const other = await trades.made({ take_profit: D18 });
  expect(await trades.call('PATCH', `/${other.id}`, { take_profit: { enabled: false } })).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)', error_description: expect.stringContaining('take profit or a stop loss') },
  });
  expect(await trades.must('PATCH', path, { stop_loss: { enabled: false } })).toMatchObject({
    stop_loss: { enabled: false },
  });
  expect(await trades.must('POST', `${path}/set_note`, { note: 'seen' })).toMatchObject({ note: 'seen' });
  expect(await trades.call('POST', `${path}/set_note`, { note: 'x'.repeat(301) })).toMatchObject({
    status: 400,
    body: { error_attributes: { note: ['too long. Max is 300 symbols'] } },
  });
});

test('funds are added and taken out; what does not fit is told', async () => {
  const trades = await TradesV2Desk.open();
  const { id } = await trades.made({ position: { ...LONG, units: { value: '0.01' } }, take_profit: D18 });
  const funds = (what: string, body: object) => trades.call('POST', `/${id}/${what}_funds`, body);
  expect(await funds('add', { order_type: 'x', units: {} })).toMatchObject({
    status: 400,
    body: { error_attributes: { order_type: ['does not have a valid value'], 'units[value]': ['is missing'] } },
  });
  expect(await funds('add', { order_type: 'limit', units: { value: 0.001 } })).toMatchObject({
    status: 400,
    body: { error_attributes: { 'price[value]': ['is missing'] } },
  });
  expect(await funds('add', { order_type: 'market', units: { value: 0.00001 } })).toMatchObject({
    status: 422,
    body: { error_attributes: { total: [expect.stringMatching(/^must be greater than or equal to /)] } },
  });
  expect((await funds('add', { order_type: 'market', units: { value: 0.002 } })).body).toMatchObject({
    position: { units: { value: '0.012' } },
    data: { entered_amount: '0.012', entered_total: '600.6' },
  });
  expect(await trades.must('GET', `/${id}/reduce_funds_info`)).toEqual({
    max_reduce_funds_amount: '0.01199',
  });
  expect(await funds('reduce', { order_type: 'market', units: { value: 0.02 } })).toMatchObject({
    status: 422,
    body: { error_attributes: { 'units[value]': ['must be less than or equal to 0.01199'] } },
  });
  const reduced = (await funds('reduce', { order_type: 'market', units: { value: 0.004 } })).body;
  // 0.004 · 49990 less a thousandth
  expect(reduced.reduce_funds.steps).toMatchObject([
    {
      type: 'market',
      status: { type: 'finished' },
      units: { value: '0.004' },
      price: { value: '49940.01', value_without_commission: '49990.0' },
      total: { value: '199.76004' },
    },
  ]);
  expect(reduced.data).toMatchObject({ closed_amount: '0.004', closed_total: '199.76004' });
  const waiting = (await funds('reduce', { order_type: 'limit', units: { value: 0.001 }, price: { value: 70_000 } }))
    .body;
  const open = waiting.reduce_funds.steps[1];
  expect(open).toMatchObject({ type: 'limit', status: { type: 'order_placed' }, data: { cancelable: true } });
  expect(await trades.must('DELETE', `/${id}/trades/${open.id}`)).toMatchObject({
    reduce_funds: { steps: [{}, { id: open.id, status: { type: 'cancelled' }, data: { cancelable: false } }] },
  });
  expect(await trades.call('DELETE', `/${id}/trades/${open.id}`)).toMatchObject({ status: 404 });
  await trades.must('DELETE', `/${id}`);
  expect(await funds('reduce', { order_type: 'market', units: { value: 0.001 } })).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)', error_description: 'Reduce funds is not allowed in the current status' },
  });
  expect(await trades.call('GET', `/${id}/reduce_funds_info`)).toMatchObject({ status: 400 });
});

test('parts are told, closed and cancelled one by one; without an exit the trade is cancelled', async () => {
  const trades = await TradesV2Desk.open();
  const two = { enabled: true, steps: [step(50, 51_000), step(50, 52_000, { order_type: 'limit' })] };
  const { id, take_profit } = await trades.made({ take_profit: two, stop_loss: STOP });
  const [first, second] = take_profit.steps;
  const parts = () => trades.must('GET', `/${id}/trades`);
  const told = await parts();
  expect(told.map((part: { id: number; trade_purpose: string }) => [part.id, part.trade_purpose])).toEqual([
    [id + 1, 'position'],
    [first.id, 'take_profit'],
    [second.id, 'take_profit'],
    [id + 2, 'stop_loss'],
  ]);
  expect(told[0]).toEqual({
    id: id + 1,
    average_price: '50050.0',
    follow_price_type: 'ask',
    initial_amount: '0.01237',
    initial_total: '618.5',
    order_price: '50000.0',
    order_side: 'buy',
    order_type: 'limit',
    pair: 'USDT_BTC',
    position_percentage: null,
    realised_amount: '0.01237',
    realised_total: '619.1185',
    status: 'finished',
    take_profit_percentage: null,
    trade_purpose: 'position',
    trail_percentage: null,
    trail_value: null,
    trailing_enabled: false,
    trailing_last_price: null,
    trailing_last_price_updated_at: null,
    trigger_condition: null,
    trigger_price: null,
    trigger_price_percentage: null,
    trigger_type: 'none',
    created_at: expect.any(String),
    updated_at: expect.any(String),
    realised_percentage: '100.0',
    initial_price: '50000.0',
    realised_price: '50050.0',
    cancelable: false,
    force_processable: false,
  });
  expect(told[3]).toMatchObject({ trigger_condition: 'less_or_equal', trigger_price: '47500.0', cancelable: true });
  const closed = await trades.must('POST', `/${id}/trades/${first.id}/close_by_market`);
  expect(closed.take_profit.steps[0]).toMatchObject({ status: { type: 'panic_sold' }, closed_at: expect.any(String) });
  for (const part of [id + 1, id + 2])
    expect(await trades.call('POST', `/${id}/trades/${part}/close_by_market`)).toMatchObject({
      status: 400,
      body: { error: 'Wrong param(s)', error_description: 'Close by market is not allowed in the current status' },
    });
  expect(await trades.call('DELETE', `/${id}/trades/${id + 1}`)).toMatchObject({ status: 400 });
  expect(await trades.call('DELETE', `/${id}/trades/4711`)).toMatchObject({
    status: 404,
    body: { error: 'Not found', error_description: 'Step not found' },
  });
  expect(await trades.must('DELETE', `/${id}/trades/${id + 2}`)).toMatchObject({
    status: { type: 'waiting_targets' },
    stop_loss: { enabled: false },
  });
  expect(await trades.must('DELETE', `/${id}/trades/${second.id}`)).toMatchObject({
    status: { type: 'cancelled', title: 'Cancelled' },
    data: { closed_amount: '0.00618', finished: true },
  });
  expect((await parts()).map(({ status }: { status: string }) => status)).toEqual([
    'finished',
    'panic_sold',
    'cancelled',
  ]);
});

test('an entry that rests takes another price and other units; a condition its own', async () => {
  const trades = await TradesV2Desk.open();
  const { id, position } = await trades.made({ position: { ...LONG, price: { value: 40_000 } }, take_profit: D18 });
  expect(position).toMatchObject({ editable: true, units: { editable: true }, price: { editable: true } });
  const patch = (change: object) => trades.call('PATCH', `/${id}`, { position: change });
  expect(await patch({ ...position, units: { value: '0.02' }, price: { value: 41_000 } })).toMatchObject({
    status: 200,
    body: { position: { units: { value: '0.02' }, price: { value: '41000.0' }, status: { type: 'order_placed' } } },
  });
  expect(await patch({ units: { value: 100 } })).toMatchObject({ status: 422, body: { error: 'not_enough_money' } });
  expect(await patch({ price: { value: '41000.001' } })).toMatchObject({
    status: 422,
    body: { error_attributes: { 'position[price][value]': [expect.any(String)] } },
  });
  expect(await patch({ price: { value: 50_000 } })).toMatchObject({
    body: { status: { type: 'waiting_targets' }, position: { units: { value: '0.02', editable: false } } },
  });
  const conditional = { price: { value: 40_000 }, order_type: 'market' };
  const waiting = await trades.made({ position: { ...LONG, order_type: 'conditional', conditional }, stop_loss: STOP });
  const moved = { position: { units: { value: '0.03' }, conditional: { price: { value: '39000.001' } } } };
  expect(await trades.call('PATCH', `/${waiting.id}`, moved)).toMatchObject({
    status: 422,
    body: { error_attributes: { 'position[conditional][price][value]': [expect.any(String)] } },
  });
  expect(await trades.must('PATCH', `/${waiting.id}`, { position: { units: { value: '0.03' } } })).toMatchObject({
    position: { units: { value: '0.03' } },
  });
});

test('an entry that rests is cancelled by its part, whole trades by themselves; closing sells what is held', async () => {
  const trades = await TradesV2Desk.open();
  const resting = { position: { ...LONG, price: { value: 40_000 } }, take_profit: D18 };
  const waiting = await trades.made(resting);
  expect(waiting).toMatchObject({
    status: { type: 'waiting_position' },
    position: { price: { value: '40000.0' }, total: { value: '494.8' }, status: { type: 'order_placed' } },
  });
  expect(await trades.call('POST', `/${waiting.id}/close_by_market`)).toMatchObject({ status: 400 });
  expect(await trades.must('DELETE', `/${waiting.id}/trades/${waiting.id + 1}`)).toMatchObject({
    status: { type: 'cancelled' },
    position: { status: { type: 'cancelled' } },
    is_position_not_filled: true,
  });
  const { id } = await trades.made({ take_profit: D18 });
  expect(await trades.must('POST', `/${id}/close_by_market`)).toMatchObject({
    status: { type: 'panic_sold', title: 'Closed at Market Price' },
    market_close: {
      id: id + 3,
      type: 'market',
      status: { type: 'finished' },
      units: { value: '0.01237' },
      price: { value: '49940.01', value_without_commission: '49990.0' },
    },
    profit: { volume: '-1.3605763', percent: '-0.22' },
  });
  expect(await trades.call('DELETE', `/${id}`)).toMatchObject({
    status: 400,
    body: { error: 'Wrong param(s)', error_description: 'Cancel is not allowed in the current status' },
  });
});

test('lists are narrowed, put in order and paged', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const ids: number[] = [];
  for (let i = 0; i < 4; i++) {
    ids.push((await trades.made({ take_profit: D18 })).id);
    desk.world.clock.wall += 1_000;
    await desk.market('49990', '50000');
  }
  const [a, b, c, d] = ids as [number, number, number, number];
  await trades.must('DELETE', `/${b}`);
  await trades.must('POST', `/${d}/close_by_market`);
  const list = async (query: string): Promise<number[]> =>
    (await trades.must('GET', `${query}`)).map(({ id }: { id: number }) => id);
  // running ones first
  expect((await list('')).slice(0, 2)).toEqual([c, a]);
  expect(await list('?order_by=created_at')).toEqual([d, c, b, a]);
  expect(await list('?order_by=created_at&order_direction=ASC')).toEqual([a, b, c, d]);
  expect(await list('?order_by=created_at&per_page=3&page=2')).toEqual([a]);
  // the cancelled one lost nothing, the others as much as leaving costs; newer ones go first
  expect(await list('?order_by=profit_percentage')).toEqual([b, d, c, a]);
  expect(await list('?order_by=profit_percentage&order_direction=asc&per_page=3')).toEqual([a, c, d]);
  expect(await list('?status=active&order_by=created_at')).toEqual([c, a]);
  expect(await list('?status=finished&order_by=created_at')).toEqual([d, b]);
  expect(await list('?status=cancelled')).toEqual([b]);
  expect(await list('?status=failed')).toEqual([]);
  expect(await list(`?account_id=${desk.account}&pair=USDT_BTC&base=BTC&quote=USDT&type=smart_trade`)).toHaveLength(4);
  expect(await list('?pair=USDT_ETH')).toEqual([]);
  expect(await list('?base=NONE')).toEqual([]);
  expect(await list('?account_id=4711')).toEqual([]);
  expect(await list('?from=2030-01-01')).toEqual([]);
  expect(await list('?page=1000000&per_page=100')).toEqual([]);
  expect(await trades.call('GET', '?status=x&order_by=y&page=0&type=z')).toMatchObject({
    status: 400,
    body: {
      error_attributes: {
        status: ['does not have a valid value'],
        order_by: ['does not have a valid value'],
        page: ['must be greater than or equal to 1'],
        type: ['does not have a valid value'],
      },
    },
  });
});

test('funds may be added while the entry rests, and are held with it', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const position = { type: 'buy', order_type: 'limit', units: { value: '0.01' }, price: { value: '49000' } };
  const { id, data } = await trades.made({ position, take_profit: D18 });
  expect(data.add_funds_available).toBe(true);
  const added = await desk.v2('POST', `/smart_trades/${id}/add_funds`, {
    order_type: 'market',
    units: { value: '0.02' },
  });
  expect([added.status, added.body]).toMatchObject([
    201,
    { status: { type: 'waiting_position' }, position: { units: { value: '0.01' } }, data: { entered_amount: '0.02' } },
  ]);
  await desk.market('48990', '49000');
  const { body } = await desk.v2('GET', `/smart_trades/${id}`);
  expect(body).toMatchObject({ status: { type: 'waiting_targets' }, data: { entered_amount: '0.03' } });
});

test('what belongs to others is not there, in any method', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const { id, take_profit } = await trades.made({ take_profit: D18 });
  const other = await desk.world.addKey({}, await desk.world.addPerson('bob'));
  const funds = { order_type: 'market', units: { value: 1 } };
  const calls = [
    ['GET', ''],
    ['PATCH', '', { stop_loss: { enabled: false } }],
    ['DELETE', ''],
    ['POST', '/add_funds', funds],
    ['POST', '/reduce_funds', funds],
    ['GET', '/reduce_funds_info'],
    ['POST', '/close_by_market'],
    ['POST', '/force_start'],
    ['POST', '/force_process'],
    ['POST', '/set_note', { note: 'x' }],
    ['GET', '/trades'],
    ['POST', `/trades/${take_profit.steps[0].id}/close_by_market`],
    ['DELETE', `/trades/${take_profit.steps[0].id}`],
  ] as const;
  for (const [method, path, body] of calls) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await desk.world.call(method, `/public/api/v2/smart_trades/${id}${path}`, sent, other);
    expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { error: 'Not found' } });
  }
  expect((await desk.world.call('GET', '/public/api/v2/smart_trades', {}, other)).body).toEqual([]);
});
