import { expect, test } from 'vitest';
import { BotDesk, D9 } from './test-bots.ts';

const BOT_KEYS =
  'id account_id is_enabled max_safety_orders active_safety_orders_count pairs strategy_list close_strategy_list safety_strategy_list max_active_deals active_deals_count deletable? created_at updated_at trailing_enabled tsl_enabled deal_start_delay_seconds stop_loss_timeout_enabled stop_loss_timeout_in_seconds disable_after_deals_count deals_counter allowed_deals_on_same_pair easy_form_supported close_deals_timeout url_secret take_profit_steps custom_safety_steps name take_profit min_profit_percentage base_order_volume safety_order_volume safety_order_step_percentage safety_order_calculation_mode take_profit_type min_profit_type type martingale_volume_coefficient martingale_step_coefficient stop_loss_percentage cooldown btc_price_limit strategy min_volume_btc_24h profit_currency min_price max_price stop_loss_type safety_order_volume_type base_order_volume_type account_name trailing_deviation finished_deals_profit_usd finished_deals_count leverage_type leverage_custom_value start_order_type active_deals_usd_profit reinvesting_percentage risk_reduction_percentage reinvested_volume_usd min_price_percentage max_price_percentage'.split(
    ' ',
  );

test('a bot is made disabled and answered with every key, in the recorded order and form', async () => {
  const desk = await BotDesk.open();
  const { status, body } = await desk.create({ stop_loss_percentage: 10, cooldown: 60 });
  expect(status).toBe(201);
  expect(Object.keys(body)).toEqual([...BOT_KEYS, 'email_token']);
  expect(body).toMatchObject({
    account_id: desk.account,
    is_enabled: false,
    pairs: ['USDT_BTC'],
    strategy_list: [{ options: {}, strategy: 'manual' }],
    max_active_deals: 1,
    'deletable?': true,
    created_at: '2026-11-20T09:00:00.000Z',
    url_secret: expect.stringMatching(/^[0-9a-f]{10}$/),
    email_token: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    take_profit: '1.5',
    base_order_volume: '100.0',
    safety_order_step_percentage: '2.0',
    type: 'Bot::SingleBot',
    stop_loss_percentage: '10.0',
    cooldown: '60',
    btc_price_limit: '0.0',
    min_price: null,
    account_name: 'desk',
    finished_deals_profit_usd: '0',
    finished_deals_count: '0',
    start_order_type: 'limit',
  });
  expect(Object.keys(await desk.must('GET', `/bots/${body.id}/show`))).toEqual([...BOT_KEYS, 'active_deals']);
});

test('everything that is wrong is told at once, in the words of the service', async () => {
  const desk = await BotDesk.open();
  const missing = await desk.call('POST', '/bots/create_bot', {});
  expect(missing.status).toBe(400);
  expect(missing.body).toMatchObject({ error: 'record_invalid', error_description: 'Invalid parameters' });
  const needed = Object.keys(missing.body.error_attributes);
  expect(needed.sort()).toEqual(
    [
      'account_id',
      'active_safety_orders_count',
      'base_order_volume',
      'max_safety_orders',
      'name',
      'pairs',
      'safety_order_step_percentage',
      'safety_order_volume',
      'strategy_list',
      'take_profit_type',
    ].sort(),
  );
  expect(missing.body.error_attributes.name).toEqual(['is missing']);
  const wrong = await desk.create({
    pairs: ['USDT_BTC', 'USDT_XXX'],
    max_active_deals: 2,
    base_order_volume: '0.5',
    safety_order_volume: 1,
    stop_loss_percentage: 9.5,
    take_profit: 0,
    close_deals_timeout: 30,
    strategy_list: [{ strategy: 'rsi', options: { time: '7m' } }],
  });
  expect([wrong.status, wrong.body.error_attributes]).toEqual([
    400,
    {
      take_profit: ['must be greater than 0'],
      pairs: ['No market data for this pair: USDT_XXX'],
      strategy_list: ['rsi: time does not have a valid value'],
      close_deals_timeout: ['must be greater than or equal to 60'],
      max_active_deals: ['must be less than or equal to 1'],
      base_order_volume: [expect.stringMatching(/^Base order size is too small\. Min: \d+\.\d+$/)],
      safety_order_volume: [expect.stringMatching(/^Safety trade size is too small\. Min: \d+\.\d+$/)],
      stop_loss_percentage: ['Stop Loss should be below the last safety order (9.5)'],
    },
  ]);
  const several = await desk.create({ pairs: ['USDT_BTC', 'USDT_ETH'], base_order_volume: 1 });
  expect(several.body.error_attributes.base_order_volume).toEqual([
    expect.stringMatching(/Min: \d+\.\d+, USDT_BTC$/),
    expect.stringMatching(/Min: \d+\.\d+, USDT_ETH$/),
  ]);
  expect((await desk.create({ account_id: 17 })).status).toBe(404);
});

