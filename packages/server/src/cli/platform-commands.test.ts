import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account, Order } from '../faces/native/api.ts';
import { DATABASE_FILE } from '../journal/index.ts';
import { testFolder } from '../journal/test-folder.ts';
import { run, start, startProcess, type TestProcess } from './test-program.ts';

/** Every command is a process of its own; a busy machine takes its time to start them (ms). */
const PATIENT = { timeout: 60_000 };

let platform: TestProcess;
let broker = '';
beforeAll(async () => {
  platform = await startProcess();
  broker = String((await json<Account[]>('accounts')).find(({ currency }) => currency === 'rub')?.id);
}, 150_000);
afterAll(() => platform.stop());

/**
 * Runs a command on the platform's data folder, with the token of one session: checking a password takes its time, and
 * is tried in a test of its own.
 */
const outcry = (...words: string[]) => run([...words, '--data-dir', platform.folder], { OUTCRY_TOKEN: platform.token });

const started = (...words: string[]) =>
  start([...words, '--data-dir', platform.folder], { OUTCRY_TOKEN: platform.token });

async function json<T>(...words: string[]): Promise<T> {
  const { code, out, err } = await outcry(...words, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as T;
}

describe('accounts', PATIENT, () => {
  test('are listed with their worth and balances, and shown one by one', async () => {
    const list = await outcry('accounts');
    expect(list).toMatchObject({ code: 0, err: '' });
    expect(list.out).toMatch(/^ +ID {2}NAME +WORTH {2}CURRENCY/);
    expect(list.out).toMatch(/Paper exchange account .* 1 BTC, 100000 USDT/);
    const shown = await outcry('accounts', 'show', broker);
    expect(shown.out).toMatch(/^account +\d+ Broker account$/m);
    expect(shown.out).toMatch(/^ASSET +TOTAL +HELD/m);
    expect(await outcry('accounts', 'show', '7')).toEqual({
      code: 1,
      out: '',
      err: 'outcry: you have no account 7 (unknown_account)\n',
    });
  });
});

describe('orders', PATIENT, () => {
  test('are placed with an exact price, listed, shown and cancelled', async () => {
    const place = ['order', 'place', 'SBER', 'buy', '10', '--account', broker, '--limit', '150.25', '--key', 'first'];
    const placed = await json<Order & { repeated: boolean }>(...place);
    expect(placed).toMatchObject({
      type: 'limit',
      price: '150.25',
      quantity: '10',
      status: 'working',
      repeated: false,
    });
    const again = await outcry(...place);
    expect(again.out).toContain(`order ${placed.id}: buy 10 SBER at 150.25 is working`);
    expect(again.out).toContain('nothing was placed again');
    expect((await json<Order[]>('order', 'list', '--account', broker)).map(({ id }) => id)).toEqual([placed.id]);
    expect((await outcry('order', 'show', String(placed.id))).out).toMatch(/^key +first$/m);
    expect((await outcry('order', 'cancel', String(placed.id))).out).toContain('is cancelled (client)');
    expect((await outcry('order', 'cancel', String(placed.id))).code).toBe(1);
    expect((await outcry('order', 'list')).out).toBe('no orders\n');
    expect((await outcry('order', 'list', '--status', 'all')).out).toMatch(
      /SBER +buy +limit +10 +0 +150.25 +- +cancelled/,
    );
  });

  test('stops are armed and cancel-all takes every open one', async () => {
    const stop = ['order', 'place', 'SBER', 'sell', '10', '--account', broker, '--stop', '150'];
    expect(await json<Order>(...stop)).toMatchObject({ type: 'stop', stopPrice: '150', price: null });
    expect(await json<Order>(...stop, '--limit', '149')).toMatchObject({ type: 'stopLimit', price: '149' });
    const place = ['order', 'place', 'SBER', 'sell', '10', '--account', broker];
    const profit = [...place, '--take-profit', '900', '--by', 'bid'];
    expect(await json<Order>(...profit)).toMatchObject({
      type: 'takeProfit',
      stopPrice: '900',
      trigger: { by: 'bid' },
    });
    expect(await json<Order>(...profit, '--limit', '899')).toMatchObject({ type: 'takeProfitLimit', price: '899' });
    const trailing = await json<Order>(...place, '--trail', '1.5%');
    expect(trailing).toMatchObject({ type: 'trailing', stopPrice: null, trigger: { by: 'last', trail: '1.5%' } });
    expect((await outcry('order', 'show', String(trailing.id))).out).toMatch(/is armed: waits for .*1\.5% behind/);
    expect(await json<Order>(...place, '--trail', '2.5', '--offset', '0', '--take-profit', '900')).toMatchObject({
      type: 'trailingLimit',
      stopPrice: '900',
      trigger: { trail: '2.5', offset: '0', level: '900', mark: null },
    });
    for (const words of [
      ['--stop', '150', '--trail', '1'],
      ['--offset', '1'],
      ['--trail', '1', '--limit', '150'],
      ['--by', 'bid'],
      ['--trail', '1', '--by', 'middle'],
      ['--trail', '0%'],
    ])
      expect([words, await outcry(...place, ...words)]).toMatchObject([words, { code: words[1] === '0%' ? 1 : 2 }]);
    expect(await json('order', 'cancel-all', '--account', broker)).toEqual({ account: Number(broker), openOrders: 0 });
  });

  test('a refusal and a misspelling say what is wrong', async () => {
    const place = (...words: string[]) => outcry('order', 'place', ...words, '--account', broker);
    expect(await place('SBER', 'buy', '10', '--limit', '100.001')).toMatchObject({ code: 2, out: '' });
    expect(await place('SBER', 'buy', '100000000')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^outcry: .*\(\w+\)\n$/),
    });
    expect((await place('SBER', 'buy', '10', '--ticket', 'old')).err).toContain('Expected a whole number from 1 on.');
    expect((await place('SBER', 'hold', '10')).err).toContain('Allowed choices are buy, sell, short, cover');
    const unnamed = await outcry('order', 'place', 'SBER', 'buy', '10');
    expect(unnamed).toMatchObject({
      code: 2,
      err: expect.stringContaining(`--account with one of ${broker} (Broker account)`),
    });
  });
});

