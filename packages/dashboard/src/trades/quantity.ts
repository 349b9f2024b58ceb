import type { Account, Instrument } from 'outcry/native-api';
import { add, compare, type Decimal, decimal, decimalText, divide, floorTo, isMultiple, multiply } from '../decimal.ts';
import { say } from '../words/language.ts';
import { shown } from '../words/numbers.ts';
import { tell } from '../words/trades/trade-words.ts';
import { isEntering, isLong, type TradeDraft } from './draft.ts';
import { HUNDREDTH, ONE, read, ZERO } from './targets.ts';

/** Decimals of a quotient before it is cut to the instrument's step. */
const QUOTIENT_DECIMALS = 18;

export interface Basis {
  readonly instrument: Instrument;
  /** At which money becomes coins; null while it cannot be told. */
  readonly price: Decimal | null;
  /** What the account has free of the asset that is spent; null while it is not known. */
  readonly free: Decimal | null;
  readonly fees: Account['fees'];
}

/** Coins in exact decimal text, or what is wrong in words; neither while it cannot be told yet. */
export interface Quantity {
  readonly coins: string | null;
  readonly wrong: string | null;
}

const UNKNOWN: Quantity = { coins: null, wrong: null };

/** The asset that a trade spends: money, or the coins that it sells. Buying back spends money as well. */
export function spentAsset(draft: Pick<TradeDraft, 'mode'>, { base, quote }: Instrument): string {
  return draft.mode === 'buy' || draft.mode === 'buyBack' ? quote : (base ?? '');
}

/** Of an account that is not known any more: nothing can be promised for it. */
export const NO_FEES: Account['fees'] = { maker: '0', taker: '0', decimals: 0, rounding: 'halfUp', mode: 'quote' };

/** The dearest rate of an account: what is promised here holds for either side of the book. */
export function feeRate({ maker, taker }: Account['fees']): Decimal {
  const [one, other] = [decimal(maker) ?? ZERO, decimal(taker) ?? ZERO];
  return compare(one, other) > 0 ? one : other;
}

/** The coins of an amount that is given as money, as coins, or as a part of what is free. */
export function quantityOf(draft: TradeDraft, basis: Basis): Quantity {
  const { instrument, price } = basis;
  const amount = read(draft.amount);
  const [step, least, most] = [instrument.quantityStep, instrument.minQuantity, instrument.maxQuantity];
  const [exactStep, exactLeast, exactMost] = [decimal(step), decimal(least), decimal(most)];
  if (draft.amount.trim() === '' || exactStep === null) return UNKNOWN;
  if (amount === null) return wrong(say('needNumber'));
  if (amount.coefficient <= 0n) return wrong(say('needPositive'));
  if (draft.unit === 'percent' && compare(amount, { coefficient: 100n, scale: 0 }) > 0)
    return wrong(say('needAtMost', { most: '100' }));
  const coins = coinsOf(draft, amount, basis);
  if (coins === null) return UNKNOWN;
  if (draft.unit === 'base' && !isMultiple(coins, exactStep)) return wrong(say('needMultiple', { step: shown(step) }));
  const whole = floorTo(coins, exactStep);
  if (whole.coefficient === 0n || (exactLeast !== null && compare(whole, exactLeast) < 0))
    return wrong(tell('needMoreCoins', { least: shown(least), base: instrument.base ?? '' }));
  if (exactMost !== null && compare(whole, exactMost) > 0) return wrong(say('needAtMost', { most: shown(most) }));
  const notional = decimal(instrument.minNotional);
  if (price !== null && notional !== null && isEntering(draft) && compare(multiply(whole, price), notional) < 0)
    return wrong(tell('needMoreMoney', { least: shown(instrument.minNotional), quote: instrument.quote }));
  return { coins: decimalText(whole), wrong: null };
}

function coinsOf({ mode, unit }: TradeDraft, amount: Decimal, { price, free, fees }: Basis): Decimal | null {
  if (unit === 'base') return amount;
  if (unit === 'quote') return price === null ? null : divide(amount, price, QUOTIENT_DECIMALS);
  if (free === null) return null;
  const part = multiply(multiply(free, amount), HUNDREDTH);
  if (mode === 'sell' || mode === 'sale') return part;
  if (price === null) return null;
  // a fee in money comes on top
  const cost = fees.mode === 'quote' ? multiply(price, add(ONE, feeRate(fees))) : price;
  return divide(part, cost, QUOTIENT_DECIMALS);
}

function wrong(text: string): Quantity {
  return { coins: null, wrong: text };
}

/** The direction of the order that a trade begins with. */
export function entrySide(draft: Pick<TradeDraft, 'mode'>): 'buy' | 'sell' {
  return isLong(draft) ? 'buy' : 'sell';
}
