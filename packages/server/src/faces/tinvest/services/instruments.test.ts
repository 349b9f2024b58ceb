import { describe, expect, test } from 'vitest';
import { SBER, sharedBroker } from '../test-broker.ts';

const broker = sharedBroker();

const POSITION = '41eb2102-5333-4713-bf15-72b204c4bf7b';

describe('FindInstrument', () => {
  test('finds by name, ticker, uid, FIGI and ISIN in any letter case; what matches in an earlier field stands first', async () => {
    const { api } = broker();
    const { instruments } = api();
    for (const query of ['SBER', 'sber', SBER.uid, SBER.figi, 'RU0009029540', 'сбербанк']) {
      const found = (await instruments.findInstrument({ query })).instruments;
      const sber = found.find(({ uid }) => uid === SBER.uid);
      expect(sber, query).toMatchObject({
        figi: SBER.figi,
        ticker: 'SBER',
        classCode: 'TQBR',
        positionUid: POSITION,
        lot: 10,
        apiTradeAvailableFlag: true,
        instrumentType: 'share',
        instrumentKind: 2,
      });
    }
    const byPosition = (await instruments.findInstrument({ query: POSITION })).instruments;
    expect(byPosition.map(({ classCode }) => classCode)).toEqual(['TQBR', 'SPEQ']);
    const tradable = await instruments.findInstrument({ query: POSITION, apiTradeAvailableFlag: true });
    expect(tradable.instruments.map(({ classCode }) => classCode)).toEqual(['TQBR']);
    const futures = await instruments.findInstrument({ query: 'сбер', instrumentKind: 5 });
    expect(futures.instruments.map(({ ticker }) => ticker)).toEqual(['SRZ6', 'SRH7']);
    // ticker SBERP before the name of anything else
    expect((await instruments.findInstrument({ query: 'sberp' })).instruments[0]?.ticker).toBe('SBERP');
  });

  test('no match is an empty list, no query is 30087', async () => {
    const { api } = broker();
    expect(await api().instruments.findInstrument({ query: 'no-such-thing' })).toEqual({ instruments: [] });
    await expect(api().instruments.findInstrument({ query: '' })).rejects.toMatchObject({
      details: 'Missing parameter: `query`',
    });
  });
});

describe('GetInstrumentBy', () => {
  test('by every kind of id the same instrument', async () => {
    const { api } = broker();
    for (const [idType, id, classCode] of [
      [1, SBER.figi, ''],
      [2, 'SBER', 'TQBR'],
      [3, SBER.uid, ''],
      [4, POSITION, ''],
    ] as const) {
      const { instrument } = await api().instruments.getInstrumentBy({ idType, id, classCode });
      expect(instrument, String(idType)).toMatchObject({
        uid: SBER.uid,
        lot: 10,
        currency: 'rub',
        minPriceIncrement: { units: 0, nano: 10_000_000 },
        tradingStatus: 5,
        exchange: 'MOEX',
        instrumentKind: 2,
        realExchange: 1,
        shortEnabledFlag: true,
        apiTradeAvailableFlag: true,
      });
      expect(instrument?.first1minCandleDate).toEqual(new Date('2026-10-21T09:00:00Z'));
    }
  });

  test.each([
    [{ idType: 0, id: SBER.uid }, '30006'],
    [{ idType: 9, id: SBER.uid }, '30005'],
    [{ idType: 3, id: '' }, '30007'],
    [{ idType: 2, id: 'SBER' }, '30013'],
    [{ idType: 3, id: '00000000-0000-0000-0000-000000000000' }, '50002'],
    [{ idType: 1, id: SBER.uid }, '50002'],
  ])('%o is %s', async (request, code) => {
    const { client } = broker();
    await expect(client('InstrumentsService').getInstrumentBy(request)).rejects.toMatchObject({ details: code });
  });

  test('instruments without ids of the broker have derived ones, by which they are found', async () => {
    const { api, client } = broker();
    const all = client('InstrumentsService');
    const { instruments } = await all.shares({ instrumentStatus: 2 });
    const twin = instruments.find(({ classCode }) => classCode === 'SPEQ');
    expect(twin?.uid).toMatch(/^[0-9a-f-]{36}$/);
    const again = await api().instruments.getInstrumentBy({ idType: 3, id: twin?.uid ?? '', classCode: '' });
    expect(again.instrument).toMatchObject({ classCode: 'SPEQ', positionUid: POSITION, apiTradeAvailableFlag: false });
    const every = [
      instruments,
      ...(await Promise.all([all.bonds({}), all.etfs({}), all.futures({})])).map((each) => each.instruments),
    ].flat();
    expect(new Set(every.map(({ uid }) => uid)).size).toBe(every.length);
    expect(every.every(({ uid, positionUid }) => uid !== '' && positionUid !== '')).toBe(true);
  });
});

