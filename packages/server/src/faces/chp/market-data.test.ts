import { expect, test } from 'vitest';
import { MAX_UNREAD } from './event-buffer.ts';
import { NOON, TOKEN, testBridge } from './test-bridge.ts';

async function connected() {
  const bridge = await testBridge();
  return { bridge, client: await bridge.client().connect() };
}

test('a quote row has every key in its order; numbers are exact', async () => {
  const { bridge, client } = await connected();
  expect(await client.data('Instruments/UpdateQuote')).toEqual([]);
  expect(await client.call('Instruments/ListenQuotes', { symbol: 'SBER' })).toEqual({
    method: 'ListenQuotes',
    result: true,
    data: [{ description: 'Подписка на SBER успешно оформлена' }],
  });
  const read = async () => (await client.raw('/Instruments/UpdateQuote', { token: TOKEN })).text;
  const row =
    '{"symbol":"SBER","datetime":"2026-11-20T12:00:00","open":323,"high":323,"low":323,"close":0,"last":323,"volume":10,' +
    '"size":10,"bid":322.9,"ask":323.1,"bidSize":1000,"askSize":1000,"open_Int":0,"go_Buy":0,"go_Sell":0,"go_Base":0,' +
    '"go_Base_Backed":0,"high_Limit":0,"low_Limit":0,"trading_Status":0,"volat":0,"theor_Price":0,"step_Price":1}';
  expect(await read()).toBe(`{"method":"UpdateQuote","result":true,"data":[${row}]}`);
  expect(await read()).toContain(row);
  bridge.clock.market = NOON + 86_400_000;
  await bridge.trade('SBER', '324.05', '20', 'sell');
  const [next] = await client.data('Instruments/UpdateQuote');
  expect(next).toMatchObject({ datetime: '2026-11-21T12:00:00', close: 323, last: 324.05, open: 324.05, volume: 20 });
});

test('sizes of a quote are all that rests on a side; own fills are taken from it at once', async () => {
  const { bridge, client } = await connected();
  await client.data('Instruments/ListenQuotes', { symbol: 'SBER' });
  const { id } = bridge.instrument('SBER');
  await bridge.offer({
    kind: 'depth',
    instrument: id,
    bids: [32290, 5, 32280, 7],
    asks: [32310, 3, 32320, 4, 32330, 5],
  });
  expect((await client.data('Instruments/UpdateQuote'))[0]).toMatchObject({ bidSize: 120, askSize: 120 });
  const order = {
    portfolio: bridge.portfolio,
    symbol: 'SBER',
    action: 1,
    type: 1,
    validity: 1,
    price: 0,
    stop: 0,
    cookie: 1,
  };
  await client.data('Order/Place', { ...order, amount: 40 });
  expect((await client.data('Instruments/UpdateQuote'))[0]).toMatchObject({ ask: 323.2, askSize: 80, bidSize: 120 });
  await client.data('Instruments/ListenBidAsks', { symbol: 'SBER' });
  expect(await client.data('Instruments/UpdateBidAsk')).toEqual([
    { symbol: 'SBER', row: 0, nrows: 2, bid: 322.9, bidSize: 50, ask: 323.2, askSize: 30 },
    { symbol: 'SBER', row: 1, nrows: 2, bid: 322.8, bidSize: 70, ask: 323.3, askSize: 50 },
  ]);
});

test('a missing side of a book level is 0; books follow one another in the order of subscription', async () => {
  const { bridge, client } = await connected();
  await client.data('Instruments/ListenBidAsks', { symbol: 'GAZP' });
  await client.data('Instruments/ListenBidAsks', { symbol: 'SBER' });
  await bridge.offer({ kind: 'depth', instrument: bridge.instrument('GAZP').id, bids: [11901, 2], asks: [] });
  expect(await client.data('Instruments/UpdateBidAsk')).toEqual([
    { symbol: 'GAZP', row: 0, nrows: 1, bid: 119.01, bidSize: 20, ask: 0, askSize: 0 },
    { symbol: 'SBER', row: 0, nrows: 1, bid: 322.9, bidSize: 1000, ask: 323.1, askSize: 1000 },
  ]);
});

