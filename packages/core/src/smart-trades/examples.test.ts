import { describe, expect, it } from 'vitest';
import { MARKET, stopLoss, TradeDesk, takeProfit } from './test-trades.ts';

const STEPS = [
  takeProfit(1, '40', { price: '51000' }),
  takeProfit(2, '30', { price: '52000' }),
  takeProfit(3, '20', { price: '53000' }),
  takeProfit(4, '10', { price: '55000' }),
];

describe('step sell (D18)', () => {
  function bought(stop = stopLoss({ price: '47500' })): { desk: TradeDesk; trade: number } {
    const desk = new TradeDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const entry = { ...MARKET, type: 'limit', price: '50000' } as const;
    const trade = desk.openTrade({ entry, quantity: '0.01237', takeProfits: STEPS, stopLoss: stop });
    return { desk, trade };
  }

  it('each step sells its share, the last one what is left', () => {
    const { desk, trade } = bought();
    expect(desk.tradeOf(trade)).toMatchObject({
      status: 'holding',
      entered: { volume: '619.1185', average: '50050' },
      steps: [{ amount: '0.00494' }, { amount: '0.00371' }, { amount: '0.00247' }, { amount: '0.00125' }],
    });
    for (const bid of ['51000', '52000', '53000', '55000']) desk.market('USDT_BTC', bid, '56000');
    const ended = desk.tradeOf(trade);
    expect(ended).toMatchObject({ status: 'takeProfitFinished', profit: '24.75698', profitPercent: '4.00' });
    expect(ended.steps.map(({ sold }) => sold.volume)).toEqual(['251.68806', '192.72708', '130.77909', '68.68125']);
    expect(ended.exited.average.startsWith('52051.372675828')).toBe(true);
  });

  it('a step is panic sold, the stop loss sells what is left', () => {
    const { desk, trade } = bought();
    desk.market('USDT_BTC', '51000', '51010');
    desk.market('USDT_BTC', '50500', '50510');
    desk.must({ type: 'trades.panicSellStep', trade, position: 2 });
    expect(desk.tradeOf(trade).steps[1]).toMatchObject({ status: 'panicSold', sold: { volume: '187.167645' } });
    desk.market('USDT_BTC', '47480', '47490');
    const ended = desk.tradeOf(trade);
    expect(ended).toMatchObject({
      status: 'stopLossFinished',
      profit: '-3.8138206',
      profitPercent: '-0.62',
      exited: { volume: '615.3046794' },
    });
    expect(ended.exited.average.startsWith('49741.68790622')).toBe(true);
    expect(ended.steps.map(({ status }) => status)).toEqual(['done', 'panicSold', 'skipped', 'skipped']);
    expect(desk.core.state.stops.index.count).toBe(0);
  });
});

describe('following prices (D19)', () => {
  it('a trailing buy waits until the price turns back', () => {
    const desk = new TradeDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const trade = desk.openTrade({
      entry: { ...MARKET, type: 'conditional', price: '48000', trailing: '5' },
      quantity: '0.01',
      takeProfits: [takeProfit(1, '100', { percent: '4' })],
      stopLoss: stopLoss({ percent: '-3' }),
    });
    const seen = ['48500', '47990', '46000', '47900', '48299'].map((ask) => {
      desk.market('USDT_BTC', '45000', ask);
      return [desk.running(trade).status, desk.tradeFigures(trade).entryMark];
    });
    expect(seen).toEqual([
      ['waiting', null],
      ['trailingEntry', '47990'],
      ['trailingEntry', '46000'],
      ['trailingEntry', '46000'],
      ['trailingEntry', '46000'],
    ]);
    desk.market('USDT_BTC', '48290', '48300');
    expect(desk.tradeOf(trade)).toMatchObject({
      status: 'holding',
      entryPrice: '48300',
      stopLoss: '46851',
      steps: [{ price: '50232' }],
    });
  });

  it('a trailing take profit sells when the price falls back', () => {
    const desk = new TradeDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const trade = desk.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '100', { price: '55000', trailing: '1' })],
    });
    const seen = ['54900', '55000', '55600', '55050'].map((bid) => {
      desk.market('USDT_BTC', bid, '56000');
      return [desk.running(trade).steps.get(1)?.status, desk.tradeFigures(trade).stepMarks[1] ?? null];
    });
    expect(seen).toEqual([
      ['idle', null],
      ['trailing', '55000'],
      ['trailing', '55600'],
      ['trailing', '55600'],
    ]);
    desk.market('USDT_BTC', '55044', '56000');
    expect(desk.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { volume: '549.88956' } });
  });

  it('a trailing stop loss keeps the distance of its condition from the entry', () => {
    const desk = new TradeDesk();
    desk.market('USDT_BTC', '50000', '50000.01');
    const entry = { ...MARKET, type: 'limit', price: '50000' } as const;
    const trade = desk.openTrade({ entry, quantity: '0.01', stopLoss: stopLoss({ price: '47500', trails: true }) });
    desk.market('USDT_BTC', '49999', '50000');
    const levels = ['51000', '49800', '52000', '49500'].map((bid) => {
      desk.market('USDT_BTC', bid, '53000');
      return desk.tradeFigures(trade).stopLevel;
    });
    expect(levels).toEqual(['48450', '48450', '49400', '49400']);
    desk.market('USDT_BTC', '49400', '53000');
    expect(desk.tradeOf(trade).status).toBe('stopLossFinished');
  });
});

describe('smart sale (D20)', () => {
  const held = { entry: null, averagePrice: '40000', quantity: '2' } as const;

  it('sells coins that are held with a limit order when the price is reached', () => {
    const desk = new TradeDesk();
    desk.market('USDT_BTC', '41000', '41010');
    const trade = desk.openTrade({
      ...held,
      takeProfits: [takeProfit(1, '100', { price: '45000', order: 'limit', limitPrice: '45000' })],
      stopLoss: stopLoss({ price: '38000', order: 'limit', limitPrice: '37900' }),
    });
    expect(desk.tradeOrders(trade)).toEqual([]);
    desk.market('USDT_BTC', '45000', '45010');
    expect(desk.tradeOf(trade)).toMatchObject({
      status: 'takeProfitFinished',
      profit: '9910',
      profitPercent: '12.39',
      exited: { volume: '89910' },
    });
  });

  it('its stop loss sells with a limit order', () => {
    const desk = new TradeDesk();
    desk.market('USDT_BTC', '41000', '41010');
    const trade = desk.openTrade({
      ...held,
      stopLoss: stopLoss({ price: '38000', order: 'limit', limitPrice: '37900' }),
    });
    desk.market('USDT_BTC', '37900', '38010');
    expect(desk.tradeOf(trade)).toMatchObject({
      status: 'stopLossFinished',
      profit: '-4275.8',
      profitPercent: '-5.34',
      exited: { volume: '75724.2' },
    });
  });

  it('reports what it would bring now', () => {
    const desk = new TradeDesk();
    const doge = desk.pair('DOGE', '0.00001', '1');
    desk.deposit(desk.trader, 'DOGE', '100');
    desk.market(doge, '0.10257', '0.10258');
    const trade = desk.openTrade(
      { entry: null, averagePrice: '0.10268', quantity: '20', stopLoss: stopLoss({ price: '0.05' }) },
      doge,
    );
    expect(desk.tradeFigures(trade)).toMatchObject({ profit: '-0.0042514', profitPercent: '-0.21' });
  });
});
