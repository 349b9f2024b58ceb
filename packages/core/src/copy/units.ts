/**
 * Units of this module. All are safe integers: what an account of a strategy has is settled with them alone, never with a
 * binary fraction (`ramm-rules.md` 2).
 */

/** Hundredths of a US dollar, of either sign. */
export type Cents = number;

/** Ten-thousandths of one: shares, rates of profit and factors (0.25 is 2500, factor 2 is 20 000). */
export type Parts = number;

/** Millionths of a US dollar: levels of protection and target, exact products of `Cents` and `Parts`. */
export type Micros = number;

/** US dollars for a million of turnover, on each side. */
export type Rate = number;

/** Hundred-millionths of a lot: what a trader holds, as his signals say it. */
export type Lots = number;

/** Hundred-thousandths of the instrument's price step: average prices. */
export type FinePrice = number;

export const CENTS_OF_DOLLAR = 100;
export const ONE = 10_000;
export const LOT = 100_000_000;
export const FINE = 100_000;

/** The largest amount of one movement of money: a billion dollars. */
export const MAX_AMOUNT: Cents = 100_000_000_000;

/** The largest net lot a signal may name: a hundred thousand lots. */
export const MAX_LOT: Lots = 100_000 * LOT;

/** Unit prices begin at 100 and keep eight decimals. */
export const UNIT = 100_000_000;
export const FIRST_UNIT_PRICE = 100 * UNIT;

/** All money from outside together: sums of it stay safe integers. */
export const MAX_TOTAL: Cents = 1_000_000_000_000_000;
