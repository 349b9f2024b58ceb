import { describe, expect, test } from 'vitest';
import { SBER, sharedBroker } from '../test-broker.ts';
import { quotation, refused, restRefused, rub, SBER_POSITION } from './test-walking.ts';

/** Section 22.3 with tinkoff-invest-api in plaintext, then as JSON. */
describe('22.3 the underlying asset of a future', () => {
  const broker = sharedBroker();
  const instruments = () => broker().api().instruments;
  const ticker = { idType: 2, classCode: 'SPBFUT', id: 'SRZ6' };

  test('step 1, FutureBy (the seed’s GetFutureBy): basic asset, step and its cost, margins, expiry; by uid the same', async () => {
    const { instrument } = await instruments().futureBy(ticker);
    expect(instrument).toMatchObject({
      basicAssetPositionUid: SBER_POSITION,
      basicAsset: 'SBER',
      minPriceIncrementAmount: quotation(1),
      initialMarginOnBuy: rub(6_500),
      initialMarginOnSell: rub(6_500),
      expirationDate: new Date('2026-12-18T00:00:00Z'),
    });
    expect(await instruments().futureBy({ idType: 3, id: instrument?.uid ?? '' })).toEqual({ instrument });
    await refused('50002', instruments().futureBy({ idType: 3, id: SBER.uid }));
  });

  test('step 1, by FIGI the same', async () => {
    const { instrument } = await instruments().futureBy(ticker);
    expect(instrument?.figi).not.toBe('');
    expect(await instruments().futureBy({ idType: 1, id: instrument?.figi ?? '' })).toEqual({ instrument });
  });

  test('step 2, Futures (the seed’s GetFutures): the same future; all of them hold the base; a bad status is 30050', async () => {
    const { instrument } = await instruments().futureBy(ticker);
    const uids = async (instrumentStatus: number) =>
      (await instruments().futures({ instrumentStatus })).instruments.map(({ uid }) => uid);
    const [base, all] = [await uids(1), await uids(2)];
    expect(all).toEqual(expect.arrayContaining(base));
    const { instruments: futures } = await instruments().futures({ instrumentStatus: 1 });
    expect(futures.find(({ uid }) => uid === instrument?.uid)).toEqual(instrument);
    await refused('30050', instruments().futures({ instrumentStatus: 7 as never }));
  });

  test('step 3, FindInstrument by the position: all have it, one can be traded and is the share', async () => {
    const { instrument: future } = await instruments().futureBy(ticker);
    const query = future?.basicAssetPositionUid ?? '';
    const { instruments: found } = await instruments().findInstrument({ query });
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ positionUid }) => positionUid))).toEqual(new Set([query]));
    const traded = found.filter(({ apiTradeAvailableFlag }) => apiTradeAvailableFlag).map(({ uid }) => uid);
    expect(traded).toEqual([SBER.uid]);
    const { instrument } = await instruments().getInstrumentBy({ idType: 4, id: query });
    expect([instrument?.uid, instrument?.instrumentType]).toEqual([SBER.uid, 'share']);
  });

  test('step 4, an index future names no position: step 3 is left out', async () => {
    const { instrument } = await instruments().futureBy({ ...ticker, id: 'MXZ6' });
    expect(instrument).toMatchObject({ basicAssetPositionUid: '', basicAsset: 'IMOEX' });
  });

  test('step 5, GetFuturesMargin: step and its cost are those of the future; of a share 30041', async () => {
    const { instrument } = await instruments().futureBy(ticker);
    const margin = await instruments().getFuturesMargin({ figi: '', instrumentId: instrument?.uid ?? '' });
    expect(margin.minPriceIncrement).toEqual(instrument?.minPriceIncrement);
    expect(margin.minPriceIncrementAmount).toEqual(instrument?.minPriceIncrementAmount);
    // 33 000 points / step 1 x its cost of 1 rouble
    const [step, cost] = [
      BigInt(margin.minPriceIncrement?.units ?? 0),
      BigInt(margin.minPriceIncrementAmount?.units ?? 0),
    ];
    expect((33_000n / step) * cost).toBe(33_000n);
    await refused('30041', instruments().getFuturesMargin({ figi: '', instrumentId: SBER.uid }));
  });

  test('steps 1 to 5 as JSON', async () => {
    const { rest } = broker();
    const ask = (method: string, body: object) => rest(`InstrumentsService/${method}`, body);
    const by = { id_type: 'INSTRUMENT_ID_TYPE_TICKER', class_code: 'SPBFUT', id: 'SRZ6' };
    const { instrument: future } = (await ask('FutureBy', by)).body;
    expect(future).toMatchObject({
      basicAssetPositionUid: SBER_POSITION,
      minPriceIncrementAmount: { units: '1', nano: 0 },
      initialMarginOnBuy: { currency: 'rub', units: '6500', nano: 0 },
    });
    const { instruments: base } = (await ask('Futures', { instrumentStatus: 'INSTRUMENT_STATUS_BASE' })).body;
    expect(base).toContainEqual(future);
    const { instruments: found } = (await ask('FindInstrument', { query: future.basicAssetPositionUid })).body;
    expect(found.map((each: { classCode: string }) => each.classCode)).toEqual(['TQBR', 'SPEQ']);
    const position = { idType: 'INSTRUMENT_ID_TYPE_POSITION_UID', id: SBER_POSITION };
    expect((await ask('GetInstrumentBy', position)).body.instrument.uid).toBe(SBER.uid);
    expect((await ask('FutureBy', { ...by, id: 'MXZ6' })).body.instrument.basicAssetPositionUid).toBe('');
    expect((await ask('GetFuturesMargin', { instrumentId: future.uid })).body).toMatchObject({
      minPriceIncrement: future.minPriceIncrement,
      minPriceIncrementAmount: future.minPriceIncrementAmount,
    });
    await restRefused(404, '50002', ask('FutureBy', { idType: 'INSTRUMENT_ID_TYPE_UID', id: SBER.uid }));
    await restRefused(400, '30041', ask('GetFuturesMargin', { instrumentId: SBER.uid }));
    await restRefused(400, '30050', ask('Futures', { instrumentStatus: 7 }));
  });
});
