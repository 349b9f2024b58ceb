import type { API } from '3commas-typescript';
import { expect, test } from 'vitest';
import { BotDesk } from '../test-bots.ts';
import { clientOf } from './test-typescript-client.ts';

/** Its answers have no types that could be relied on. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
type Answer = any;

type Wanted = Parameters<API['smartTrade']>[0];

/** Every kind of the client's own parameters in one trade. */
const whole = (account: number): Wanted => ({
  account_id: account,
  pair: 'USDT_BTC',
  note: 'by the client',
  instant: false,
  skip_enter_step: false,
  leverage: { enabled: false },
  position: {
    type: 'buy',
    units: { value: 0.01237 },
    price: { value: 50_000 },
    order_type: 'limit',
  },
  take_profit: {
    enabled: true,
    steps: [
      { order_type: 'limit', price: { value: 51_000, type: 'bid' }, volume: 50 },
      {
        order_type: 'market',
        price: { type: 'last', percent: 6 },
        volume: 50,
        trailing: { enabled: true, percent: 1 },
      },
    ],
  },
  stop_loss: {
    enabled: true,
    breakeven: true,
    order_type: 'limit',
    price: { value: 47_000 },
    conditional: { price: { value: 47_500, type: 'bid' }, trailing: { enabled: false } },
    timeout: { enabled: true, value: 60 },
  },
});

test('3commas-typescript begins a smart trade, reads it, changes it and closes it', async () => {
  const desk = await BotDesk.open();
  const api = clientOf(desk.world);
  const made: Answer = await api.smartTrade(whole(desk.account));
  expect(made).toMatchObject({
    note: 'by the client',
    status: { type: 'waiting_targets' },
    take_profit: { steps: [{ status: { type: 'order_placed' } }, { trailing: { enabled: true, percent: '1.0' } }] },
    stop_loss: { breakeven: true, order_type: 'limit', price: { value: '47000.0' }, timeout: { value: 60 } },
  });
  expect(await api.getSmartTrade(made.id)).toEqual(made);
  expect(
    await api.getSmartTradeHistory({ account_id: desk.account, status: 'active', order_by: 'created_at' }),
  ).toEqual([made]);
  expect(await api.getSmartTradeHistory()).toEqual([made]);
  const { position, take_profit, stop_loss } = whole(desk.account);
  const [first, second] = made.take_profit.steps;
  const steps = take_profit?.steps?.map((step, place) => ({ ...step, id: [first.id, second.id][place] }));
  const changed: Answer = await api.updateSmartTrade(made.id, {
    ...whole(desk.account),
    position,
    take_profit: { enabled: true, steps },
    stop_loss: { ...stop_loss, enabled: true, timeout: { enabled: false, value: 60 } },
  } as Wanted);
  expect(changed).toMatchObject({ stop_loss: { timeout: { enabled: false, value: null } } });
  expect(changed.take_profit.steps.map(({ id }: Answer) => id)).toEqual([first.id, second.id]);
  expect(await api.averageSmartTrade(made.id, { order_type: 'market', units: { value: 0.001 } })).toMatchObject({
    data: { entered_amount: '0.01337' },
  });
  const less = { order_type: 'limit', units: { value: '0.001' }, price: { value: '49000' } } as const;
  expect(await api.reduceFund(made.id, less)).toMatchObject({
    reduce_funds: { steps: [{ units: { value: '0.001' } }] },
  });
  expect(await api.setNoteSmartTrade(made.id, 'another')).toMatchObject({ note: 'another' });
  expect(await api.forceProcessSmartTrade(made.id)).toMatchObject({ id: made.id });
  const parts: Answer = await api.getSubTrade(made.id);
  expect(parts.map(({ trade_purpose }: Answer) => trade_purpose)).toEqual([
    'position',
    'position',
    'take_profit',
    'take_profit',
    'stop_loss',
    'reduce_funds',
  ]);
  expect(await api.closeSubTrade(made.id, first.id)).toMatchObject({
    take_profit: { steps: [{ status: { type: 'panic_sold' } }, {}] },
  });
  const stop = parts.find(({ trade_purpose }: Answer) => trade_purpose === 'stop_loss');
  expect(await api.cancelSubTrade(made.id, stop.id)).toMatchObject({ stop_loss: { enabled: false } });
  expect(await api.closeSmartTrade(made.id)).toMatchObject({ status: { type: 'panic_sold' } });
  await expect(api.cancelSmartTrade(made.id)).rejects.toMatchObject({ error: 'Wrong param(s)' });
});

test('3commas-typescript starts and cancels waiting trades of every kind', async () => {
  const desk = await BotDesk.open();
  const api = clientOf(desk.world);
  const conditional = { price: { value: 48_000, type: 'ask' }, order_type: 'market' } as const;
  const position = { type: 'buy', units: { value: 0.01 }, order_type: 'conditional', conditional } as const;
  const waiting = (): Promise<Answer> => api.smartTrade({ ...whole(desk.account), position });
  const { id } = await waiting();
  expect(await api.forceStartSmartTrade(id)).toMatchObject({ status: { type: 'waiting_targets' } });
  const { id: second } = await waiting();
  expect(await api.cancelSmartTrade(second)).toMatchObject({ status: { type: 'cancelled' } });
  const simple = { account_id: desk.account, pair: 'USDT_BTC', instant: true } as const;
  expect(
    await api.smartTrade({ ...simple, position: { type: 'sell', units: { value: 0.01 }, order_type: 'market' } }),
  ).toMatchObject({ data: { type: 'simple_sell', finished: true } });
  await expect(api.smartTrade({ ...simple, position: { type: 'sell' } } as never)).rejects.toMatchObject({
    error: 'record_invalid',
    error_attributes: { 'position[order_type]': ['is missing'], 'position[units]': ['is missing'] },
  });
});

test('3commas-typescript moves money between accounts and reads what was moved', async () => {
  const desk = await BotDesk.open();
  const api = clientOf(desk.world);
  const { id: to } = (await api.addExchangeAccount({ type: 'paper_trading', name: 'second' } as never)) as Answer;
  const wanted = { currency: 'USDT', amount: '10.5', from_account_id: desk.account, to_account_id: to };
  const moved = await api.transfer(wanted);
  expect(moved).toMatchObject({ amount: '10.5', to_account_id: to });
  expect(await api.getTransferHistory({ account_id: to, currency: 'USDT' })).toEqual([moved]);
  expect(await api.getTransferData()).toHaveLength(2);
});