test('the documented failure of a second ListenQuotes, and cancelling', async () => {
  const { client } = await connected();
  await client.data('Instruments/ListenQuotes', { symbol: 'SBER' });
  const { text } = await client.raw('/Instruments/ListenQuotes', { symbol: 'SBER', token: TOKEN });
  expect(text).toBe(
    '{"method":"ListenQuotes","result":false,"reason":"Error #12","additional":"Ошибка ListenQuotes",' +
      `"dataParam":[{"symbol":"SBER","token":"${TOKEN}"}],"errorData":[{"method":"ListenQuotes","reason":"Error #20",` +
      '"additional":"Подписка оформлена.","message":"Подписка на SBER уже оформлена."}]}',
  );
  expect(await client.data('Instruments/CancelQuotes', { symbol: 'SBER' })).toEqual([
    { description: 'Подписка на SBER успешно отменена' },
  ]);
  for (const urn of ['CancelQuotes', 'CancelTicks', 'CancelBidAsks']) {
    const body = await client.call(`Instruments/${urn}`, { symbol: 'SBER' });
    expect(body.errorData[0]).toMatchObject({ reason: 'Error #33', message: 'Подписка на SBER не оформлена.' });
  }
});

test('AddTick hands over every trade once, oldest first, with its number; a cancelled subscription leaves nothing', async () => {
  const { bridge, client } = await connected();
  await client.data('Instruments/ListenTicks', { symbol: 'SBER' });
  await bridge.trade('SBER', '323.05', '20', 'sell');
  await bridge.trade('SBER', '323.06', '30');
  await bridge.trade('GAZP', '119', '10');
  const ticks = await client.data('Instruments/AddTick');
  expect(ticks).toEqual([
    { symbol: 'SBER', dateTime: '2026-11-20T12:00:00', price: 323.05, volume: 20, tradeNo: `${NOON}001`, action: 2 },
    { symbol: 'SBER', dateTime: '2026-11-20T12:00:00', price: 323.06, volume: 30, tradeNo: `${NOON}002`, action: 0 },
  ]);
  expect(await client.data('Instruments/AddTick')).toEqual([]);
  await bridge.trade('SBER', '323', '10');
  await client.data('Instruments/CancelTicks', { symbol: 'SBER' });
  expect(await client.data('Instruments/AddTick')).toEqual([]);
});

test('a session that does not poll keeps the newest ticks', { timeout: 20_000 }, async () => {
  const { bridge, client } = await connected();
  await client.data('Instruments/ListenTicks', { symbol: 'SBER' });
  const { id } = bridge.instrument('SBER');
  const tick = (size: number) =>
    ({ kind: 'trade', instrument: id, price: 32_300 as never, size: size as never }) as const;
  await bridge.offer(...Array.from({ length: MAX_UNREAD + 5 }, (_, index) => tick(index + 1)));
  const ticks = await client.data('Instruments/AddTick');
  expect(ticks).toHaveLength(MAX_UNREAD);
  expect([ticks[0].volume, ticks.at(-1).volume]).toEqual([60, 10 * (MAX_UNREAD + 5)]);
});

test('GetTrades reads the same trades back and forth', async () => {
  const { bridge, client } = await connected();
  for (const [seconds, price] of [
    [1, '323.01'],
    [2, '323.02'],
    [3, '323.03'],
  ] as const) {
    bridge.clock.market = NOON + seconds * 1_000;
    await bridge.trade('SBER', price, '10', 'buy');
  }
  const since = '2026-11-20T12:00:02.000';
  const prices = async (fields: object) =>
    (await client.data('Instruments/GetTrades', { symbol: 'SBER', ...fields })).map(
      ({ price }: { price: number }) => price,
    );
  expect(await prices({ from: since, count: 2 })).toEqual([323.02, 323.01]);
  expect(await prices({ since, count: -5 })).toEqual([323.02, 323.03]);
  expect(await prices({ from: '2026-11-19', count: 5 })).toEqual([]);
  expect((await client.data('Instruments/GetTrades', { symbol: 'SBER', from: since, count: 1 }))[0]).toEqual({
    row: 0,
    nrows: 1,
    symbol: 'SBER',
    dateTime: '2026-11-20T12:00:02',
    price: 323.02,
    volume: 10,
    tradeNo: `${NOON + 2_000}000`,
    action: 1,
  });
});

