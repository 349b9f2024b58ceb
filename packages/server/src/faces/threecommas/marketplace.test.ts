import { expect, test } from 'vitest';
import { ITEMS } from './marketplace/items.ts';
import { BotDesk } from './test-bots.ts';
import { type TestThreeCommas, testThreeCommas } from './test-threecommas.ts';

const MARKETPLACE = '/public/api/ver1/marketplace';
const HOUR = 3_600_000;
const QFL_DAY_TRADE = 2;

/** Has BTC trade once in each further hour; the candle of the last one is not closed yet. */
async function hours(world: TestThreeCommas, prices: readonly number[]): Promise<void> {
  for (const price of prices) {
    world.clock.market += HOUR;
    await world.trade('USDT_BTC', `${price}`, '0.1');
  }
}

/** A base at 50 000 after ten hours above it, and its five hours above. */
const WITH_BASE = [...Array(10).fill(50_500), 50_000, ...Array(5).fill(50_250)];

test('items are strategies that a bot takes as they stand, the newest first; all are free', async () => {
  const desk = await BotDesk.open();
  const { plain } = desk.world;
  const items = (await plain('GET', `${MARKETPLACE}/items?limit=1000&locale=ru`)).body;
  expect(items.map(({ id }: { id: number }) => id)).toEqual(ITEMS.map(({ id }) => id).reverse());
  expect(items.at(-QFL_DAY_TRADE)).toEqual({
    id: QFL_DAY_TRADE,
    name: 'QFL day_trade',
    preview_url: '',
    icon_url: '',
    strategy_type: 'signal',
    strategy_key: 'qfl',
    card_text_1: 'QFL',
    card_text_2: 'type: day_trade',
    card_text_3: 'long',
    card_text_4: 'free',
  });
  for (const { strategy, sides } of ITEMS) {
    for (const { side } of sides) await desk.bot({ strategy_list: [strategy], strategy: side });
  }
  expect((await plain('GET', `${MARKETPLACE}/items?scope=free&limit=2&offset=1`)).body).toEqual(items.slice(1, 3));
  expect((await plain('GET', `${MARKETPLACE}/items?scope=paid`)).body).toEqual([]);
  const names = (await plain('GET', `${MARKETPLACE}/items?order=name`)).body.map(({ name }: { name: string }) => name);
  expect(names).toEqual([...names].sort());
  expect((await plain('GET', `${MARKETPLACE}/items?order=best`)).body.error_attributes).toEqual({
    order: ['does not have a valid value'],
  });
});

test('subscribers are enabled bots', async () => {
  const desk = await BotDesk.open();
  const first = async () =>
    (await desk.world.plain('GET', `${MARKETPLACE}/items?order=subscribers&limit=1`)).body[0].id;
  expect(await first()).toBe(ITEMS.at(-1)?.id);
  const bot = await desk.bot({ strategy_list: [{ strategy: 'qfl', options: { type: 'day_trade' } }] });
  expect(await first()).toBe(ITEMS.at(-1)?.id);
  await desk.must('POST', `/bots/${bot}/enable`);
  expect(await first()).toBe(QFL_DAY_TRADE);
  await desk.must('POST', `/bots/${bot}/disable`);
  expect(await first()).toBe(ITEMS.at(-1)?.id);
});

test('signals of an item are told of closed candles, nobody need follow it', async () => {
  const world = await testThreeCommas();
  const signals = async (query = '') =>
    (await world.plain('GET', `${MARKETPLACE}/${QFL_DAY_TRADE}/signals${query}`)).body;
  expect(await signals()).toEqual([]);
  await hours(world, [...WITH_BASE, 48_500]);
  const at = world.clock.market;
  expect(await signals()).toEqual([]);
  world.clock.market += HOUR / 2;
  await world.trade('USDT_BTC', '48499.5', '0.1');
  await hours(world, [49_000]);
  const told = await signals();
  expect(told).toEqual([
    {
      id: expect.any(Number),
      pair: 'USDT_BTC',
      exchange: 'Paper trading account',
      signal_type: 'long',
      timestamp: (at + HOUR) / 1_000,
      min: '48499.5',
      max: '48500.0',
    },
  ]);
  expect(told[0].id).toBeLessThan(2 ** 31);
  expect(await signals('?offset=1')).toEqual([]);
});