describe('money', () => {
  const ROUBLE = { uid: 'a92e2e25-a698-45cc-a781-167cf465257c', positionUid: '33e24a92-aab0-409c-88b8-f2d57415b920' };

  test('what a portfolio shows as money is found by each of its ids, the same in every answer', async () => {
    const { client, accountId } = broker();
    const { positions } = await client('OperationsService').getPortfolio({ accountId });
    const [cash] = positions.filter(({ instrumentType }) => instrumentType === 'currency');
    const figi = 'RUB000UTSTOM';
    expect(cash).toMatchObject({ figi, ticker: figi, classCode: 'CETS', positionUid: ROUBLE.positionUid });
    expect(cash?.instrumentUid).toBe(ROUBLE.uid);
    const instruments = client('InstrumentsService');
    const told = { ...ROUBLE, figi, ticker: figi, classCode: 'CETS', lot: 1, name: 'Российский рубль' };
    for (const request of [
      { idType: 1, id: figi },
      { idType: 2, id: figi, classCode: 'CETS' },
      { idType: 3, id: ROUBLE.uid },
      { idType: 4, id: ROUBLE.positionUid },
      { idType: 5, id: figi },
    ]) {
      const { instrument } = await instruments.getInstrumentBy(request);
      expect(instrument).toMatchObject({ ...told, currency: 'rub', exchange: 'FX', instrumentType: 'currency' });
      const { instrument: currency } = await instruments.currencyBy(request);
      expect(currency).toMatchObject({
        ...told,
        isoCurrencyName: 'rub',
        nominal: { currency: 'rub', units: 1, nano: 0 },
      });
      await expect(instruments.shareBy(request)).rejects.toMatchObject({ details: '50002' });
    }
    for (const query of [figi, ROUBLE.uid, ROUBLE.positionUid, 'рубль', 'rouble']) {
      const found = await instruments.findInstrument({ query, instrumentKind: 3 });
      expect(found.instruments, query).toMatchObject([{ ...told, instrumentType: 'currency', instrumentKind: 3 }]);
    }
  });

  test('is among all currencies, and as it cannot be traded, among none that can', async () => {
    const { client } = broker();
    const instruments = client('InstrumentsService');
    const { instruments: all } = await instruments.currencies({ instrumentStatus: 2 });
    expect(all[0]).toMatchObject({
      ...ROUBLE,
      apiTradeAvailableFlag: false,
      tradingStatus: 1,
      buyAvailableFlag: false,
    });
    expect(all.map(({ ticker }) => ticker)).toEqual(expect.arrayContaining(['USD000UTSTOM', 'EUR_RUB__TOM']));
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(all.length);
    expect((await instruments.currencies({})).instruments).toEqual([]);
    expect((await instruments.currencies({ instrumentStatus: 2, instrumentExchange: 1 })).instruments).toEqual([]);
    const tradable = await instruments.findInstrument({ query: 'RUB000UTSTOM', apiTradeAvailableFlag: true });
    expect(tradable.instruments).toEqual([]);
    await expect(instruments.currencies({ instrumentStatus: 9 as never })).rejects.toMatchObject({ details: '30050' });
  });

  test('of another currency in an account has the ids under which it is listed', async () => {
    const { client, submit, accountId, account } = broker();
    await submit({ type: 'accounts.deposit', account, asset: 'usd', amount: (10n ** 12n) as never, key: null });
    const { positions } = await client('OperationsService').getPortfolio({ accountId });
    const dollars = positions.find(({ ticker }) => ticker === 'USD000UTSTOM');
    const id = dollars?.instrumentUid ?? '';
    const { instrument } = await client('InstrumentsService').currencyBy({ idType: 3, id });
    expect(instrument).toMatchObject({
      figi: dollars?.figi,
      positionUid: dollars?.positionUid,
      isoCurrencyName: 'usd',
    });
    const { money } = await client('OperationsService').getPositions({ accountId });
    expect(money.map(({ currency, units }) => [currency, units])).toEqual([
      ['rub', 1_000_000],
      ['usd', 100],
    ]);
  });
});