test('GetBars: two and ten share row 0, the bar that holds since; the stamp is the end; a negative count goes forward', async () => {
  const { bridge, client } = await connected();
  for (let minute = 0; minute < 5; minute++) {
    bridge.clock.market = NOON + minute * 60_000 + 20_000;
    await bridge.trade('SBER', `323.0${minute}`, '10');
  }
  const bars = async (fields: object) =>
    client.data('Instruments/GetBars', { symbol: 'SBER', interval: 1, since: '2026-11-20T12:03:50.000', ...fields });
  const [two, ten] = [await bars({ count: 2 }), await bars({ count: 10 })];
  expect(two[0]).toEqual({
    row: 0,
    nrows: 2,
    symbol: 'SBER',
    interval: 1,
    datetime: '2026-11-20T12:04:00',
    open: 323.03,
    high: 323.03,
    low: 323.03,
    close: 323.03,
    volume: 10,
    openInt: 0,
  });
  expect(ten).toHaveLength(4);
  expect({ ...ten[0], nrows: 2 }).toEqual(two[0]);
  const stamps = (rows: { datetime: string }[]) => rows.map(({ datetime }) => datetime.slice(11));
  expect(stamps(ten)).toEqual(['12:04:00', '12:03:00', '12:02:00', '12:01:00']);
  expect(stamps(await bars({ count: -3 }))).toEqual(['12:04:00', '12:05:00']);
  expect(stamps(await bars({ count: '-1', since: '2026-11-20T09:02:10Z' }))).toEqual(['12:03:00']);
  expect(stamps(await bars({ count: 1, interval: 9, since: '2026-11-20' }))).toEqual(['23:59:59']);
  expect(await bars({ count: 1, interval: 10 })).toMatchObject([{ interval: 10, datetime: '2026-11-20T23:59:59' }]);
  expect(await bars({ count: 1, interval: 13 })).toMatchObject([{ datetime: '2026-12-31T23:59:59', volume: 60 }]);
  expect(await bars({ count: 1, since: '1899-12-30 00:00:00' })).toEqual([]);
});

test('GetSymbols describes shares and futures in SmartCOM’s fields; every symbol can be listened to', async () => {
  const { client } = await connected();
  const symbols = await client.data('Instruments/GetSymbols');
  const of = (name: string) => symbols.find(({ symbol }: { symbol: string }) => symbol === name);
  expect(of('SBER')).toMatchObject({
    nrows: symbols.length,
    short_name: 'SBER',
    long_name: 'Сбербанк',
    type: 'STK',
    decimals: 2,
    lot_size: 10,
    punkt: 0.01,
    step: 0.01,
    sec_ext_id: 'RU0009029540',
    sec_exch_name: 'TQBR',
    expiryDate: '1899-12-30T00:00:00',
    days_before_expiry: 0,
    strike: 0,
  });
  expect(of('MIX-12.26')).toMatchObject({
    type: 'FUT',
    decimals: 0,
    lot_size: 1,
    punkt: 25,
    step: 25,
    sec_ext_id: null,
    expiryDate: '2026-12-17T00:00:00',
    days_before_expiry: 27,
  });
  expect(Object.keys(of('SBER'))).toEqual(
    'row nrows symbol short_name long_name type decimals lot_size punkt step sec_ext_id sec_exch_name expiryDate days_before_expiry strike'.split(
      ' ',
    ),
  );
  for (const { symbol } of symbols) await client.data('Instruments/ListenQuotes', { symbol });
  expect(await client.data('Instruments/UpdateQuote')).toHaveLength(symbols.length);
});

test('a future shows its margin and the cost of its step; rows carry the name that was asked for', async () => {
  const { client } = await connected();
  await client.data('Instruments/ListenQuotes', { symbol: 'MXZ6' });
  expect(await client.data('Instruments/UpdateQuote')).toMatchObject([
    { symbol: 'MXZ6', datetime: '1899-12-30T00:00:00', go_Buy: 40_000, go_Sell: 40_000, step_Price: 25, last: 0 },
  ]);
  expect((await client.call('Instruments/ListenQuotes', { symbol: 'MIX-12.26' })).errorData[0].reason).toBe(
    'Error #20',
  );
});