test('a bot that follows an item starts its deal at the signal that is told', async () => {
  const desk = await BotDesk.open();
  const { world } = desk;
  const strategy = { strategy: 'qfl', options: { type: 'day_trade' } };
  const bot = await desk.bot({ strategy_list: [strategy], start_order_type: 'market' });
  await desk.must('POST', `/bots/${bot}/enable`);
  await hours(world, WITH_BASE);
  expect(await desk.must('GET', `/deals?bot_id=${bot}`)).toEqual([]);
  await hours(world, [48_500]);
  const [deal] = await desk.must('GET', `/deals?bot_id=${bot}`);
  await hours(world, [49_000, 50_000]);
  const [signal] = (await world.plain('GET', `${MARKETPLACE}/${QFL_DAY_TRADE}/signals`)).body;
  expect(signal.pair).toBe(deal.pair);
  expect(Date.parse(deal.created_at)).toBe(signal.timestamp * 1_000 - HOUR);
});

test('signals are ordered by pair, side and time', async () => {
  const world = await testThreeCommas();
  const candles = ITEMS.find(({ name }) => name === 'Heikin-Ashi-1 1h')?.id;
  const wave = Array.from({ length: 40 }, (_, n) => 50_000 + (n % 8 < 4 ? n % 8 : 8 - (n % 8)) * 100);
  await hours(world, wave);
  const signals = async (query: string) =>
    (await world.plain('GET', `${MARKETPLACE}/${candles}/signals?${query}`)).body;
  const byDate = await signals('order=date');
  expect(byDate.length).toBeGreaterThan(4);
  const times = byDate.map(({ timestamp }: { timestamp: number }) => timestamp);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(await signals('order=newest&order_direction=asc')).toEqual([...byDate].reverse());
  const sides = (await signals('order=signal_type')).map((each: { signal_type: string }) => each.signal_type);
  expect(sides).toEqual([...sides].sort().reverse());
  expect(new Set(sides)).toEqual(new Set(['long', 'short']));
  expect(await signals('order=pair&limit=2&offset=1')).toEqual(byDate.slice(1, 3));
});

test('an item that there is not is a 404', async () => {
  const { plain } = await testThreeCommas();
  for (const id of ['9', '4711', 'items']) {
    expect(await plain('GET', `${MARKETPLACE}/${id}/signals`)).toMatchObject({ status: 404 });
  }
});

test('presets are own bots, found by what they do and by what they brought; copies of them are counted', async () => {
  const desk = await BotDesk.open();
  const presets = async (query = '') => desk.must('GET', `/marketplace/presets?${query}`);
  expect(await presets()).toEqual({ bots: [], total: 0, page: 1 });
  const strategy = { strategy: 'qfl', options: { type: 'day_trade' } };
  const bot = await desk.bot({ strategy_list: [strategy], start_order_type: 'market' });
  const short = await desk.bot({ name: 'Short', strategy: 'short', pairs: ['USDT_BTC', 'USDT_ETH'] });
  const secret = (await presets()).bots[1].secret;
  const copy = (await desk.must('POST', `/bots/${bot}/copy_and_create`, { name: 'Copy', secret })).bot_id;
  const { id: deal } = await desk.must('POST', `/bots/${bot}/start_new_deal?skip_signal_checks=true`);
  await desk.market('51000', '51010');
  const profit = Number((await desk.show(deal)).usd_final_profit);
  expect(profit).toBeGreaterThan(0);
  const { bots, total } = await presets('sort_by=profit&per_page=1');
  expect(total).toBe(3);
  expect(bots).toEqual([
    {
      id: bot,
      type: 'Bot::SingleBot',
      name: 'Test bot',
      strategy: 'long',
      secret,
      marketplace_item: { id: QFL_DAY_TRADE, name: 'QFL day_trade', icon_url: '' },
      profit: { period: 'month', amount: profit, chart_data: [...Array(29).fill(0), profit] },
      currencies: ['USDT_BTC'],
      copies: 1,
      is_favorite: false,
    },
  ]);
  const ids = async (query: string) => (await presets(query)).bots.map(({ id }: { id: number }) => id);
  expect(await ids('')).toEqual([copy, short, bot]);
  expect(await ids('page=2&per_page=2')).toEqual([bot]);
  expect(await ids('sort_by=name&sort_direction=asc')).toEqual([copy, short, bot]);
  expect(await ids('bot_strategy=short')).toEqual([short]);
  expect(await ids('bot_type=composite')).toEqual([short]);
  expect(await ids('pairs[]=USDT_ETH&pairs[]=USDT_NONE')).toEqual([short]);
  expect(await ids('deal_start_conditions[]=qfl')).toEqual([copy, bot]);
  expect(await ids('profit_per_day_from=0.01')).toEqual([bot]);
  expect(await ids('profit_per_month_to=0&days_running_to=1')).toEqual([copy, short]);
  expect(await ids('days_running_from=2')).toEqual([]);
  const reading = await desk.world.addKey({ permissions: ['ACCOUNTS_READ'] });
  expect(await desk.world.call('GET', `${MARKETPLACE}/presets`, {}, reading)).toMatchObject({ status: 403 });
});
