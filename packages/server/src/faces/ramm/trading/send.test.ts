import { expect, test } from 'vitest';
import { testCompany } from '../test-company.ts';

const APP = '0f0a1f6c-2f6e-4d5c-9b3e-0c9a3a9f4f11';

async function terminal() {
  const company = await testCompany();
  const { Token } = (await company.as('trader', 'myStrategies.getToken', { StrategyID: 1 })).body as { Token: string };
  const send = (body: unknown, headers: Record<string, string> = {}, token = Token) =>
    company.call('trading/v1/signals.send', body, { token, headers: { AppToken: APP, ...headers } });
  return { company, Token, send };
}

test('the heartbeat is compact, its keys stand in the order that the real client reads, what is unset is left out', async () => {
  const { send } = await terminal();
  expect((await send({ Type: 0 })).text).toBe('{"App":{"CurrentVersion":"","NewestVersion":"","UpdateImportance":0}}');
  const { text } = await send({ Type: 0, GetInfo: 1 });
  expect(text.replace(/-?\d+(\.\d+)?/g, '#')).toBe(
    '{"App":{"CurrentVersion":"","NewestVersion":"","UpdateImportance":#},' +
      '"Strategy":{"Yield":#,"Accounts":#,"Status":#,"NeedSync":#},' +
      '"Account":{"Equity":#,"Margin":#,"Factor":#,"ProfitBase":#,"Protection":#,"ProtectionEquity":#,"Target":#,"TargetEquity":#,"Asset":"USD"}}',
  );
});

test('known applications are told their version, and read UTF-16 from 2.19 on; unknown MetaTraders as well', async () => {
  const { send, company, Token } = await terminal();
  const raw = async (headers: Record<string, string>) => {
    const answer = await fetch(`${company.url}/api/trading/v1/signals.send`, {
      method: 'POST',
      headers: { Token, ...headers },
      body: '{"Type":0}',
    });
    return Buffer.from(await answer.arrayBuffer());
  };
  const old = await send({ Type: 0 }, { AppToken: '512eb17d-2ada-4028-9304-2ccf1f7684fd' });
  expect(old.body.App).toEqual({ CurrentVersion: '2.17', NewestVersion: '2.19', UpdateImportance: 2 });
  const wide = await raw({ AppToken: '92eb6a06-9a7f-4f3a-a917-9a8bac298196' });
  expect([wide[0], wide[1]]).toEqual([0xff, 0xfe]);
  expect(wide.subarray(2).toString('utf16le')).toContain('{"App":{"CurrentVersion":"2.19"');
  const strange = await raw({ AppToken: APP, 'User-Agent': 'MetaTrader 5 Terminal/5.2375' });
  expect([strange[0], strange[1]]).toEqual([0xff, 0xfe]);
  expect((await raw({ AppToken: APP }))[0]).toBe(0x7b);
});

test('401 is for tokens alone: wrong or replaced ones, and malformed application tokens', async () => {
  const { send, company, Token } = await terminal();
  expect((await send({ Type: 0 }, {}, 'nonsense')).status).toBe(401);
  expect((await send({ Type: 0 }, { AppToken: 'nonsense' })).status).toBe(401);
  expect((await send({ Type: 1, Symbol: 'NOSUCH', Lot: 1 })).status).toBe(404);
  expect((await send({ Type: 1, Symbol: 'EURUSD' })).status).toBe(400);
  expect((await send('{"Type":')).status).toBe(400);
  const renewed = (await company.as('trader', 'myStrategies.setToken', { StrategyID: 1 })).body as { Token: string };
  expect((await send({ Type: 0 })).status).toBe(401);
  expect((await send({ Type: 0 }, {}, renewed.Token.toLowerCase())).status).toBe(200);
  expect(Token).not.toBe(renewed.Token);
});

test('a signal is answered with its id as the real client shows it; unknown symbols of a sync are left out', async () => {
  const { send, company } = await terminal();
  expect((await send({ Type: 1, Symbol: 'eurusd', Lot: 2, Equity: 10_000 })).text).toMatch(/^\{"SignalID": \d+ \}$/);
  await company.done();
  const rows = [
    { Symbol: 'EURUSD', Lot: 1, Equity: 10_000 },
    { Symbol: 'BRENT', Lot: 3, Equity: 10_000 },
  ];
  expect(await send({ Type: 3, Signals: rows, Ticket: 'Balance' })).toMatchObject({ status: 200, text: '' });
  await company.done();
  const { Signals } = await company.ann('signals.search', { OrderBy: { Field: 'ID', Direction: 'Desc' } });
  expect(Signals[0]).toMatchObject({
    Symbol: 'EURUSD',
    TraderLot: 1,
    SymbolsSync: "<Root><Item Symbol='EURUSD'/></Root>",
  });
  expect(await send({ Type: 2, Signals: [] })).toMatchObject({ status: 200, text: '' });
});

test('a signal for a paused strategy is answered with an id and kept as refused', async () => {
  const { send, company } = await terminal();
  await company.as('trader', 'myStrategies.pause', { StrategyID: 1 });
  await company.done();
  const answer = await send({ Type: 1, Symbol: 'EURUSD', Lot: 1, Equity: 10_000 });
  expect(answer.status).toBe(200);
  expect(await company.ann('signals.get', { ID: answer.body.SignalID })).toMatchObject({ Status: 2 });
  const { body } = await send({ Type: 0, GetInfo: true });
  expect(body.Strategy).toMatchObject({ Status: 2, NeedSync: 0 });
  const manager = await company.call(
    'manager/v1/trading.addSignal',
    { StrategyID: 1, Symbol: 'EURUSD', Lot: 1 },
    { token: company.token },
  );
  expect(manager).toMatchObject({ status: 422, body: { error: { code: 'invalid_status' } } });
});
