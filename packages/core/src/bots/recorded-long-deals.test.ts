import { describe, expect, it } from 'vitest';
import { accountById } from '../accounts/index.ts';
import type { InstrumentSpec } from '../instruments/index.ts';
import { formatFixed, formatScaled, type Money, roundToDecimals } from '../numbers/index.ts';
import { scalesOf } from './basis.ts';
import { averageOf, type ExitBasis, type Holding, takeProfitPrice } from './prices.ts';
import { Terms } from './terms.ts';
import { BotDesk, PLAIN } from './test-bots.ts';

function listed(
  base: string,
  priceStep: string,
  quantityStep: string,
  rest: Partial<InstrumentSpec> = {},
): { desk: BotDesk; symbol: string } {
  const desk = new BotDesk();
  return { desk, symbol: desk.pair(base, priceStep, quantityStep, rest) };
}

describe('base order and grid (D2, recorded)', () => {
  it('quantity is rounded up, the grid is measured from the average with its fee', () => {
    const { desk, symbol } = listed('ETH', '0.01', '0.0001');
    desk.market(symbol, '3095.3', '3095.4');
    const bot = desk.bot([symbol], {
      safetyVolume: '15',
      volumeScale: '1.7',
      safetyStep: '1',
      stepScale: '4',
      maxSafetyOrders: 3,
      activeSafetyOrders: 3,
    });
    const deal = desk.start(bot);
    expect(desk.record(deal)).toMatchObject({
      bought: { amount: '0.0324', volume: '100.39125096' },
      baseAverage: '3098.4954',
    });
    expect(desk.orders(deal).slice(1)).toEqual([
      'safety 1 buy 3067.51 0.0049',
      'safety 2 buy 2943.57 0.0087',
      'safety 3 buy 2447.81 0.0178',
    ]);
  });
});

describe('averaging and take profit from total (D3, D8, recorded)', () => {
  const settings = {
    baseVolume: '33',
    safetyVolume: '18',
    volumeScale: '1.58',
    safetyStep: '1',
    stepScale: '4',
    maxSafetyOrders: 3,
    activeSafetyOrders: 1,
    takeProfit: '1',
  } as const;

  /** Coins, cost, average with 8 decimals and take profit of a deal. */
  function seen(desk: BotDesk, deal: number): string[] {
    const average = averageOf(desk.deal(deal).entered, scalesOf(desk.core.state, desk.instrument('USDT_ETH')));
    const { amount, volume } = desk.record(deal).bought;
    return [amount, volume, formatFixed(average, 8, 'halfUp'), desk.orders(deal)[0]?.split(' ')[3] ?? ''];
  }

  function averaged(): { desk: BotDesk; deal: number; steps: string[][] } {
    const { desk, symbol } = listed('ETH', '0.01', '0.0001');
    desk.market(symbol, '3423', '3423.12');
    const deal = desk.start(desk.bot([symbol], settings));
    const steps = [seen(desk, deal)];
    for (const ask of ['3392.27', '3255.21']) {
      desk.market(symbol, '3255', ask);
      steps.push(seen(desk, deal));
    }
    return { desk, deal, steps };
  }

  it('after every safety order the take profit follows the new average', () => {
    // costs to their last digit: the recording prints those of safety orders with 8
    expect(averaged().steps).toEqual([
      ['0.0097', '33.237468264', '3426.54312000', '3464.28'],
      ['0.0151', '51.574044522', '3415.49963722', '3453.11'],
      ['0.0239', '80.24853837', '3357.67942971', '3394.66'],
    ]);
  });

  it.each([
    ['the base order', '0.0097', '33.237468264', '3426.54312000', '3464.28'],
    ['safety order 1', '0.0151', '51.574044524', '3415.49963735', '3453.11'],
    ['safety order 2', '0.0239', '80.248538374', '3357.67942987', '3394.66'],
  ])('of the printed costs after %s', (_, units, money, average, takeProfit) => {
    const { basis, holding } = held(units, money, '0', { takeProfit: '1' });
    expect(formatFixed(averageOf(holding.entered, basis.scales), 8, 'halfUp')).toBe(average);
    expect(takeProfitPrice(basis, holding)).toBe(Number(takeProfit.replace('.', '')));
  });

  it('closed there the printed costs leave 0.802703252, reported as 0.80270325', () => {
    const { desk, deal } = averaged();
    desk.market('USDT_ETH', '3394.66', '3395');
    const { sold, status, profitPercent } = desk.record(deal);
    expect([status, sold.volume, profitPercent]).toEqual(['completed', '81.051241626', '1.00']);
    const left = desk.money('USDT', sold.volume) - desk.money('USDT', '80.248538374');
    const { scale } = desk.core.state.instruments.assetByCode.get('USDT') as { scale: number };
    expect(formatScaled(left, scale)).toBe('0.802703252');
    expect(formatScaled(roundToDecimals(left, scale, 8, 'halfUp'), scale)).toBe('0.80270325');
    // with the costs to their last digit it is 0.802703256
    expect(desk.record(deal).profit).toBe('0.80270326');
  });

  it('while it runs at 3271.67 it stands at -2.133818283, -2.56 % of the average (D8)', () => {
    const { desk, deal } = averaged();
    desk.market('USDT_ETH', '3271.67', '3272');
    expect(desk.figures(deal)).toMatchObject({
      price: '3271.67',
      actualProfit: '-2.133818283',
      actualProfitPercent: '-2.56',
    });
    expect(desk.record(deal).bought.average.slice(0, 16)).toBe('3357.67942970711');
  });
});