describe('limits and the kill switch', PATIENT, () => {
  test('limits are set one by one, shown, and taken away', async () => {
    const limits = ['accounts', 'limits', broker];
    expect((await outcry(...limits)).out).toMatch(/^one order +-$/m);
    expect(
      await json(...limits, '--max-order', '50000', '--max-daily-loss', '100.5', '--max-orders-per-minute', '30'),
    ).toMatchObject({ maxOrderValue: '50000', maxPositionValue: null, maxOrdersPerMinute: 30, maxDailyLoss: '100.5' });
    expect((await outcry(...limits, '--max-order', 'none')).out).toMatch(/^loss of a day +100.5 rub$/m);
    const none = ['--max-daily-loss', 'none', '--max-orders-per-minute', 'none'];
    expect(await json(...limits, ...none)).toMatchObject({ maxOrderValue: null, maxDailyLoss: null });
    expect((await outcry(...limits, '--max-order', 'much')).err).toContain(
      'Expected an amount such as 50000, or none.',
    );
    expect(await outcry(...limits, '--max-order', '0')).toMatchObject({ code: 1 });
  });

  test('one account is stopped, shown as stopped and resumed', async () => {
    const place = ['order', 'place', 'SBER', 'buy', '10', '--account', broker, '--limit', '150'];
    const { id } = await json<Order>(...place);
    const killed = await outcry('kill', '--account', broker, '--note', 'a drill');
    expect(killed).toMatchObject({ code: 0, err: '' });
    expect(killed.out).toContain(`account ${broker} (Broker account) is stopped: 0 open orders, 0 open positions`);
    expect(await json<Order>('order', 'show', String(id))).toMatchObject({ status: 'cancelled', reason: 'killed' });
    expect((await outcry('accounts')).out).toContain('Broker account (stopped)');
    expect((await outcry('accounts', 'show', broker)).out).toMatch(
      /^stopped +since \S+: a drill; outcry resume ends it$/m,
    );
    expect((await outcry(...place)).err).toMatch(/was stopped by its owner \(a drill\) \(trading_stopped\)\n$/);
    expect((await outcry('resume', '--account', broker)).out).toContain('(Broker account) may trade: 0 open orders');
  });

  test('all accounts are stopped in one step, positions closed', async () => {
    await json('order', 'place', 'SBER', 'buy', '10', '--account', broker);
    const { accounts } = await json<{ accounts: { account: number }[] }>('kill', '--flatten', '--yes');
    expect(accounts.length).toBeGreaterThan(1);
    expect(await json<Account>('accounts', 'show', broker)).toMatchObject({ openOrders: 0, killed: { note: null } });
    const tail = await run(['journal', 'tail', '--data-dir', platform.folder, '-n', '400']);
    expect(tail.out).toMatch(/risk\.killed {2}account=\d+ flatten=true/);
    await json('resume');
    expect(await json<Account>('accounts', 'show', broker)).toMatchObject({ killed: null, closing: null });
  });
});

