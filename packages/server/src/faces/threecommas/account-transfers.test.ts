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
