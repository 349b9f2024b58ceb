import { describe, expect, test } from 'vitest';
import { LOGIN, PASSWORD, TOKEN, testBridge, testFolder } from './test-bridge.ts';

describe('opening and ending a session', () => {
  test('Connected answers the documented echo, as UTF-8 JSON, in any letter case of path and keys', async () => {
    const bridge = await testBridge();
    const client = bridge.client();
    const answer = await client.raw('/AUTH/connected', { LOGIN, Password: PASSWORD, TOKEN, mode: 1, other: [] });
    expect(answer.text).toBe(
      `{"method":"Connected","result":true,"data":[{"token":"${TOKEN}","work":0,"exchange":1,"login":"${LOGIN}","password":"${PASSWORD}"}]}`,
    );
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  });

  test('a second Connected is the documented failure and leaves the session as it is', async () => {
    const bridge = await testBridge();
    const client = await bridge.client().connect();
    await client.data('Instruments/ListenQuotes', { symbol: 'SBER' });
    const again = await client.auth('Connected');
    expect(again.status).toBe(200);
    expect(again.text).toBe(
      '{"method":"Connected","result":false,"reason":"Error #3","additional":"Не удалось подключиться к серверу",' +
        `"dataParam":[{"token":"${TOKEN}","work":0,"exchange":1,"login":"${LOGIN}","password":"${PASSWORD}"}],` +
        '"dataError":[{"method":"Connect","reason":"Error #2","additional":"Вы уже авторизованы в системе."}]}',
    );
    expect(await client.data('Instruments/UpdateQuote')).toHaveLength(1);
  });

  test.each([
    ['an unknown token', { token: 'nobody-knows-this-one' }, 32],
    ['a wrong login', { login: 'BP4712' }, 31],
    ['a wrong password', { password: 'wrong horse' }, 31],
    ['no password', { password: null }, 1],
    ['a password that is no text', { password: { a: 1 } }, 36],
    ['a work that is no number', { work: 'x' }, 36],
  ])('%s opens nothing', async (_what, changes, cause) => {
    const client = (await testBridge()).client();
    for (const [urn, operation] of [
      ['Connected', 3],
      ['Reconnection', 4],
    ] as const) {
      const { body } = await client.auth(urn, changes);
      expect(body).toMatchObject({ method: urn, result: false, reason: `Error #${operation}` });
      expect(body.dataError[0].reason).toBe(`Error #${cause}`);
      expect(body).not.toHaveProperty('data');
    }
    expect((await client.call('Instruments/UpdateQuote')).errorData[0].reason).toBe('Error #30');
  });

  test('work and exchange are repeated as sent', async () => {
    const { body } = await (await testBridge()).client().auth('Connected', { work: 1, exchange: '7' });
    expect(body.data[0]).toMatchObject({ work: 1, exchange: 7 });
  });

  test('Reconnection keeps subscriptions and what is unread, and opens a session where there is none', async () => {
    const bridge = await testBridge();
    const client = bridge.client();
    expect((await client.auth('Reconnection')).body).toMatchObject({ method: 'Reconnection', result: true });
    await client.data('Instruments/ListenTicks', { symbol: 'SBER' });
    await bridge.trade('SBER', '323.05', '20');
    expect((await client.auth('Reconnection')).body.result).toBe(true);
    expect(await client.data('Instruments/AddTick')).toHaveLength(1);
  });

  test('Disconnected drops everything; a second one fails gracefully', async () => {
    const bridge = await testBridge();
    const client = await bridge.client().connect();
    await client.data('Instruments/ListenQuotes', { symbol: 'SBER' });
    expect((await client.auth('Disconnected', { password: 'wrong horse' })).body.dataError[0].reason).toBe('Error #31');
    expect((await client.auth('Disconnected')).body).toMatchObject({ method: 'Disconnected', result: true });
    const { body } = await client.auth('Disconnected');
    expect(body).toMatchObject({ reason: 'Error #5', additional: 'Не удалось отключиться от сервера' });
    expect(body.dataError).toEqual([
      { method: 'Disconnect', reason: 'Error #30', additional: 'Вы не авторизованы в системе.' },
    ]);
    await client.connect();
    expect(await client.data('Instruments/UpdateQuote')).toEqual([]);
  });

  test('an access that is ended ends its session; sessions of two tokens do not meet', async () => {
    const bridge = await testBridge();
    await bridge.addAccess('another-token-00002');
    const [one, other] = [await bridge.client().connect(), await bridge.client('another-token-00002').connect()];
    await one.data('Instruments/ListenQuotes', { symbol: 'SBER' });
    expect(await other.data('Instruments/UpdateQuote')).toEqual([]);
    const access = bridge.identity.bridgeByToken(TOKEN);
    if (access === undefined) throw new Error('the access is gone');
    await one.data('Instruments/ListenTicks', { symbol: 'SBER' });
    await bridge.identity.endBridge(access);
    expect((await one.call('Instruments/UpdateQuote')).errorData[0].reason).toBe('Error #30');
    expect(await other.data('Instruments/UpdateQuote')).toEqual([]);
  });

  test('a restart ends sessions and keeps the access', async () => {
    const folder = testFolder();
    const first = await testBridge(folder);
    await first.client().connect();
    await first.stop();
    const second = await testBridge(folder);
    expect((await second.client().call('Instruments/UpdateQuote')).errorData[0].reason).toBe('Error #30');
    await second.client().connect();
  });
});

describe('what the log gets', () => {
  test('is never a token or a password', async () => {
    const bridge = await testBridge();
    const client = await bridge.client().connect();
    await client.raw('/Auth/Connected', `{"token":"${TOKEN}","password":"${PASSWORD}"`);
    bridge.engine.read = () => Promise.reject(new Error('broken on purpose'));
    const { errorData } = await client.call('AccountInformation/GetPortfolioList');
    expect(errorData).toEqual([
      {
        method: 'GetPortfolioList',
        reason: 'Error #40',
        additional: 'Внутренняя ошибка сервера.',
        message: 'Внутренняя ошибка сервера.',
      },
    ]);
    const log = bridge.logged.join('');
    expect(log).toContain('broken on purpose');
    expect(log).not.toContain(TOKEN);
    expect(log).not.toContain(PASSWORD);
  });
});