test('strategies become conditions of the core and come back as they were sent', async () => {
  const desk = await BotDesk.open();
  const cases = [
    [[], []],
    [[{ strategy: 'nonstop' }, { options: {} }], [{ kind: 'nonstop' }]],
    [[{ strategy: 'qfl', options: { type: 'original' } }], [{ kind: 'qfl', type: 'original', percent: '3' }]],
    [
      [{ strategy: 'trading_view', options: { time: '5m', type: 'buy_or_strong_buy' } }],
      [{ kind: 'rating', interval: '5m', type: 'buy_or_strong_buy' }],
    ],
    [
      [{ strategy: 'rsi', options: { time: '15m', points: 30 } }],
      [{ kind: 'rsi', interval: '15m', points: '30', trigger: 'less', period: 7 }],
    ],
    [[{ strategy: 'tv_custom_signal', options: {} }], [{ kind: 'webhook' }]],
    [[{ strategy: 'cqs_telegram' }], [{ kind: 'manual' }]],
    [
      [{ strategy: 'ta_preset', options: {}, time: '1h', type: 'BB-20-2-LB' }],
      [{ kind: 'bollinger', interval: '1h', points: '0', trigger: 'less', period: 20, deviations: '2' }],
    ],
    [
      [{ strategy: 'ma_cross', options: { time: '4h', indicator_type: 'ema', time_period_first: '10' } }],
      [{ kind: 'ma_cross', interval: '4h', average: 'ema', fast: 10, slow: 50, trigger: 'crossing_above' }],
    ],
  ] as const;
  for (const [sent, meant] of cases) {
    const { id, strategy_list } = (await desk.create({ strategy_list: sent })).body;
    const start = await desk.world.engine.read((state) => state.bots.bots.get(id)?.terms.settings.start);
    expect(start).toEqual(meant);
    expect(strategy_list.map(({ strategy }: { strategy: string }) => strategy)).toEqual(
      sent.flatMap((item) => ('strategy' in item ? [item.strategy] : [])),
    );
  }
});

test('a form with brackets says the same as JSON', async () => {
  const desk = await BotDesk.open();
  const { strategy_list: _, pairs, ...plain } = D9;
  const form = new URLSearchParams({ account_id: `${desk.account}` });
  for (const [name, value] of Object.entries(plain)) form.set(name, String(value));
  form.set('pairs[0]', pairs[0]);
  form.set('strategy_list[0][strategy]', 'qfl');
  form.set('strategy_list[0][options][type]', 'position');
  form.set('take_profit_steps[0][amount_percentage]', '40');
  form.set('take_profit_steps[0][profit_percentage]', '2');
  form.set('take_profit_steps[1][amount_percentage]', '60');
  form.set('take_profit_steps[1][profit_percentage]', '3.5');
  const { status, text, body } = await desk.world.call('POST', `/public/api/ver1/bots/create_bot?${form}`);
  expect(status, text).toBe(201);
  expect(body).toMatchObject({
    strategy_list: [{ options: { type: 'position' }, strategy: 'qfl' }],
    take_profit: '0.0',
    take_profit_steps: [
      { id: 0, amount_percentage: 40, profit_percentage: 2 },
      { id: 1, amount_percentage: 60, profit_percentage: 3.5 },
    ],
  });
  const json = await desk.world.call(
    'POST',
    `/public/api/ver1/bots/create_bot?${new URLSearchParams({ ...Object.fromEntries(Object.entries(plain).map(([k, v]) => [k, String(v)])), account_id: `${desk.account}`, pairs: 'USDT_BTC', strategy_list: '[{"strategy":"nonstop"}]' })}`,
  );
  expect(json.body).toMatchObject({ pairs: ['USDT_BTC'], strategy_list: [{ options: {}, strategy: 'nonstop' }] });
});

test('bots are listed newest first and narrowed; a wrong scope is told', async () => {
  const desk = await BotDesk.open();
  const [long, short] = [await desk.bot(), await desk.bot({ strategy: 'short', name: 'Short' })];
  await desk.must('POST', `/bots/${long}/enable`);
  const ids = async (query: string) => (await desk.must('GET', `/bots${query}`)).map(({ id }: { id: number }) => id);
  expect(await ids('')).toEqual([short, long]);
  expect(await ids('?sort_direction=asc&limit=1&offset=1')).toEqual([short]);
  expect(await ids('?scope=enabled')).toEqual([long]);
  expect(await ids('?scope=disabled&strategy=short')).toEqual([short]);
  expect(await ids('?quote=USDT')).toEqual([short, long]);
  expect(await ids('?quote=XXX')).toEqual([]);
  expect(await ids(`?account_id=${desk.account}&offset=&scope=`)).toEqual([short, long]);
  const wrong = await desk.call('GET', '/bots?scope=all');
  expect([wrong.status, wrong.body.error_attributes]).toEqual([400, { scope: ['does not have a valid value'] }]);
});

