import { expect, test } from 'vitest';
import { HOOKS_PER_MINUTE } from './hooks.ts';
import { botPlatform, dealOf, makeBot } from './test-bots.ts';

interface HookAnswer {
  readonly done?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly field: string | null };
}

async function withHook() {
  const { platform, ann, account } = await botPlatform();
  const bot = await makeBot(ann, account, { start: [{ kind: 'webhook' }] });
  await ann.call('POST', `/bots/${bot.id}/enable`);
  const { path } = (await ann.get(`/bots/${bot.id}/webhook`)).body;
  const send = async (message: unknown, type = 'application/json', to = path) => {
    const body = typeof message === 'string' ? message : JSON.stringify(message);
    const response = await fetch(`${platform.url}${to}`, { method: 'POST', body, headers: { 'content-type': type } });
    return { status: response.status, headers: response.headers, body: (await response.json()) as HookAnswer };
  };
  const deals = async () => (await ann.get(`/bots/${bot.id}`)).body.activeDeals;
  return { platform, ann, bot, path, send, deals };
}

test('messages from outside start deals, add to them and end them; as JSON and as plain text', async () => {
  const { ann, send, deals } = await withHook();
  expect(await send({ action: 'start', pair: 'USDT_BTC' })).toMatchObject({ status: 200, body: { done: 'start' } });
  const [id] = await deals();
  expect(await dealOf(ann, id)).toMatchObject({ startedBy: 'webhook', bought: { amount: '0.002' } });
  const add = '{"action":"add","volume":{"amount":"50","unit":"quote"}}';
  expect(await send(add, 'text/plain; charset=utf-8')).toMatchObject({ status: 200 });
  expect(await dealOf(ann, id)).toMatchObject({ addedDone: 1, bought: { amount: '0.003' } });
  expect(await send({ action: 'panicSell' })).toMatchObject({ status: 200 });
  expect(await deals()).toEqual([]);
  expect((await dealOf(ann, id)).status).toBe('panicSold');
});

test('the address is the whole authority: a wrong secret and a wrong bot are one and the same refusal', async () => {
  const { platform, bot, path, send, deals } = await withHook();
  const wrong = [
    `${path.slice(0, -1)}${path.endsWith('x') ? 'y' : 'x'}`,
    `${path}x`,
    `/hooks/bots/${bot.id}/`,
    path.replace(`/${bot.id}/`, '/4000/'),
    path.replace(`/${bot.id}/`, '/odd/'),
  ];
  const answers = await Promise.all(wrong.map((to) => send({ action: 'start' }, 'application/json', to)));
  for (const { status, body } of answers) {
    expect([status, body.error?.message]).toEqual([404, 'this address belongs to no bot']);
  }
  expect(await deals()).toEqual([]);
  // who guesses on is held back, also with the right address, until the minute is over
  for (let i = answers.length; i < HOOKS_PER_MINUTE.wrong; i++) await send('', 'text/plain', wrong[0]);
  const held = await send({ action: 'start' });
  expect([held.status, held.body.error?.code, held.headers.get('retry-after')]).toEqual([
    429,
    'too_many_messages',
    '60',
  ]);
  platform.clock.wall += 60_000;
  expect((await send({ action: 'start' })).status).toBe(200);
});

test('a bot takes so many messages a minute', async () => {
  const { platform, send } = await withHook();
  const answers = await Promise.all(
    Array.from({ length: HOOKS_PER_MINUTE.taken + 1 }, () => send({ action: 'cancel' })),
  );
  expect(answers.filter(({ status }) => status === 200).length).toBe(HOOKS_PER_MINUTE.taken);
  expect(answers.filter(({ status }) => status === 429).length).toBe(1);
  platform.clock.wall += 60_000;
  expect((await send({ action: 'cancel' })).status).toBe(200);
});

test('messages that make no sense are refused by field and do nothing', async () => {
  const { send, deals } = await withHook();
  for (const [message, status, code, field] of [
    ['', 400, 'malformed_json', null],
    ['start', 400, 'malformed_json', null],
    ['null', 400, 'invalid_request', null],
    [{}, 400, 'invalid_request', 'action'],
    [{ action: 'odd' }, 400, 'invalid_request', 'action'],
    [{ action: 'start', odd: 1 }, 400, 'invalid_request', 'odd'],
    [{ action: 'start', pair: 'NONE' }, 404, 'unknown_instrument', 'pair'],
    [{ action: 'start', pair: 'SBER' }, 422, 'deal_not_started', 'pair'],
    [{ action: 'add', volume: { amount: 5, unit: 'quote' } }, 400, 'invalid_request', 'volume.amount'],
    [{ action: 'add' }, 400, 'invalid_value', 'volume'],
    [`"${'x'.repeat(5_000)}"`, 413, 'too_large', null],
  ] as const) {
    const answer = await send(message, 'text/plain');
    expect([message, answer.status, answer.body.error?.code, answer.body.error?.field]).toEqual([
      message,
      status,
      code,
      field,
    ]);
  }
  expect(await deals()).toEqual([]);
});
