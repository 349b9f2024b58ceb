import { decimals, parseDecimal } from '@outcry/core';
import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';

test('money moves between own accounts; both sides are told, newest first', async () => {
  const desk = await BotDesk.open();
  const { id: other } = await desk.must('POST', '/accounts/new?type=paper_trading&name=other');
  const move = (more: object = {}) =>
    desk.call('POST', '/accounts/transfer', {
      currency: 'USDT',
      amount: '250.5',
      from_account_id: desk.account,
      to_account_id: other,
      ...more,
    });
  const moved = await move();
  expect(moved).toMatchObject({
    status: 201,
    body: {
      id: expect.any(Number),
      currency: 'USDT',
      amount: '250.5',
      from_account_id: desk.account,
      to_account_id: other,
      status: 'completed',
    },
  });
  const back = await move({ amount: 1, from_account_id: other, to_account_id: desk.account });
  const data = await desk.must('GET', '/accounts/transfer_data');
  const usdt = (id: number) =>
    data
      .find((account: { id: number }) => account.id === id)
      .currencies.find(({ code }: { code: string }) => code === 'USDT').available;
  expect([usdt(desk.account), usdt(other)]).toEqual(['99750.5', '100249.5']);
  const history = (query: string) => desk.must('GET', `/accounts/transfer_history?currency=USDT&${query}`);
  for (const id of [desk.account, other]) expect(await history(`account_id=${id}`)).toEqual([back.body, moved.body]);
  expect(await history(`account_id=${other}&page=2&per_page=1`)).toEqual([moved.body]);
  expect(await desk.must('GET', `/accounts/transfer_history?account_id=${other}&currency=BTC`)).toEqual([]);
  expect(await move({ amount: '1000000' })).toMatchObject({ status: 422, body: { error: 'not_enough_money' } });
  expect(await move({ amount: '0.0000000000000000001' })).toMatchObject({
    status: 400,
    body: { error_attributes: { amount: [expect.any(String)] } },
  });
  expect(await move({ currency: 'NONE' })).toMatchObject({
    status: 400,
    body: { error_attributes: { currency: ['does not have a valid value'] } },
  });
  expect(await move({ to_account_id: desk.account })).toMatchObject({
    status: 422,
    body: { error_attributes: { to_account_id: ['must be another account'] } },
  });
  const stranger = await desk.world.addKey({}, await desk.world.addPerson('bob'));
  const theirs = `/public/api/ver1/accounts/transfer?currency=USDT&amount=1&from_account_id=${other}&to_account_id=${desk.account}`;
  expect(await desk.world.call('POST', theirs, {}, stranger)).toMatchObject({ status: 404 });
  expect(await move({ to_account_id: 4_711 })).toMatchObject({ status: 404 });
});

test('which accounts can be connected: those on paper', async () => {
  const desk = await BotDesk.open();
  const types = (type: string) => desk.call('GET', `/accounts/types_to_connect?type=${type}`);
  expect((await types('paper_trading')).body).toEqual([
    { type: 'paper_trading', connected: true, available: true, unified: false },
  ]);
  expect((await types('Binance')).body).toEqual([
    { type: 'binance', connected: false, available: false, unified: false },
  ]);
  expect(await types('x')).toMatchObject({
    status: 400,
    body: { error_attributes: { type: ['does not have a valid value'] } },
  });
});

test('what an account has of a currency is told; on paper it has no network and no address', async () => {
  const desk = await BotDesk.open();
  await desk.deal({ base_order_volume: 1_000 });
  const of = (what: string) => desk.call('GET', `/accounts/${desk.account}/${what}`);
  const { body } = await of('deposit_data?currency=usdt&network=TRX');
  expect(body).toEqual({
    address: '',
    address_tag: '',
    available_balance: expect.any(String),
    in_orders: expect.any(String),
    total_balance: expect.any(String),
  });
  const exact = (name: string) => parseDecimal(body[name]) ?? decimals.ZERO;
  expect(body.in_orders).not.toBe('0.0');
  // 0.02 BTC at 50 000 and the fee
  expect(body.total_balance).toBe('98999.0');
  const parts = decimals.add(exact('available_balance'), exact('in_orders'));
  expect(decimals.compare(parts, exact('total_balance'))).toBe(0);
  expect((await of('deposit_data?currency=ETH&network=ETH')).body).toMatchObject({
    available_balance: '0.0',
    total_balance: '0.0',
  });
  expect((await of('networks_info?currency=BTC')).body).toEqual({
    currency: 'BTC',
    name: 'Bitcoin',
    deposit_enable: false,
    withdraw_enable: false,
    network_list: [],
  });
  expect(await of('deposit_data')).toMatchObject({
    status: 400,
    body: { error_attributes: { currency: ['is missing'], network: ['is missing'] } },
  });
  expect(await of('networks_info?currency=NONE')).toMatchObject({ status: 400 });
  expect(await desk.call('GET', '/accounts/4711/networks_info?currency=BTC')).toMatchObject({ status: 404 });
});