describe('take profit from the base order against one from total (D4, first one recorded)', () => {
  it.each([
    ['base', '2674.4', '94.57908624', '1.02089151', '1.09'],
    ['total', '2698.45', '95.42960487', '1.87141014', '2.00'],
  ] as const)('%s: at %s it sells for %s', (takeProfitType, price, sold, profit, percent) => {
    const { desk, symbol } = listed('ETH', '0.01', '0.0001');
    desk.market(symbol, '2683', '2683.01');
    const deal = desk.start(desk.bot([symbol], { baseVolume: '50.9', takeProfit: '2', takeProfitType }));
    expect(desk.record(deal)).toMatchObject({ baseAverage: '2685.69301', bought: { volume: '51.02816719' } });
    add(desk, deal, symbol, '2590', '2590.70', '0.0104');
    add(desk, deal, symbol, '2590', '2590.71', '0.0060');
    expect(desk.record(deal).bought).toMatchObject({ amount: '0.0354', volume: '93.55819473' });
    expect(desk.orders(deal)).toEqual([`takeProfit 0 sell ${price} 0.0354`]);
    desk.market(symbol, price, '2700');
    const record = desk.record(deal);
    expect([record.profit, record.profitPercent]).toEqual([profit, percent]);
    expect(record.sold.volume.slice(0, sold.length)).toBe(sold);
  });
});

describe('several take profits (D5, recorded)', () => {
  const steps = [
    { profit: '2', share: '40' },
    { profit: '3', share: '50' },
    { profit: '4', share: '10' },
  ];

  it('each has its own percent of all that was spent; amounts are rounded down, the last takes the rest', () => {
    const { desk, symbol } = listed('ETH', '0.01', '0.0001');
    desk.market(symbol, '3095.3', '3095.4');
    const deal = desk.start(desk.bot([symbol], { takeProfit: '0', takeProfitSteps: steps }));
    expect(desk.orders(deal)).toEqual([
      'takeProfit 0 sell 3163.63 0.0129',
      'takeProfit 1 sell 3194.65 0.0162',
      'takeProfit 2 sell 3225.67 0.0033',
    ]);
    desk.market(symbol, '3163.63', '3164');
    desk.market(symbol, '3194.65', '3195');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', stepsDone: [0, 1] });
    desk.market(symbol, '3225.67', '3226');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '0.0324' } });
  });
});