test('a deal starts when its checks pass, else 422 names the check; a bot with deals is not deleted', async () => {
  const desk = await BotDesk.open();
  const bot = await desk.bot();
  await desk.must('POST', '/bots/update_pairs_black_list', { pairs: ['USDT_BTC'] });
  expect(await desk.must('GET', '/bots/pairs_black_list')).toEqual({ pairs: ['USDT_BTC'] });
  const listed = await desk.call('POST', `/bots/${bot}/start_new_deal`);
  expect([listed.status, listed.body]).toMatchObject([
    422,
    { error_attributes: { base: ['USDT_BTC is on the black list'] } },
  ]);
  expect(await desk.must('POST', '/bots/update_pairs_black_list', { pairs: [] })).toEqual({ pairs: [] });
  const only = await desk.call('POST', `/bots/${bot}/start_new_deal?only_for_enabled=true`);
  expect([only.status, only.body.error_attributes]).toEqual([422, { base: ['the bot is disabled'] }]);
  await desk.must('POST', `/bots/${bot}/start_new_deal?pair=USDT_BTC&skip_signal_checks=true`);
  expect(await desk.must('GET', `/bots/${bot}/show`)).toMatchObject({
    is_enabled: true,
    active_deals_count: 1,
    'deletable?': false,
    active_deals: [{ status: 'bought', bot_id: bot }],
  });
  const second = await desk.call('POST', `/bots/${bot}/start_new_deal`);
  expect([second.status, second.body.error]).toEqual([422, 'record_invalid']);
  expect(await desk.call('POST', `/bots/${bot}/delete`)).toMatchObject({ status: 403, body: { error: 'Forbidden' } });
  expect(await desk.must('POST', `/bots/${bot}/panic_sell_all_deals`)).toMatchObject({
    is_enabled: false,
    active_deals_count: 0,
    'deletable?': true,
  });
  expect(await desk.must('POST', `/bots/${bot}/delete`)).toBe(true);
  expect((await desk.call('GET', `/bots/${bot}/show`)).status).toBe(404);
  expect(await desk.must('GET', `/deals?bot_id=${bot}`)).toMatchObject([{ status: 'panic_sold' }]);
  const several = await desk.bot({ pairs: ['USDT_BTC', 'USDT_ETH'] });
  const unnamed = await desk.call('POST', `/bots/${several}/start_new_deal`);
  expect([unnamed.status, unnamed.body.error_attributes]).toEqual([400, { pair: ['is missing'] }]);
});

test("bots and deals of others are not there; a bot's secrets are told to nobody who only reads", async () => {
  const desk = await BotDesk.open();
  const { bot, deal } = await desk.deal();
  const other = await desk.world.addKey({}, await desk.world.addPerson('bob'));
  for (const path of [`bots/${bot}/show`, `deals/${deal}/show`, `deals/${deal}/market_orders`]) {
    expect((await desk.world.call('GET', `/public/api/ver1/${path}`, {}, other)).status).toBe(404);
  }
  for (const path of [`bots/${bot}/disable`, `bots/${bot}/start_new_deal`, `deals/${deal}/cancel`]) {
    expect((await desk.world.call('POST', `/public/api/ver1/${path}`, {}, other)).status).toBe(404);
  }
  expect((await desk.world.call('GET', '/public/api/ver1/deals', {}, other)).body).toEqual([]);
  const secret = await desk.world.engine.read((state) => state.bots.bots.get(bot)?.secret ?? '');
  for (const path of ['/bots', `/bots/${bot}/show`, `/deals/${deal}/show`]) {
    expect((await desk.call('GET', path)).text.replaceAll('-', '')).not.toContain(secret);
  }
});

test('a copy has the same settings, another name and a secret of its own', async () => {
  const desk = await BotDesk.open();
  const { body } = await desk.create();
  const made = await desk.must('POST', `/bots/${body.id}/copy_and_create`, { name: 'Copy', secret: body.url_secret });
  expect(made).toEqual({ bot_id: expect.any(Number), bot_required_amount: 800 });
  const copy = await desk.must('GET', `/bots/${made.bot_id}/show`);
  expect(copy).toMatchObject({ name: 'Copy', is_enabled: false, martingale_step_coefficient: '1.5' });
  expect(copy.url_secret).not.toBe(body.url_secret);
  const wrong = { name: 'Copy', secret: '0000000000' };
  expect((await desk.call('POST', `/bots/${body.id}/copy_and_create`, wrong)).status).toBe(404);
});