describe('instruments by kind', () => {
  test('lists hold what the API trades, or all; another status is 30050', async () => {
    const { client } = broker();
    const instruments = client('InstrumentsService');
    const [base, all] = [await instruments.shares({}), await instruments.shares({ instrumentStatus: 2 })];
    expect(all.instruments.length).toBe(base.instruments.length + 1);
    expect(base.instruments.every(({ apiTradeAvailableFlag }) => apiTradeAvailableFlag)).toBe(true);
    expect((await instruments.shares({ instrumentExchange: 1 })).instruments).toEqual([]);
    await expect(instruments.futures({ instrumentStatus: 7 as never })).rejects.toMatchObject({ details: '30050' });
  });

  test('a share is no future', async () => {
    const { client } = broker();
    const instruments = client('InstrumentsService');
    await expect(instruments.futureBy({ idType: 3, id: SBER.uid })).rejects.toMatchObject({ details: '50002' });
    expect((await instruments.shareBy({ idType: 3, id: SBER.uid })).instrument?.ticker).toBe('SBER');
    await expect(instruments.currencyBy({ idType: 3, id: SBER.uid })).rejects.toMatchObject({ details: '50002' });
  });

  test('a bond has nominal, coupons and the day it is paid back', async () => {
    const { client } = broker();
    const { instrument } = await client('InstrumentsService').bondBy({
      idType: 2,
      id: 'SU26238RMFS4',
      classCode: 'TQOB',
    });
    expect(instrument).toMatchObject({
      nominal: { currency: 'rub', units: 1_000, nano: 0 },
      couponQuantityPerYear: 2,
      maturityDate: new Date('2041-05-15T00:00:00Z'),
      minPriceIncrement: { units: 0, nano: 1_000_000 },
    });
  });
});