describe('the book', PATIENT, () => {
  test('is printed once', async () => {
    const { code, out } = await outcry('book', 'SBER', '--once', '--depth', '3');
    expect(code).toBe(0);
    expect(out).toMatch(/^SBER {2}last [\d.]+ x \d+, .*market normal, 20\S+Z\n\nBID SIZE +BID {2}ASK +ASK SIZE\n/);
    expect(await outcry('book', 'NOPE', '--once')).toMatchObject({ code: 1 });
  });

  test('is followed without a terminal until Ctrl-C, which is an orderly end', async () => {
    const lines = started('book', 'SBER', '--depth', '2');
    await lines.printed(/(BID SIZE[\s\S]*){2}/);
    lines.child.kill('SIGINT');
    const { code, out, err } = await lines.done;
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toContain('\u001b');
    const objects = started('book', 'SBER', '--json');
    await objects.printed(/\n/);
    objects.child.kill('SIGTERM');
    const [first = ''] = (await objects.done).out.split('\n');
    expect(JSON.parse(first).book).toMatchObject({ instrument: 'SBER', bids: expect.any(Array) });
    expect(await outcry('book', 'NOPE')).toMatchObject({ code: 1, err: expect.stringContaining('unknown_instrument') });
  });
});

describe('the feed', PATIENT, () => {
  test('tells its state and refuses what its market cannot do', async () => {
    expect(await json('feed')).toMatchObject({ source: 'synthetic', state: 'playing', speed: 1 });
    expect(await outcry('feed', 'step', '5')).toMatchObject({ code: 1, err: expect.stringContaining('feed_refused') });
    expect((await outcry('feed', 'speed', 'fast')).err).toContain('Expected a number above 0, or max.');
  });
});