describe('stop loss (D6, recorded)', () => {
  it('is measured from the base order, and sells everything at the bid', () => {
    const { desk, symbol } = listed('DOGE', '0.00001', '1', { typicalPrice: '0.2' });
    desk.market(symbol, '0.2345', '0.2346');
    const deal = desk.start(desk.bot([symbol], { stopLoss: '5', takeProfit: '9' }));
    expect(desk.record(deal).baseAverage).toBe('0.2348346');
    expect(desk.figures(deal).stopLoss).toBe('0.22309287');
    add(desk, deal, symbol, '0.2318', '0.23190', '1199');
    add(desk, deal, symbol, '0.2318', '0.23191', '72');
    expect(desk.record(deal).bought).toMatchObject({ amount: '1698', volume: '395.31473982' });
    desk.market(symbol, '0.22310', '0.2232');
    expect(desk.deal(deal).status).toBe('bought');
    desk.market(symbol, '0.22272', '0.2228');
    expect(desk.record(deal)).toMatchObject({
      status: 'stopLossFinished',
      sold: { amount: '1698', volume: '377.80038144' },
      profit: '-17.51435838',
      profitPercent: '-4.43',
    });
  });

  it('of another pair: 4 % below 3098.4954 are 2974.555584', () => {
    const { desk, symbol } = listed('ETH', '0.01', '0.0001');
    desk.market(symbol, '3095.3', '3095.4');
    const deal = desk.start(desk.bot([symbol], { stopLoss: '4' }));
    expect(desk.figures(deal).stopLoss).toBe('2974.555584');
    desk.market(symbol, '2974.56', '2975');
    expect(desk.deal(deal).status).toBe('bought');
    desk.market(symbol, '2974.55', '2975');
    expect(desk.record(deal).status).toBe('stopLossFinished');
  });
});

describe('a completed deal (D7, recorded)', () => {
  it('318 DOGE for 75.5633879 are sold at 0.24262 and bring 1.51261894, 2.0 %', () => {
    const { desk, symbol } = listed('DOGE', '0.00001', '1', { typicalPrice: '0.2' });
    desk.market(symbol, '0.2373', '0.23738');
    const deal = desk.start(desk.bot([symbol], { baseVolume: '50.3', takeProfit: '2' }));
    add(desk, deal, symbol, '0.2373', '0.23739', '106');
    expect(desk.record(deal).bought).toMatchObject({ amount: '318', volume: '75.5633879' });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 0.24262 318']);
    desk.market(symbol, '0.24262', '0.2427');
    expect(desk.record(deal)).toMatchObject({
      status: 'completed',
      sold: { volume: '77.07600684' },
      profit: '1.51261894',
      profitPercent: '2.00',
    });
  });
});

/** Adds coins to a deal at the market. */
function add(desk: BotDesk, deal: number, symbol: string, bid: string, ask: string, quantity: string): void {
  desk.market(symbol, bid, ask);
  desk.must({ type: 'bots.addFunds', deal, quantity: desk.quantity(symbol, quantity), price: 0 });
}

/** A holding as it stands in the sheet, reckoned with on a pair with steps 0.01 and 0.0001. */
function held(
  units: string,
  money: string,
  base: string,
  settings: { takeProfit: string },
): { basis: ExitBasis; holding: Holding } {
  const { desk, symbol } = listed('ETH', '0.01', '0.0001');
  const instrument = desk.instrument(symbol);
  const none = { units: 0n as Money, money: 0n as Money };
  const holding: Holding = {
    entered: { units: desk.money('ETH', units), money: desk.money('USDT', money) },
    exited: none,
    base: { units: 0n as Money, money: desk.money('USDT', base) },
    enteredSteps: 0,
    exitedSteps: 0,
    stepsDone: new Set(),
    stepPart: new Map(),
  };
  const basis = {
    terms: new Terms({ ...PLAIN, name: 'held', instruments: [instrument.id], ...settings }),
    account: accountById(desk.core.state.accounts, desk.trader),
    instrument,
    scales: scalesOf(desk.core.state, instrument),
  };
  return { basis, holding };
}
