import type { Command, FeePlan, InstrumentSpec, Money, OpenAccount } from '../src/index.ts';
import { ASSETS, catalogue } from '../src/instruments/catalogue/index.ts';

/** Market time at which every run begins: the last full day of SRH6, Moscow's March contract, which ends on the 19th. */
export const START = Date.UTC(2026, 2, 18, 7, 0, 0);

/** The name of the simulated real venue. */
export const VENUE = 'sim';

const SYMBOLS = ['SBER', 'USDT_BTC', 'USDT_ETH', 'SRH6', 'EURUSD', 'USDJPY'];
const CODES = ['rub', 'usd', 'eur', 'jpy', 'USDT', 'BTC', 'ETH', 'SBER'];

const LISTED = catalogue(START).filter((spec) => SYMBOLS.includes(spec.symbol));

/** Turns dollars into roubles, so that rouble accounts can trade currency pairs. */
const USDRUB: InstrumentSpec = {
  ...(LISTED.find((spec) => spec.symbol === 'USDJPY') as InstrumentSpec),
  symbol: 'USDRUB',
  title: 'US dollar / Russian rouble',
  pairBase: 'usd',
  quote: 'rub',
  priceStep: '0.0001',
  ids: { ticker: 'USDRUB', classCode: 'FX' },
  typicalPrice: '86',
};

export const INSTRUMENTS: readonly InstrumentSpec[] = [...LISTED, USDRUB];

const QUOTE_FEES: FeePlan = { maker: 500, taker: 1000, decimals: 8, rounding: 'halfUp', mode: 'quote' };
const RECEIVED_FEES: FeePlan = { maker: 1000, taker: 2000, decimals: 4, rounding: 'up', mode: 'received' };
const KOPECK_FEES: FeePlan = { maker: 400, taker: 400, decimals: 2, rounding: 'up', mode: 'quote' };
const NO_FEES: FeePlan = { maker: 0, taker: 0, decimals: 0, rounding: 'halfUp', mode: 'quote' };

/** Fee plans that accounts are opened with or changed to. */
export const FEE_PLANS: readonly FeePlan[] = [QUOTE_FEES, RECEIVED_FEES, KOPECK_FEES, NO_FEES];

function account(owner: number, name: string, currency: string, more: Partial<OpenAccount> = {}): OpenAccount {
  const plain = { venue: 'paper', fillPolicy: 'book', margin: false, hedging: false, fees: QUOTE_FEES } as const;
  return { type: 'accounts.open', owner, name, currency, ...plain, ...more };
}

/** An account of the beginning and what is put into it: `[asset, minor units]`. */
export interface FirstAccount {
  readonly open: OpenAccount;
  readonly money: readonly (readonly [string, bigint])[];
}

const FIAT = 10n ** 10n;
const CRYPTO = 10n ** 18n;

export const ACCOUNTS: readonly FirstAccount[] = [
  {
    open: account(1, 'cash rub', 'rub', { fees: KOPECK_FEES }),
    money: [
      ['rub', 300_000n * FIAT],
      ['SBER', 400n],
    ],
  },
  { open: account(1, 'margin rub', 'rub', { margin: true }), money: [['rub', 500_000n * FIAT]] },
  {
    open: account(2, 'cash USDT', 'USDT', { fees: RECEIVED_FEES }),
    money: [
      ['USDT', 90_000n * CRYPTO],
      ['BTC', CRYPTO],
      ['ETH', 8n * CRYPTO],
    ],
  },
  {
    open: account(2, 'cash USDT two', 'USDT'),
    money: [
      ['USDT', 40_000n * CRYPTO],
      ['BTC', 2n * CRYPTO],
      ['ETH', 4n * CRYPTO],
    ],
  },
  { open: account(3, 'tickets', 'usd', { margin: true, hedging: true }), money: [['usd', 20_000n * FIAT]] },
  { open: account(3, 'net pairs', 'rub', { margin: true }), money: [['rub', 900_000n * FIAT]] },
  // little money for what is traded: on leverage, and closed out now and then
  { open: account(1, 'leverage rub', 'rub', { margin: true, fees: KOPECK_FEES }), money: [['rub', 8_000n * FIAT]] },
  { open: account(3, 'leverage usd', 'usd', { margin: true }), money: [['usd', 400n * FIAT]] },
  {
    open: account(4, 'sandbox', 'rub', { fillPolicy: 'sandbox', fees: KOPECK_FEES }),
    money: [['rub', 200_000n * FIAT]],
  },
  {
    open: account(5, 'venue spot', 'USDT', { venue: VENUE }),
    money: [
      ['USDT', 80_000n * CRYPTO],
      ['BTC', CRYPTO],
      ['ETH', 8n * CRYPTO],
    ],
  },
  { open: account(5, 'venue pairs', 'rub', { venue: VENUE, margin: true }), money: [['rub', 2_000_000n * FIAT]] },
];

/** Symbols an account of this currency finds worth trading. */
export const TRADED: Readonly<Record<string, readonly string[]>> = {
  rub: ['SBER', 'SBER', 'SRH6', 'EURUSD', 'USDJPY'],
  USDT: ['USDT_BTC', 'USDT_BTC', 'USDT_ETH'],
  usd: ['EURUSD', 'USDJPY'],
};

/** Symbols that bots of an account in this currency trade. */
export const BOT_PAIRS: Readonly<Record<string, readonly string[]>> = {
  rub: ['SBER'],
  USDT: ['USDT_BTC', 'USDT_ETH'],
};

/** The commands that make assets and instruments known. */
export function listing(): Command[] {
  const assets = ASSETS.filter((asset) => CODES.includes(asset.code));
  return [
    ...assets.map((asset): Command => ({ type: 'instruments.defineAsset', asset })),
    ...INSTRUMENTS.map((instrument): Command => ({ type: 'instruments.list', instrument })),
  ];
}

/** Brings money into an account: a deposit on paper, the venue's own word elsewhere. */
export function funding(account: number, venue: string, asset: string, amount: bigint, key: string): Command {
  return venue === 'paper'
    ? { type: 'accounts.deposit', account, asset, amount: amount as Money, key }
    : { type: 'accounts.reportBalance', account, asset, total: amount as Money };
}