describe('keys', PATIENT, () => {
  test('are made with a secret that signs a program in, cannot make keys, and end', async () => {
    const key = await json<{ id: number; secret: string }>('keys', 'add', 'robot', '--rights', 'accounts:read');
    const robot = (...words: string[]) => run([...words, '--url', platform.url], { OUTCRY_TOKEN: key.secret });
    expect((await robot('accounts')).out).toContain('Broker account');
    expect(await robot('keys')).toMatchObject({ code: 2, err: expect.stringContaining('keys:write') });
    expect((await outcry('keys')).out).toMatch(/^ 1 {2}robot .* accounts:read$/m);
    expect((await outcry('keys')).out).not.toContain(key.secret);
    expect((await outcry('keys', 'end', String(key.id))).out).toBe('key 1 "robot" has ended\n');
    expect(await robot('accounts')).toMatchObject({ code: 2, err: expect.stringContaining('not_signed_in') });
    expect(await outcry('keys', 'add', 'x', '--rights', 'keys:write')).toMatchObject({ code: 2 });
  });

  test('of the CHP bridge are made with their secrets, listed without them, and end', async () => {
    const access = await json<Record<string, unknown>>('keys', 'chp', 'add', 'BP4711', '--rights', 'market:read');
    expect(access).toMatchObject({ login: 'BP4711', rights: ['market:read'], token: expect.any(String) });
    const { out } = await outcry('keys', 'chp');
    expect(out).toMatch(new RegExp(`^ *${access.id} {2}BP4711 .* market:read$`, 'm'));
    expect(out).not.toContain(access.token);
    expect(out).not.toContain(access.password);
    expect((await outcry('keys', 'chp', 'end', String(access.id))).out).toBe(
      `access ${access.id} "BP4711" has ended\n`,
    );
    expect(await outcry('keys', 'chp', 'add', 'x', '--rights', 'money:write')).toMatchObject({ code: 2 });
  });

  test('for the T-Invest API are made with their secret, listed without it, and end', async () => {
    const [account] = await json<{ id: number }[]>('accounts');
    const words = ['keys', 'tinvest', 'add', '--kind', 'readonly', '--name', 'screen'];
    const token = await json<Record<string, unknown>>(...words, '--account', String(account?.id));
    expect(token).toMatchObject({ name: 'screen', kind: 'readonly', account: account?.id });
    expect(token.secret).toMatch(/^t\.[\w-]{86}$/);
    const { out } = await outcry('keys', 'tinvest');
    expect(out).toMatch(new RegExp(`^ *${token.id} {2}screen +readonly {2}${account?.id} `, 'm'));
    expect(out).not.toContain(token.secret);
    expect((await outcry('keys', 'tinvest', 'end', String(token.id))).out).toBe(
      `readonly token ${token.id} "screen" has ended\n`,
    );
    expect(await outcry('keys', 'tinvest', 'add')).toMatchObject({ code: 2, err: expect.stringContaining('--kind') });
    expect(await outcry('keys', 'tinvest', 'add', '--kind', 'all')).toMatchObject({ code: 2 });
  });

  test('for the 3Commas API are made with their secret, listed without it, and end', async () => {
    const words = ['keys', 'add', 'threecommas', '--permissions', 'bots_read,SMART_TRADE_WRITE', '--ip', '127.0.0.1'];
    const key = await json<Record<string, unknown>>(...words, '--name', 'screen');
    expect(key).toMatchObject({ permissions: ['BOTS_READ', 'SMART_TRADES_WRITE'], addresses: ['127.0.0.1'] });
    expect(key.secret).toMatch(/^[0-9a-f]{128}$/);
    const { out } = await outcry('keys', 'threecommas');
    expect(out).toMatch(new RegExp(`^ *${key.id} {2}screen +hmac +${key.apiKey} {2}127.0.0.1 .* BOTS_READ `, 'm'));
    expect(out).not.toContain(key.secret);
    expect((await outcry('keys', 'threecommas', 'end', String(key.id))).out).toBe(
      `3Commas key ${key.id} "screen" has ended\n`,
    );
    const wrong = ['keys', 'threecommas', 'add', '--permissions'];
    expect(await outcry(...wrong, 'ALL')).toMatchObject({ code: 2, err: expect.stringContaining('BOTS_READ') });
    expect(await outcry(...wrong, 'BOTS_READ', '--rsa-public-key', '/no/such')).toMatchObject({ code: 2 });
    expect(await outcry('keys', 'add', 'robot')).toMatchObject({ code: 2, err: expect.stringContaining('--rights') });
  });
});

describe('who asks', PATIENT, () => {
  test('may sign in with login and password; the session ends with the command', async () => {
    const words = ['accounts', '--url', platform.url, '--login', platform.login];
    expect((await run(['accounts', '--data-dir', platform.folder])).code).toBe(0);
    expect((await run(words, { OUTCRY_PASSWORD: platform.password })).code).toBe(0);
    const database = new Sqlite(join(platform.folder, DATABASE_FILE), { readonly: true });
    expect(database.prepare('SELECT count(*) FROM login_session').pluck().get(), 'only that of this test').toBe(1);
    database.close();
    expect(await run(words, { OUTCRY_PASSWORD: 'wrong password' })).toMatchObject({ code: 2 });
    expect(await run(words)).toMatchObject({ code: 2, err: expect.stringContaining('OUTCRY_PASSWORD') });
  });

  test('the password of a data folder goes to no other address', async () => {
    const words = ['accounts', '--data-dir', platform.folder, '--url', 'http://127.0.0.1:9'];
    expect(await run(words)).toMatchObject({ code: 2, err: expect.stringContaining('--url needs to know who asks') });
  });
});

