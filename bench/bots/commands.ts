import { BOT_DEFAULTS, type BotSettings, type Command, type Money, type Tick } from '@outcry/core';

/** Market time of everything, 2026-11-20T09:00Z. */
export const START = Date.UTC(2026, 10, 20, 9);
export const PAIRS = 200;
/** Bots that share an account. */
export const BOTS_PER_ACCOUNT = 100;
/** Price of every pair at first, in steps of 0.01. */
export const MIDDLE = 5_000_000;
/** Half of the spread, in the same steps. */
const HALF_SPREAD = 50;
/** Displayed on both sides, in quantity steps: more than all bots together take. */
const DEPTH = 2 ** 38;
const ACCOUNTS_PER_OWNER = 500;

/** Eight safety orders, of which five rest; take profit 3 % from the total; a stop loss out of reach. */
const SETTINGS = {
  ...BOT_DEFAULTS,
  baseVolume: '100',
  safetyVolume: '100',
  volumeScale: '1.2',
  safetyStep: '2',
  stepScale: '1.1',
  maxSafetyOrders: 8,
  activeSafetyOrders: 5,
  takeProfit: '3',
  takeProfitType: 'total',
  start: [{ kind: 'nonstop' }],
  stopLoss: '60',
} as const satisfies Partial<BotSettings>;

export function symbolOf(pair: number): string {
  return `USDT_C${pair}`;
}

/** USDT and all pairs. */
export function listings(): Command[] {
  const listed = Array.from({ length: PAIRS }, (_, pair) => listing(`C${pair}`)).flat();
  return [{ type: 'instruments.defineAsset', asset: { code: 'USDT', name: 'Tether', kind: 'crypto' } }, ...listed];
}

function listing(base: string): Command[] {
  return [
    { type: 'instruments.defineAsset', asset: { code: base, name: base, kind: 'crypto' } },
    {
      type: 'instruments.list',
      instrument: {
        symbol: `USDT_${base}`,
        kind: 'crypto',
        settlement: 'spot',
        title: base,
        base,
        quote: 'USDT',
        priceStep: '0.01',
        quantityStep: '0.00001',
        calendar: 'utc',
        ids: { ticker: `${base}USDT`, classCode: 'CRYPTO' },
        typicalPrice: '50000',
        dailyVolatility: '0.02',
        dailyTurnover: '1000000',
      },
    },
  ];
}

/** The nth paper account. */
export function opening(n: number): Command {
  return {
    type: 'accounts.open',
    owner: 1 + Math.floor(n / ACCOUNTS_PER_OWNER),
    name: 'bots',
    currency: 'USDT',
    venue: 'paper',
    fillPolicy: 'book',
    margin: false,
    hedging: false,
    fees: { maker: 1000, taker: 1000, decimals: 18, rounding: 'halfUp', mode: 'quote' },
  };
}

/** More money than its bots can spend. */
export function deposit(account: number): Command {
  return { type: 'accounts.deposit', account, asset: 'USDT', amount: (10n ** 27n) as Money, key: null };
}

/** The nth bot, of one instrument. */
export function creation(n: number, account: number, instrument: number): Command {
  const settings: BotSettings = { ...SETTINGS, name: `bot ${n}`, instruments: [instrument] };
  return { type: 'bots.create', account, secret: 'a1b2c3d4e5', settings };
}

/** A quote around a price. */
export function quote(instrument: number, price: number): Tick {
  const shown = { bid: price - HALF_SPREAD, bidSize: DEPTH, ask: price + HALF_SPREAD, askSize: DEPTH };
  return { kind: 'quote', instrument, ...shown } as Tick;
}
