import {
  type CoreState,
  type Decimal,
  decimals,
  type Instrument,
  type Money,
  type Price,
  priceSteps,
  priceToDecimal,
  quantityToDecimal,
} from '@outcry/core';
import { type TradeOrderRow, type TradeRow, tradeAllows } from '../../../../readmodel/index.ts';
import { exactly } from '../../bots/decimal-texts.ts';
import { pairName } from '../../pairs.ts';
import { amountOf, decimalText } from '../../wire/numbers.ts';

/** What an entity of version 2 is made from. */
export interface ShownTrade {
  readonly state: CoreState;
  readonly row: TradeRow;
  readonly instrument: Instrument;
  readonly pair: string;
  readonly allows: ReturnType<typeof tradeAllows>;
  /** Its orders, oldest first. */
  readonly orders: readonly TradeOrderRow[];
}

export function shownTrade(state: CoreState, row: TradeRow, orders: readonly TradeOrderRow[]): ShownTrade {
  const instrument = state.instruments.instruments[row.record.settings.instrument];
  if (instrument === undefined) throw new Error(`no instrument ${row.record.settings.instrument}`);
  const pair = pairName(state.instruments, instrument) ?? instrument.symbol;
  return { state, row, instrument, pair, allows: tradeAllows(row), orders };
}

/** What orders have moved. */
export interface Moved {
  /** Coins got, or given. */
  readonly amount: Decimal;
  /** Money paid or got, fees in money included. */
  readonly total: Decimal;
  /** Without fees: price × pieces, and pieces. */
  readonly value: Decimal;
  readonly pieces: Decimal;
}

export function movedBy({ state, instrument }: ShownTrade, orders: readonly TradeOrderRow[]): Moved {
  const [base, quote] = [instrument.base, instrument.quote].map((id) => state.instruments.assets[id] ?? { scale: 0 });
  let [pieces, value, total, coinFees] = [0, 0n, 0n, 0n];
  for (const { row } of orders) {
    const inMoney = row.feeAsset === instrument.quote;
    pieces += row.filled;
    value += row.value;
    total += row.side === 0 ? row.value + (inMoney ? row.fee : 0n) : row.value - (inMoney ? row.fee : 0n);
    if (!inMoney) coinFees += row.side === 0 ? -row.fee : row.fee;
  }
  const whole = quantityToDecimal(instrument, pieces as never);
  return {
    amount: decimals.add(whole, amountOf(base as { scale: number }, coinFees as Money)),
    total: amountOf(quote as { scale: number }, total as Money),
    value: amountOf(quote as { scale: number }, value as Money),
    pieces: whole,
  };
}

/** A price cut to the price step of the pair, as recorded averages are; null for nothing. */
export function cutPrice({ instrument }: Pick<ShownTrade, 'instrument'>, price: Decimal): string | null {
  if (price.coefficient === 0n) return null;
  const steps = priceSteps(instrument, price, 'floor');
  return decimalText(priceToDecimal(instrument, steps as Price));
}

/** Average of what orders have moved with and without fees; null before they have. */
export function averagesOf(moved: Moved): { readonly paid: Decimal | null; readonly plain: Decimal | null } {
  if (moved.pieces.coefficient === 0n) return { paid: null, plain: null };
  const paid = moved.amount.coefficient === 0n ? null : decimals.divide(moved.total, moved.amount);
  return { paid, plain: decimals.divide(moved.value, moved.pieces) };
}

/** Units × price; null when there is no price. */
export function totalOf(units: string, price: string | null): Decimal | null {
  return price === null ? null : decimals.multiply(exactly(units), exactly(price));
}