describe('faults', PATIENT, () => {
  test('faults of a sandbox account are set one by one, shown, and taken away; other accounts have none', async () => {
    expect((await outcry('accounts', 'faults', broker, '--delay', '5')).err).toContain('fill policy sandbox');
    const opened = await fetch(`${platform.url}/api/v1/accounts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${platform.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Sandbox', currency: 'rub', fillPolicy: 'sandbox' }),
    });
    const sandbox = String(((await opened.json()) as Account).id);
    const faults = ['accounts', 'faults', sandbox];
    const none = { rejectEvery: null, partialPercent: null, delayMs: null, unavailableEvery: null };
    expect(await json(...faults)).toEqual({ ...none, disconnectEvery: null, orders: 0 });
    const set = ['--reject-every', '3', '--partial', '40', '--disconnect-every', '50'];
    expect(await json(...faults, ...set)).toMatchObject({ rejectEvery: 3, partialPercent: 40, disconnectEvery: 50 });
    expect((await outcry(...faults, '--partial', 'none')).out).toMatch(/^rejected +each 3. order$/m);
    expect(await outcry(...faults, '--delay', 'much')).toMatchObject({ out: '' });
    expect((await outcry(...faults, '--partial', '100')).code).toBe(2);
    expect((await outcry(...faults, '--none', '--delay', '5')).err).toContain('give it alone');
    expect(await json(...faults, '--none')).toEqual({ ...none, disconnectEvery: null, orders: 0 });
  });
});

describe('no platform', PATIENT, () => {
  test('exit code 3 and what to do, for a folder without one and an address where nobody answers', async () => {
    const never = await run(['accounts', '--data-dir', testFolder()]);
    expect(never).toMatchObject({ code: 3, out: '', err: expect.stringContaining('`outcry start`') });
    const nobody = await run(['accounts', '--url', 'http://127.0.0.1:2', '--json'], { OUTCRY_TOKEN: 'x' });
    expect(nobody).toMatchObject({ code: 3, out: '' });
    expect(JSON.parse(nobody.err).error).toMatchObject({ code: 'unreachable', exitCode: 3 });
  });

  test('a second start on the same folder is refused in a sentence', async () => {
    const second = await outcry('start', '--http-port', '0');
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/^outcry: \S+ is in use by process \d+ \(since .*\n$/);
  });
});

describe('the journal of a running platform', PATIENT, () => {
  test('is followed, verified, backed up, and the doctor finds all well', async () => {
    const tail = started('journal', 'tail', '-n', '1', '--follow');
    await tail.printed(/\n/);
    await outcry('order', 'place', 'SBER', 'buy', '10', '--account', broker, '--limit', '111.11', '--key', 'followed');
    await tail.printed(/orders\.placed {2}.*instrument=SBER.*price=111\.11.*key=followed/);
    tail.child.kill('SIGINT');
    expect((await tail.done).code).toBe(0);
    const copy = testFolder();
    expect((await outcry('journal', 'backup', copy)).out).toMatch(/a copy of the journal up to turn \d+/);
    expect((await run(['journal', 'verify', '--data-dir', copy])).out).toContain(': sound.');
    expect(await outcry('journal', 'backup', copy)).toMatchObject({ code: 2 });
    const doctor = await outcry('doctor');
    expect(doctor).toMatchObject({ code: 0, err: '' });
    expect(doctor.out).toMatch(/^ok +running platform +it answers at /m);
    expect(doctor.out).toMatch(/^ok +lock +a platform runs: process \d+/m);
  });
});
