import type { Account, Instrument, SmartTrade } from 'outcry/native-api';

export const BTC = {
  symbol: 'USDT_BTC',
  base: 'BTC',
  quote: 'USDT',
  priceStep: '0.01',
  quantityStep: '0.00001',
  minQuantity: '0.00001',
  maxQuantity: '9000',
  minNotional: '5',
} as Instrument;

export const FEES: Account['fees'] = { maker: '0.0008', taker: '0.001', decimals: 8, rounding: 'up', mode: 'quote' };

/** A long trade that has bought 0.01 bitcoin at 100 000 for 1001 and sold its first step. */
export const TRADE = {
  id: 7,
  account: 1,
  instrument: 'USDT_BTC',
  base: 'BTC',
  quote: 'USDT',
  active: true,
  status: 'holding',
  allows: { edit: true, cancel: true, panicSell: true, forceStart: false, changeFunds: true, reduce: true },
  settings: {
    instrument: 'USDT_BTC',
    side: 'long',
    entry: { type: 'market', price: null, by: 'ask', order: 'market', limitPrice: null, trailing: null },
    averagePrice: null,
    quantity: '0.01',
    takeProfits: [
      {
        position: 1,
        share: '50',
        price: '101000',
        percent: null,
        by: 'bid',
        order: 'market',
        limitPrice: null,
        trailing: null,
      },
      {
        position: 3,
        share: '50',
        price: null,
        percent: '3.00',
        by: 'bid',
        order: 'resting',
        limitPrice: null,
        trailing: null,
      },
    ],
    stopLoss: {
      price: null,
      percent: '-2',
      by: 'bid',
      order: 'market',
      limitPrice: null,
      trails: false,
      timeout: 60,
      breakeven: true,
    },
  },
  entered: { amount: '0.01', volume: '1001', average: '100100' },
  exited: { amount: '0.005', volume: '504.495', average: '100899' },
  entryPrice: '100000',
  steps: [
    {
      id: 16,
      position: 1,
      status: 'done',
      panic: false,
      allows: { panicSell: false, cancel: false },
      amount: '0.005',
      price: '101000',
      sold: { amount: '0.005', volume: '504.495', average: '100899' },
    },
    {
      id: 32,
      position: 3,
      status: 'ordered',
      panic: false,
      allows: { panicSell: true, cancel: true },
      amount: '0.005',
      price: '103000',
      sold: { amount: '0', volume: '0', average: null },
    },
  ],
  stopLossPrice: '98000',
  figures: { bid: '100500', ask: '100501', last: '100500', left: '0.005', stopLevel: '100000' },
  note: null,
} as SmartTrade;
