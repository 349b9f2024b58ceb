import type { GridBotOrder, GridBotPlan, GridBotWithLines, Instrument } from 'outcry/native-api';
import type { GridDraft } from './draft.ts';

export const BTC = {
  symbol: 'USDT_BTC',
  base: 'BTC',
  quote: 'USDT',
  priceStep: '0.01',
  quantityStep: '0.00001',
} as Instrument;

/** Five lines from 40 000 to 60 000, 0.01 bitcoin each. */
export const DRAFT: GridDraft = {
  account: 1,
  symbol: 'USDT_BTC',
  name: 'Five lines',
  note: '',
  lower: '40 000',
  upper: '60000',
  lines: '5',
  type: 'arithmetic',
  per: 'line',
  amount: '0,01',
  orderCurrency: 'base',
  profitCurrency: 'quote',
  upperStop: { on: false, price: '66000', action: 'stop' },
  lowerStop: { on: true, price: '36000', action: 'stopAndSell' },
  trailingUp: false,
  trailingDown: false,
  expandUp: '',
  expandDown: '',
  maxBuyLines: '',
  maxSellLines: '2',
};

/** What the platform plans for them at 51 000, the dearer fee being 0.1 %. */
export const PLAN: GridBotPlan = {
  instrument: 'USDT_BTC',
  price: '51000',
  step: '5000',
  amount: '0.01',
  coins: '0.02',
  coinsFree: '0',
  coinsCost: '1021.2202',
  buysCost: '850.85',
  needed: '1872.0702',
  upperStop: null,
  lowerStop: '36000',
  lines: [
    { line: 4, price: '60000', side: 'sell', quantity: '0.01', volume: '599.4', profit: null },
    { line: 3, price: '55000', side: 'sell', quantity: '0.01', volume: '549.45', profit: '48.85' },
    { line: 2, price: '50000', side: null, quantity: '0', volume: '0', profit: '48.95' },
    { line: 1, price: '45000', side: 'buy', quantity: '0.01', volume: '450.45', profit: '49.05' },
    { line: 0, price: '40000', side: 'buy', quantity: '0.01', volume: '400.4', profit: '49.15' },
  ],
};

/** The same grid as it runs from 51 000, after a cycle of the line at 45 000. */
export const BOT = {
  id: 16,
  account: 1,
  instrument: 'USDT_BTC',
  base: 'BTC',
  quote: 'USDT',
  status: 'running',
  enabled: true,
  settings: {
    name: 'Five lines',
    lower: '40000',
    upper: '60000',
    lines: 5,
    amount: { per: 'line', value: '0.01' },
    type: 'arithmetic',
    orderCurrency: 'base',
    profitCurrency: 'quote',
    trailingUp: false,
    trailingDown: false,
    expandUp: null,
    expandDown: null,
    maxBuyLines: null,
    maxSellLines: 2,
    upperStop: null,
    lowerStop: { price: '36000', action: 'stopAndSell' },
  },
  note: null,
  createdAt: '2026-06-01T12:00:00.000Z',
  updatedAt: '2026-06-01T13:00:00.000Z',
  begunAt: '2026-06-01T12:00:00.000Z',
  startPrice: '51000',
  step: '5000',
  amount: '0.01',
  upperStop: null,
  lowerStop: '36000',
  profit: '49.05',
  profitUnits: '0',
  cycles: 1,
  bought: { amount: '0.03', volume: '1471.6702' },
  sold: { amount: '0.01', volume: '499.5' },
  held: { amount: '0.02', volume: '1021.2202' },
  invested: '1871.2202',
  released: { amount: '0', volume: '0' },
  taken: { amount: '0', volume: '0' },
  reason: null,
  error: null,
  figures: {
    price: '51000',
    unrealised: '-1.2202',
    result: '47.8298',
    profitPercent: '2.62',
    resultPercent: '2.56',
    profitUsd: '49.05',
    inSales: '0.02',
    inBuys: '850',
  },
  lines: [
    { line: 4, price: '60000', side: 'sell', quantity: '0.01', order: 9 },
    { line: 3, price: '55000', side: 'sell', quantity: '0.01', order: 8 },
    { line: 2, price: '50000', side: null, quantity: '0', order: null },
    { line: 1, price: '45000', side: 'buy', quantity: '0.01', order: 12 },
    { line: 0, price: '40000', side: 'buy', quantity: '0.01', order: 11 },
  ],
} satisfies GridBotWithLines as GridBotWithLines;

/** An order of a line of that bot. */
export function lineOrder(order: Partial<GridBotOrder['order']>): GridBotOrder {
  return { role: order.side ?? 'buy', step: 1, order: { id: 12, side: 'buy', ...order } as GridBotOrder['order'] };
}
