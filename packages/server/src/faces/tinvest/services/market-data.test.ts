import { describe, expect, test } from 'vitest';
import { NOON, SBER, sharedBroker, testBroker } from '../test-broker.ts';

const UNKNOWN = '00000000-0000-0000-0000-000000000000';

const untouched = sharedBroker();

describe('GetTradingStatus', () => {
  test('open, in a break, closed: the same for every id', async () => {
    const { api, offer, instrument } = await testBroker();
    const { marketdata } = api();
    for (const instrumentId of [SBER.uid, SBER.figi, 'SBER_TQBR']) {
      expect(await marketdata.getTradingStatus({ instrumentId })).toMatchObject({
        tradingStatus: 5,
        limitOrderAvailableFlag: true,
        marketOrderAvailableFlag: true,
        bestpriceOrderAvailableFlag: true,
        apiTradeAvailableFlag: true,
        instrumentUid: SBER.uid,
        figi: SBER.figi,
      });
    }
    const shut = {
      limitOrderAvailableFlag: false,
      marketOrderAvailableFlag: false,
      bestpriceOrderAvailableFlag: false,
    };
    await offer({ kind: 'status', instrument: instrument('SBER').id, status: 'break' });
    expect(await marketdata.getTradingStatus({ figi: SBER.figi })).toMatchObject({ tradingStatus: 4, ...shut });
    await offer({ kind: 'status', instrument: instrument('SBER').id, status: 'closed' });
    expect(await marketdata.getTradingStatus({ figi: SBER.figi })).toMatchObject({ tradingStatus: 12, ...shut });
  });

  test('an unknown id is 50002 with its text, none is 30093', async () => {
    const { api, client } = untouched();
    await expect(api().marketdata.getTradingStatus({ instrumentId: UNKNOWN })).rejects.toThrow('Instrument not found');
    await expect(client('MarketDataService').getTradingStatus({})).rejects.toMatchObject({ details: '30093' });
    const many = { instrumentId: [SBER.uid, 'GAZP_TQBR'] };
    const { tradingStatuses } = await client('MarketDataService').getTradingStatuses(many);
    expect(tradingStatuses.map(({ ticker, tradingStatus }) => [ticker, tradingStatus])).toEqual([
      ['SBER', 5],
      ['GAZP', 12],
    ]);
  });
});

describe('GetLastPrices', () => {
  test('a row for each id in their order, without a price where there is none', async () => {
    const { client } = untouched();
    const { lastPrices } = await client('MarketDataService').getLastPrices({
      instrumentId: ['GAZP_TQBR', SBER.uid, UNKNOWN],
      figi: [SBER.figi],
    });
    expect(lastPrices.map(({ figi, price, time }) => [figi, price, time])).toEqual([
      ['BBG004730RP0', undefined, undefined],
      [SBER.figi, { units: 323, nano: 0 }, new Date(NOON)],
      [UNKNOWN, undefined, undefined],
      [SBER.figi, { units: 323, nano: 0 }, new Date(NOON)],
    ]);
  });

  test('without ids everything that has a price; 3 001 are too many', async () => {
    const { client, trade } = await testBroker();
    await trade('GAZP', '119.01', '10');
    const marketdata = client('MarketDataService');
    expect((await marketdata.getLastPrices({})).lastPrices.map(({ ticker }) => ticker)).toEqual(['SBER', 'GAZP']);
    const instrumentId = Array.from({ length: 3_001 }, () => SBER.uid);
    await expect(marketdata.getLastPrices({ instrumentId })).rejects.toMatchObject({ details: '30218' });
  });

  test('over REST whole numbers are text, times in RFC 3339', async () => {
    const { rest } = untouched();
    const { body } = await rest('MarketDataService/GetLastPrices', { instrument_id: [SBER.uid] });
    expect(body.lastPrices).toEqual([
      {
        figi: SBER.figi,
        price: { units: '323', nano: 0 },
        time: '2026-11-20T09:00:00Z',
        ticker: 'SBER',
        classCode: 'TQBR',
        instrumentUid: SBER.uid,
        lastPriceType: 'LAST_PRICE_EXCHANGE',
      },
    ]);
  });
});

describe('GetOrderBook', () => {
  test('levels in lots, best first, with last price and times', async () => {
    const { client, offer, instrument } = await testBroker();
    const { id } = instrument('SBER');
    await offer({
      kind: 'depth',
      instrument: id,
      bids: [32_290, 5, 32_280, 7],
      asks: [32_310, 3, 32_320, 9, 32_330, 1],
    });
    const book = await client('MarketDataService').getOrderBook({ instrumentId: SBER.uid, depth: 2 });
    expect(book.bids).toEqual([
      { price: { units: 322, nano: 900_000_000 }, quantity: 5 },
      { price: { units: 322, nano: 800_000_000 }, quantity: 7 },
    ]);
    expect(book.asks.map(({ quantity }) => quantity)).toEqual([3, 9]);
    expect(book).toMatchObject({
      depth: 2,
      lastPrice: { units: 323, nano: 0 },
      lastPriceTs: new Date(NOON),
      orderbookTs: new Date(NOON),
      instrumentUid: SBER.uid,
    });
  });

  test.each([
    [{ instrumentId: SBER.uid }, '30031'],
    [{ instrumentId: SBER.uid, depth: 51 }, '30032'],
    [{ instrumentId: SBER.uid, depth: -1 }, '30032'],
    [{ instrumentId: 'GAZP_TQBR', depth: 1 }, '50008'],
    [{ depth: 1 }, '30093'],
  ])('%o is %s', async (request, code) => {
    const { client } = untouched();
    await expect(client('MarketDataService').getOrderBook(request)).rejects.toMatchObject({ details: code });
  });
});

