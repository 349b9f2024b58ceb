import { ApiRequestException, ChpClient } from '@outcry/chp-client';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { sharedEnds } from '../../test-domain.ts';
import { LOGIN, PASSWORD, type TestBridge, TOKEN, testBridge, testFolder } from '../test-bridge.ts';
import { historyOf, stretchesUntil } from './test-history.ts';

/** Ten in the morning in Moscow on Thursday, 2026-11-19. */
const MORNING = Date.UTC(2026, 10, 19, 7);
const MINUTE = 60_000;
const HISTORY = stretchesUntil(MORNING);

const [BUY, SELL, SHORT, COVER] = [1, 2, 3, 4] as const;
const [MARKET, LIMIT, STOP, STOP_LIMIT] = [1, 2, 3, 4] as const;
const [DAY, GTC] = [1, 2] as const;

describe('a robot’s trading day with the TypeScript library, over real sockets', () => {
  const atEnd = sharedEnds();
  const folder = testFolder(atEnd);
  let bridge: TestBridge;
  let chp: ChpClient;
  let portfolio: string;
  /** Broker ids by cookie. */
  const ids: string[] = [];

  const start = (port: number, silent: boolean) => {
    const history = historyOf(() => sber, HISTORY);
    return testBridge(folder, atEnd, { start: MORNING, history, port, silent });
  };
  let sber = -1;

  const later = async (minutes: number) => {
    bridge.clock.market = MORNING + minutes * MINUTE;
    bridge.engine.advance();
    await bridge.engine.read(() => undefined);
  };
  const place = async (
    cookie: number,
    action: 1 | 2 | 3 | 4,
    type_: 1 | 2 | 3 | 4,
    validity: 1 | 2,
    price: number,
    amount: number,
    stop: number,
  ) => {
    const [placed] = await chp.PlaceOrder(portfolio, 'SBER', action, type_, validity, price, amount, stop, cookie);
    expect(placed?.cookie).toBe(cookie);
    ids[cookie] = placed?.orderid ?? '';
  };
  /** Cookie, state and what remains, of each change. */
  const changes = async () =>
    (await chp.UpdateOrder()).map(({ cookie, state, filled }) => [cookie, state, filled] as const);
  const ownTrades = async () =>
    (await chp.AddTrade()).map(({ orderNo, price, amount, value }) => [ids.indexOf(orderNo), price, amount, value]);
  const money = async () => {
    const [row] = await chp.SetPortfolio();
    return row;
  };
  const position = async () =>
    (await chp.UpdatePosition()).map(({ symbol, avPrice, amount, planned }) => [symbol, avPrice, amount, planned]);

  beforeAll(async () => {
    bridge = await start(0, false);
    sber = bridge.instrument('SBER').id;
    portfolio = bridge.portfolio;
    const { hostname, port } = new URL(bridge.url);
    chp = new ChpClient(hostname, port, LOGIN, PASSWORD, { token: TOKEN });
  });

  test('10:00: connects, finds its portfolio and the symbols', async () => {
    expect(await chp.Connect()).toEqual({
      method: 'Connected',
      result: true,
      data: [{ token: TOKEN, work: 0, exchange: 1, login: LOGIN, password: PASSWORD }],
    });
    expect(await chp.GetPortfolioList()).toEqual([
      { row: 0, nrows: 1, portfolioName: portfolio, portfolioExch: 'MON', portfolioStatus: 0 },
    ]);
    const symbols = await chp.GetSymbols();
    expect(symbols.find(({ symbol }) => symbol === 'SBER')).toMatchObject({ lot_size: 10, step: 0.01 });
    expect(symbols.find(({ symbol }) => symbol === 'MIX-12.26')).toMatchObject({ type: 'FUT' });
    expect(symbols.map(({ row, nrows }) => [row, nrows])).toEqual(symbols.map((_, row) => [row, symbols.length]));
  });

  test('subscribes to quotes, ticks, books and the portfolio; every read has its rows', async () => {
    const fine = (name: string) => ({ result: true, data: [{ description: `Подписка на ${name} успешно оформлена` }] });
    expect(await chp.ListenQuotes(['SBER', 'GAZP'])).toMatchObject({ SBER: fine('SBER'), GAZP: fine('GAZP') });
    expect(await chp.ListenTicks('SBER')).toMatchObject({ SBER: fine('SBER') });
    expect(await chp.ListenBidAsks('SBER')).toMatchObject({ SBER: fine('SBER') });
    expect(await chp.ListenPortfolio(portfolio)).toMatchObject({ [portfolio]: fine(portfolio) });
    expect(await chp.UpdateQuote()).toMatchObject([
      { symbol: 'SBER', datetime: '2026-11-19T10:00:00', last: 323, bid: 322.9, ask: 323.1, bidSize: 1000 },
      { symbol: 'GAZP', datetime: '1899-12-30T00:00:00', last: 0 },
    ]);
    expect(await chp.UpdateBidAsks()).toEqual([
      { symbol: 'SBER', row: 0, nrows: 1, bid: 322.9, bidSize: 1000, ask: 323.1, askSize: 1000 },
    ]);
    expect(await chp.UpdateTicks()).toEqual([]);
    await later(1);
    await bridge.trade('SBER', '323', '20', 'buy');
    expect(await chp.UpdateTicks()).toMatchObject([
      { price: 323, volume: 20, action: 1, dateTime: '2026-11-19T10:01:00' },
    ]);
    expect([await changes(), await ownTrades(), await position()]).toEqual([[], [], []]);
    expect(await money()).toEqual({
      portfolio,
      cash: 1_000_000,
      leverage: 0,
      comission: 0,
      saldo: 0,
      liquidationValue: 1_000_000,
      initialMargin: 0,
      totalAssets: 1_000_000,
    });
  });

  test('trades of the market, both directions', async () => {
    const since = '2026-11-19T10:01:00.000';
    const back = await chp.GetTrades(since, 'SBER', 3);
    expect(back.map(({ row, dateTime, price, volume, action }) => [row, dateTime, price, volume, action])).toEqual([
      [0, '2026-11-19T10:01:00', 323, 20, 1],
      [1, '2026-11-19T10:00:00', 323, 10, 1],
      // from history: the last of five seconds, whose taker is not known
      [2, expect.stringMatching(/^2026-11-19T09:59:4\d$/), (HISTORY.at(-1)?.close ?? 0) / 100, expect.any(Number), 0],
    ]);
    const ahead = await chp.GetTrades('2026-11-19T10:00:00.000', 'SBER', -9);
    expect(ahead.map(({ tradeNo }) => tradeNo)).toEqual([back[1]?.tradeNo, back[0]?.tradeNo]);
  });

  test('a market order: 100 at 323.10, commission 0.05 % to the kopeck', async () => {
    await place(1, BUY, MARKET, DAY, 0, 100, 0);
    expect(await changes()).toEqual([
      [1, 0, 100],
      [1, 1, 100],
      [1, 2, 100],
      [1, 5, 0],
    ]);
    expect(await ownTrades()).toEqual([[1, 323.1, 100, 32_310]]);
    expect(await position()).toEqual([['SBER', 323.1, 100, 100]]);
    // 1 000 000 - 32 310 - 16.16; 100 at 323 are worth 32 300, a fifth of it is margin
    expect(await money()).toMatchObject({
      cash: 967_673.84,
      leverage: 0.032301,
      comission: 16.16,
      saldo: 0,
      liquidationValue: 999_973.84,
      initialMargin: 6_460,
      totalAssets: 999_973.84,
    });
    expect((await chp.UpdateQuote())[0]).toMatchObject({ askSize: 900 });
  });

  test('a limit order: rests, fills in part, is moved, fills in part, is cancelled', async () => {
    await place(2, SELL, LIMIT, DAY, 324, 60, 0);
    expect(await position()).toEqual([['SBER', 323.1, 100, 40]]);
    await bridge.trade('SBER', '324', '20', 'buy');
    expect(await changes()).toEqual([
      [2, 0, 60],
      [2, 1, 60],
      [2, 2, 60],
      [2, 6, 40],
    ]);
    expect(await ownTrades()).toEqual([[2, 324, -20, 6_480]]);
    // + 6 480 - 3.24; (324 - 323.10) × 20
    expect(await money()).toMatchObject({ cash: 974_150.6, comission: 19.4, saldo: 18 });
    expect(await chp.MoveOrder(portfolio, 'SBER', ids[2] ?? '', 323.8)).toEqual([{ orderId: ids[2], result: true }]);
    await bridge.trade('SBER', '323.8', '10', 'buy');
    expect(await changes()).toEqual([
      [2, 6, 40],
      [2, 6, 30],
    ]);
    expect(await ownTrades()).toEqual([[2, 323.8, -10, 3_238]]);
    // + 3 238 - 1.62; (323.80 - 323.10) × 10
    expect(await money()).toMatchObject({ cash: 977_386.98, comission: 21.02, saldo: 25 });
    expect(await position()).toEqual([['SBER', 323.1, 70, 40]]);
    expect(await chp.CancelOrder(portfolio, 'SBER', ids[2] ?? '')).toEqual([{ orderId: ids[2], result: true }]);
    expect(await changes()).toEqual([[2, 4, 30]]);
    expect(await position()).toEqual([['SBER', 323.1, 70, 70]]);
  });

  test('a stop: waits without counting as planned, sells at the market when its price comes', async () => {
    await later(30);
    await place(3, SELL, STOP, DAY, 0, 70, 322.5);
    expect(await changes()).toEqual([
      [3, 0, 70],
      [3, 1, 70],
    ]);
    expect(await position()).toEqual([['SBER', 323.1, 70, 70]]);
    await bridge.quote('SBER', '322.3', '1000', '322.5', '1000');
    expect(await changes()).toEqual([]);
    await bridge.trade('SBER', '322.5', '10', 'sell');
    expect(await changes()).toEqual([
      [3, 2, 70],
      [3, 5, 0],
    ]);
    expect(await ownTrades()).toEqual([[3, 322.3, -70, 22_561]]);
    // + 22 561 - 11.28; (322.30 - 323.10) × 70 on top of 25
    expect(await money()).toMatchObject({
      cash: 999_936.7,
      leverage: 0,
      comission: 32.3,
      saldo: -31,
      liquidationValue: 999_936.7,
      initialMargin: 0,
    });
    expect(await position()).toEqual([['SBER', 0, 0, 0]]);
    expect(await position()).toEqual([]);
  });

  test('a short sale; its cover waits as a stop-limit until cancelled', async () => {
    await place(4, SHORT, LIMIT, DAY, 322.3, 50, 0);
    expect(await ownTrades()).toEqual([[4, 322.3, -50, 16_115]]);
    // + 16 115 - 8.06; 50 at 322.50 are owed: 16 125, 22 % of it is margin
    expect(await money()).toMatchObject({
      cash: 1_016_043.64,
      leverage: 0.016126,
      comission: 40.36,
      saldo: -31,
      liquidationValue: 999_918.64,
      initialMargin: 3_547.5,
      totalAssets: 999_918.64,
    });
    await place(5, COVER, STOP_LIMIT, GTC, 322.9, 50, 322.8);
    expect(await changes()).toEqual([
      [4, 0, 50],
      [4, 1, 50],
      [4, 2, 50],
      [4, 5, 0],
      [5, 0, 50],
      [5, 1, 50],
    ]);
    expect(await position()).toEqual([['SBER', 322.3, -50, -50]]);
  });

  test('working orders at evening: a day limit, a day stop, a limit until cancelled', async () => {
    await later(120);
    await place(6, BUY, LIMIT, DAY, 310, 10, 0);
    await place(7, BUY, STOP, DAY, 0, 10, 330);
    await place(8, BUY, LIMIT, GTC, 311, 10, 0);
    expect((await changes()).map(([cookie, state]) => [cookie, state])).toEqual([
      [6, 0],
      [6, 1],
      [6, 2],
      [7, 0],
      [7, 1],
      [8, 0],
      [8, 1],
      [8, 2],
    ]);
    expect(await position()).toEqual([['SBER', 322.3, -50, -30]]);
  });

  const SESSION = [
    [1, 5, 0],
    [2, 4, 30],
    [3, 5, 0],
    [4, 5, 0],
    [5, 1, 50],
    [6, 2, 10],
    [7, 1, 10],
    [8, 2, 10],
  ] as const;
  const SESSION_TRADES = [
    [1, 323.1, 100, 1],
    [2, 324, 20, 2],
    [2, 323.8, 10, 2],
    [3, 322.3, 70, 2],
    [4, 322.3, 50, 2],
  ];

  test('the platform restarts: sessions are gone, the session’s orders, trades and money are not', async () => {
    const [before] = await chp.GetMyPortfolioData(portfolio, 2);
    const moneyBefore = await money();
    await bridge.stop();
    bridge = await start(Number(new URL(bridge.url).port), true);
    const gone = await chp.UpdateQuote().catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(ApiRequestException);
    expect(gone).toMatchObject({ message: 'Error #11', resp_data: { errorData: [{ reason: 'Error #30' }] } });
    expect((await chp.ListenQuotes('SBER')).SBER).toMatchObject({ reason: 'Error #12' });
    await chp.Reconnect();
    expect([await chp.UpdateQuote(), await chp.SetPortfolio(), await chp.UpdateOrder()]).toEqual([[], [], []]);
    const [after] = await chp.GetMyPortfolioData(portfolio, 2);
    expect(after).toEqual(before);
    expect(after?.setMyOrder.map(({ cookie, state, filled }) => [cookie, state, filled])).toEqual(SESSION);
    expect(
      after?.setMyTrade.map(({ orderNo, price, volume, buySell }) => [ids.indexOf(orderNo), price, volume, buySell]),
    ).toEqual(SESSION_TRADES);
    expect(
      after?.setMyClosePos.map(({ amount, price_Buy, price_Sell, order_Open, order_Close }) => [
        amount,
        price_Buy,
        price_Sell,
        ids.indexOf(order_Open),
        ids.indexOf(order_Close),
      ]),
    ).toEqual([
      [20, 323.1, 324, 1, 2],
      [10, 323.1, 323.8, 1, 2],
      [70, 323.1, 322.3, 1, 3],
    ]);
    // listening anew begins with the state of every order of the session, and with no trade that is past
    chp.listening_portfolios = [];
    expect((await chp.ListenPortfolio(portfolio))[portfolio]).toMatchObject({ result: true });
    expect(await changes()).toEqual(SESSION);
    expect(await ownTrades()).toEqual([]);
    await bridge.quote('SBER', '322.3', '1000', '322.5', '1000');
    await bridge.trade('SBER', '322.5', '10', 'sell');
    expect(await money()).toEqual(moneyBefore);
  });

  test('the day ends: day orders expire, others wait on, the day’s counters begin anew', async () => {
    await later(14 * 60 - 1);
    expect(await changes()).toEqual([]);
    await later(14 * 60);
    expect(await changes()).toEqual([
      [6, 3, 10],
      [7, 3, 10],
    ]);
    expect(await money()).toMatchObject({ cash: 1_016_043.64, comission: 0, saldo: 0, liquidationValue: 999_918.64 });
    const [{ setMyOrder = [], setMyTrade, setMyClosePos } = {}] = await chp.GetMyPortfolioData(portfolio, 2);
    expect(setMyOrder.map(({ cookie, state }) => [cookie, state])).toEqual([
      [5, 1],
      [6, 3],
      [7, 3],
      [8, 2],
    ]);
    expect([setMyTrade, setMyClosePos]).toEqual([[], []]);
    const [active] = await chp.GetMyPortfolioData(portfolio, 1);
    expect(active?.setMyOrder.map(({ cookie }) => cookie)).toEqual([5, 8]);
  });

  test('the next day: the cover is triggered, rests at its limit and fills', async () => {
    await later(24 * 60);
    await bridge.quote('SBER', '322.9', '1000', '323', '1000');
    await bridge.trade('SBER', '322.8', '10', 'buy');
    expect(await changes()).toEqual([[5, 2, 50]]);
    expect(await position()).toEqual([['SBER', 322.3, -50, 10]]);
    await bridge.trade('SBER', '322.9', '2000', 'sell');
    expect(await changes()).toEqual([[5, 5, 0]]);
    expect(await ownTrades()).toEqual([[5, 322.9, 50, 16_145]]);
    // - 16 145 - 8.07; (322.30 - 322.90) × 50
    expect(await money()).toMatchObject({
      cash: 999_890.57,
      leverage: 0,
      comission: 8.07,
      saldo: -30,
      liquidationValue: 999_890.57,
      totalAssets: 999_890.57,
    });
    const [{ setMyClosePos } = {}] = await chp.GetMyPortfolioData(portfolio, 2);
    expect(setMyClosePos).toEqual([
      {
        row: 0,
        nrows: 1,
        portfolio,
        symbol: 'SBER',
        amount: -50,
        price_Buy: 322.9,
        price_Sell: 322.3,
        postime: '2026-11-20T10:00:00',
        order_Open: '0',
        order_Close: ids[5],
      },
    ]);
    const bars = await chp.GetBars('2026-11-20T10:00:00.000', 9, 'SBER', 2);
    expect(bars.map(({ datetime, close }) => [datetime, close])).toEqual([
      ['2026-11-20T23:59:59', 322.9],
      ['2026-11-19T23:59:59', 322.5],
    ]);
  });

  test('the last order is cancelled; the robot disconnects', async () => {
    await chp.CancelOrder(portfolio, 'SBER', ids[8] ?? '');
    expect(await changes()).toEqual([[8, 4, 10]]);
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await chp.Disconnect()).toMatchObject({ method: 'Disconnected', result: true });
    expect(said.mock.calls).toEqual([[`Client with token ${TOKEN} disconnected`]]);
    said.mockRestore();
    await expect(chp.SetPortfolio()).rejects.toThrow('Error #26');
    expect(bridge.logged).toEqual([]);
  });
});
