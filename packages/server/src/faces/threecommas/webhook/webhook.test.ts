import { expect, onTestFinished, test, vi } from 'vitest';
import { delayedMessages } from '../../../readmodel/index.ts';
import { testFolder } from '../../test-domain.ts';
import { BotDesk } from '../test-bots.ts';
import { ACTIONS, MAX_MESSAGES } from './messages.ts';

/** A message as charting services send it: plain text. */
async function send(desk: BotDesk, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${desk.world.url}/trade_signal/trading_view`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** A bot that waits for messages, and how one is sent to it. */
async function listening(desk: BotDesk, more: object = {}) {
  const made = (await desk.create({ strategy_list: [{ strategy: 'tv_custom_signal' }], ...more })).body;
  const { id, email_token } = made as { id: number; email_token: string };
  const about = { message_type: 'bot', bot_id: id, email_token, delay_seconds: 0 };
  return {
    id,
    about,
    say: (message: object = {}) => send(desk, { ...about, ...message }),
    show: () => desk.must('GET', `/bots/${id}/show`),
  };
}

test('messages start the bot and a deal, add to it, and close it', async () => {
  const desk = await BotDesk.open();
  const { say, show } = await listening(desk);
  expect(await say()).toMatchObject({ status: 422, body: { error_attributes: { base: ['the bot is disabled'] } } });
  expect(await say({ action: 'start_bot' })).toEqual({ status: 200, body: { status: 'success' } });
  expect(await show()).toMatchObject({ is_enabled: true, active_deals: [] });
  expect(await say()).toMatchObject({ status: 200 });
  expect(await show()).toMatchObject({ active_deals: [{ status: 'bought', bought_amount: '0.002' }] });
  expect(await say({ action: 'add_funds_in_quote', volume: '100' })).toMatchObject({ status: 200 });
  expect(await say({ action: 'add_funds_in_base', volume: 0.001 })).toMatchObject({ status: 200 });
  expect(await show()).toMatchObject({ active_deals: [{ bought_amount: '0.005' }] });
  expect(await say({ action: 'add_funds_in_quote' })).toMatchObject({
    status: 400,
    body: { error_attributes: { volume: ['is missing'] } },
  });
  expect(await say({ action: 'close_at_market_price' })).toMatchObject({ status: 200 });
  expect(await show()).toMatchObject({ is_enabled: true, active_deals: [], finished_deals_count: '1' });
  await say();
  await say({ action: 'cancel_all_and_stop_bot' });
  expect(await show()).toMatchObject({ is_enabled: false, active_deals: [] });
});

test('a pair is named by bots of several; _all means every deal', async () => {
  const desk = await BotDesk.open();
  await desk.market('2999', '3000', 'USDT_ETH');
  const { say, show } = await listening(desk, { pairs: ['USDT_BTC', 'USDT_ETH'], max_active_deals: 2 });
  const pairs = async () => (await show()).active_deals.map(({ pair }: { pair: string }) => pair).sort();
  expect(await say({ action: 'start_bot_and_start_deal', pair: 'USDT_ETH' })).toMatchObject({ status: 200 });
  expect(await say()).toMatchObject({ status: 400, body: { error_attributes: { pair: ['is missing'] } } });
  expect(await say({ pair: 'USDT_BTC' })).toMatchObject({ status: 200 });
  expect(await pairs()).toEqual(['USDT_BTC', 'USDT_ETH']);
  await say({ action: 'close_at_market_price', pair: 'USDT_ETH' });
  expect(await pairs()).toEqual(['USDT_BTC']);
  await say({ pair: 'USDT_ETH' });
  await say({ action: 'cancel', pair: 'USDT_BTC' });
  expect(await pairs()).toEqual(['USDT_ETH']);
  await say({ action: 'close_at_market_price_all', pair: 'USDT_BTC' });
  expect(await pairs()).toEqual([]);
  expect(await say({ pair: 'USDT_XXX' })).toMatchObject({
    status: 400,
    body: { error_attributes: { pair: ['No market data for this pair: USDT_XXX'] } },
  });
});

test('several messages come in one request; delayed ones wait for their moment', async () => {
  const desk = await BotDesk.open();
  const { about, show } = await listening(desk);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const later = { ...about, action: 'close_at_market_price_all_and_stop_bot', delay_seconds: 10 };
  expect(await send(desk, [{ ...about, action: 'start_bot_and_start_deal' }, later])).toMatchObject({ status: 200 });
  expect(await show()).toMatchObject({ is_enabled: true, active_deals_count: 1 });
  vi.advanceTimersByTime(9_999);
  expect(await show()).toMatchObject({ active_deals_count: 1 });
  vi.advanceTimersByTime(1);
  expect(await show()).toMatchObject({ is_enabled: false, active_deals_count: 0 });
});

test('a message that waits survives a restart and is carried out once, late when nobody was there', async () => {
  const folder = testFolder();
  const [first, { about, id }] = await (async () => {
    const desk = await BotDesk.open(folder);
    return [desk, await listening(desk)] as const;
  })();
  const message = { ...about, action: 'start_bot_and_start_deal' };
  expect(await send(first, { ...message, delay_seconds: 10 })).toMatchObject({ status: 200 });
  expect(await send(first, { ...about, action: 'start_bot', delay_seconds: 3_600 })).toMatchObject({ status: 200 });
  await first.world.stop();

  const deals = async ({ world }: BotDesk) => {
    const { body } = await world.call('GET', `/public/api/ver1/bots/${id}/show`);
    return (body as { active_deals: unknown[] }).active_deals.length;
  };
  const second = await BotDesk.reopen(folder, first.account, first.world.clock.wall + 60_000);
  await expect.poll(() => deals(second), { timeout: 20_000 }).toBe(1);
  const kept = await delayedMessages(second.world.readModel, 10);
  expect(kept.map((each) => JSON.parse(each.message))).toEqual([{ bot_id: id, action: 'start_bot' }]);
  await second.world.stop();

  const third = await BotDesk.reopen(folder, first.account, first.world.clock.wall + 120_000);
  await third.must('POST', `/bots/${id}/cancel_all_deals`);
  expect(await delayedMessages(third.world.readModel, 10)).toEqual(kept);
  expect(await deals(third)).toBe(0);
});

test('every action is taken, another is not', async () => {
  const desk = await BotDesk.open();
  const { say } = await listening(desk);
  for (const action of Object.keys(ACTIONS)) {
    const { status, body } = await say({ action, volume: 100 });
    expect([200, 403, 422], `${action}: ${JSON.stringify(body)}`).toContain(status);
  }
  for (const action of ['start_trailing', 'constructor'])
    expect(await say({ action })).toMatchObject({
      status: 400,
      body: { error_attributes: { action: ['does not have a valid value'] } },
    });
});

test('what is no message, or too many, or too large, is refused', async () => {
  const desk = await BotDesk.open();
  const { about } = await listening(desk);
  for (const body of ['', 'x', '[]', '{}', '7', '[7]', JSON.stringify({ ...about, delay_seconds: 99_999 })])
    expect((await send(desk, body)).status, body).toBe(400);
  expect((await send(desk, new Array(MAX_MESSAGES + 1).fill(about))).status).toBe(400);
  expect((await send(desk, `{"x":"${'y'.repeat(20_000)}"}`)).status).toBe(413);
});

test('a wrong token is refused like a bot that is not there; who goes on guessing is shut out, then banned', async () => {
  const desk = await BotDesk.open();
  const { about, say, show } = await listening(desk);
  const wrong = { ...about, email_token: `${about.email_token.slice(0, -1)}g` };
  const answers = [
    await send(desk, wrong),
    await send(desk, { ...about, bot_id: 999 }),
    await send(desk, { ...about, email_token: (await show()).url_secret }),
    await send(desk, [about, wrong]),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { error: 'not_found' } });
  expect(await show()).toMatchObject({ active_deals_count: 0 });
  expect(await say({ action: 'start_bot' })).toMatchObject({ status: 200 });
  for (let i = answers.length; i < 20; i++) expect((await send(desk, wrong)).status).toBe(404);
  expect((await send(desk, wrong)).status).toBe(429);
  expect(await say()).toMatchObject({ status: 429 });
  for (let i = 0; i < 8; i++) expect((await send(desk, wrong)).status).toBe(429);
  expect(desk.world.identity.signing.banRemaining('127.0.0.1')).toBeGreaterThan(0);
  desk.world.clock.wall += 5 * 60_000 + 1;
  expect((await say()).status).toBe(200);
});