describe('GetCandles', () => {
  const from = new Date(NOON - 3_600_000);

  test('minutes of the tape: open … close, volume in lots, the current one not complete', async () => {
    const { client, clock, trade } = await testBroker();
    clock.market = NOON + 61_000;
    await trade('SBER', '323.5', '20');
    await trade('SBER', '323.2', '30');
    const { candles } = await client('MarketDataService').getCandles({
      instrumentId: SBER.uid,
      interval: 1,
      from,
      to: new Date(NOON + 120_000),
    });
    expect(candles).toMatchObject([
      { time: new Date(NOON), open: { units: 323, nano: 0 }, volume: 1, isComplete: true },
      {
        time: new Date(NOON + 60_000),
        open: { units: 323, nano: 500_000_000 },
        high: { units: 323, nano: 500_000_000 },
        low: { units: 323, nano: 200_000_000 },
        close: { units: 323, nano: 200_000_000 },
        volume: 5,
        isComplete: false,
      },
    ]);
    const newest = await client('MarketDataService').getCandles({
      instrumentId: SBER.uid,
      interval: 1,
      to: new Date(NOON + 120_000),
      limit: 1,
    });
    expect(newest.candles.map(({ volume }) => volume)).toEqual([5]);
    const days = await client('MarketDataService').getCandles({
      instrumentId: SBER.uid,
      interval: 5,
      from: new Date(NOON - 86_400_000),
      to: new Date(NOON),
    });
    expect(days.candles).toMatchObject([{ time: new Date('2026-11-20T00:00:00Z'), volume: 6, isComplete: false }]);
  });

  const about = { instrumentId: SBER.uid, interval: 1, from, to: new Date(NOON) };
  test.each([
    [{ ...about, interval: 0 }, '30011'],
    [{ ...about, from: undefined }, '30228'],
    [{ ...about, to: undefined }, '30004'],
    [{ ...about, from: new Date(NOON - 86_400_001) }, '30014'],
    [{ ...about, from: new Date(NOON + 1) }, '30012'],
    [{ ...about, candleSourceType: 1, limit: 5 }, '30220'],
    [{ ...about, candleSourceType: 9 }, '30219'],
    [{ ...about, limit: 2_401 }, '30242'],
    [
      { ...about, interval: 14, from: new Date(NOON - 31 * 86_400_000), to: new Date(NOON - 31 * 86_400_000 + 60_000) },
      '30235',
    ],
    [{ ...about, instrumentId: UNKNOWN }, '50002'],
  ])('%o is %s', async (request, code) => {
    const { client } = untouched();
    await expect(client('MarketDataService').getCandles(request as never)).rejects.toMatchObject({ details: code });
  });
});

test('close prices and the last trades', async () => {
  const { client, clock, offer, trade, instrument } = await testBroker();
  const marketdata = client('MarketDataService');
  const day = { open: 32_000, high: 32_400, low: 31_900, volume: 50, previousClose: 32_100 };
  await offer({ kind: 'day', instrument: instrument('GAZP').id, ...day } as never);
  const { closePrices } = await marketdata.getClosePrices({
    instruments: [{ instrumentId: 'GAZP_TQBR' }, { instrumentId: SBER.uid }],
  });
  expect(closePrices.map(({ ticker, price, time }) => [ticker, price, time])).toEqual([
    ['GAZP', { units: 321, nano: 0 }, new Date('2026-11-19T21:00:00Z')],
    ['SBER', undefined, undefined],
  ]);
  expect((await marketdata.getClosePrices({})).closePrices.length).toBeGreaterThan(20);
  clock.market = NOON + 3_600_000;
  await trade('SBER', '323.1', '40', 'sell');
  const all = await marketdata.getLastTrades({ instrumentId: SBER.uid });
  expect(all.trades.map(({ quantity, direction }) => [quantity, direction])).toEqual([
    [1, 1],
    [4, 2],
  ]);
  clock.market += 1;
  await trade('SBER', '323.1', '10');
  expect((await marketdata.getLastTrades({ instrumentId: SBER.uid })).trades.map(({ quantity }) => quantity)).toEqual([
    4, 1,
  ]);
  expect((await marketdata.getLastTrades({ instrumentId: SBER.uid, tradeSource: 2 })).trades).toEqual([]);
});