describe('the underlying of a future (22.3)', () => {
  test('leads from the future to its basic asset', async () => {
    const { api, client } = broker();
    const { instruments } = api();
    const { instrument: future } = await client('InstrumentsService').futureBy({
      idType: 2,
      id: 'SRZ6',
      classCode: 'SPBFUT',
    });
    expect(future).toMatchObject({
      basicAssetPositionUid: POSITION,
      basicAsset: 'SBER',
      basicAssetSize: { units: 100, nano: 0 },
      minPriceIncrement: { units: 1, nano: 0 },
      minPriceIncrementAmount: { units: 1, nano: 0 },
      initialMarginOnBuy: { currency: 'rub', units: 6_500, nano: 0 },
      initialMarginOnSell: { currency: 'rub', units: 6_500, nano: 0 },
      lastTradeDate: new Date('2026-12-17T00:00:00Z'),
      expirationDate: new Date('2026-12-18T00:00:00Z'),
      futuresType: 'physical_delivery',
      assetType: 'security',
    });
    const { instruments: base } = await instruments.futures({ instrumentStatus: 1 });
    expect(base.find(({ uid }) => uid === future?.uid)?.basicAssetPositionUid).toBe(POSITION);
    const found = (await instruments.findInstrument({ query: future?.basicAssetPositionUid ?? '' })).instruments;
    expect(found.every(({ positionUid }) => positionUid === POSITION)).toBe(true);
    expect(found.some(({ apiTradeAvailableFlag }) => apiTradeAvailableFlag)).toBe(true);
    const { instrument } = await instruments.getInstrumentBy({ idType: 4, id: POSITION, classCode: '' });
    expect(instrument?.instrumentType).toBe('share');
  });

  test('an index future has no position of its basic asset', async () => {
    const { client } = broker();
    const { instrument } = await client('InstrumentsService').futureBy({ idType: 2, id: 'MXZ6', classCode: 'SPBFUT' });
    expect(instrument).toMatchObject({ basicAssetPositionUid: '', assetType: 'index', basicAsset: 'IMOEX' });
  });

  test('GetFuturesMargin tells the margin of a contract, 30041 of anything else', async () => {
    const { client } = broker();
    const instruments = client('InstrumentsService');
    expect(await instruments.getFuturesMargin({ instrumentId: 'SRZ6_SPBFUT' })).toEqual({
      initialMarginOnBuy: { currency: 'rub', units: 6_500, nano: 0 },
      initialMarginOnSell: { currency: 'rub', units: 6_500, nano: 0 },
      minPriceIncrement: { units: 1, nano: 0 },
      minPriceIncrementAmount: { units: 1, nano: 0 },
    });
    await expect(instruments.getFuturesMargin({ figi: SBER.figi })).rejects.toMatchObject({ details: '30041' });
    await expect(instruments.getFuturesMargin({})).rejects.toMatchObject({ details: '30093' });
  });
});

describe('TradingSchedules', () => {
  const DAY = 86_400_000;
  const today = Date.UTC(2026, 10, 20);

  test('the coming week of every exchange, from midnight to midnight in Moscow', async () => {
    const { api } = broker();
    const { exchanges } = await api().instruments.tradingSchedules({});
    expect(exchanges.map(({ exchange }) => exchange)).toEqual(['MOEX', 'FX', 'FORTS']);
    const [moex] = exchanges;
    expect(moex?.days).toHaveLength(7);
    expect(moex?.days[0]).toMatchObject({
      date: new Date(today),
      isTradingDay: true,
      startTime: new Date('2026-11-19T21:00:00Z'),
      endTime: new Date('2026-11-20T21:00:00Z'),
      eveningStartTime: undefined,
    });
    expect((await api().instruments.tradingSchedules({ exchange: 'moex' })).exchanges).toEqual([moex]);
  });

  test.each([
    [{ exchange: 'NOWHERE' }, '50001'],
    [{ from: new Date(today - 1) }, '30003'],
    [{ from: new Date(today + DAY), to: new Date(today) }, '30012'],
    [{ from: new Date(today), to: new Date(today + 14 * DAY + 1) }, '30002'],
    [{ from: new Date(today), to: new Date('2100-01-01T00:00:00Z') }, '30062'],
  ])('%o is %s', async (request, code) => {
    const { client } = broker();
    await expect(client('InstrumentsService').tradingSchedules(request)).rejects.toMatchObject({ details: code });
  });
});

test('accrued interest: a row a day, of bonds alone', async () => {
  const { client } = broker();
  const instruments = client('InstrumentsService');
  const period = { from: new Date('2026-11-01T10:00:00Z'), to: new Date('2026-11-03T09:00:00Z') };
  const { accruedInterests } = await instruments.getAccruedInterests({ instrumentId: 'BBG011FJ4HS6', ...period });
  expect(accruedInterests.map(({ date }) => date?.toISOString().slice(0, 10))).toEqual([
    '2026-11-01',
    '2026-11-02',
    '2026-11-03',
  ]);
  expect(accruedInterests[0]?.nominal).toEqual({ units: 1_000, nano: 0 });
  await expect(instruments.getAccruedInterests({ instrumentId: SBER.uid, ...period })).rejects.toMatchObject({
    details: '30048',
  });
  await expect(instruments.getAccruedInterests({ instrumentId: 'BBG011FJ4HS6' })).rejects.toMatchObject({
    details: '30001',
  });
});
