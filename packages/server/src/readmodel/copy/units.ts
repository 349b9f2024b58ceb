import { type CoreState, type Instrument, LOT, stepsOfLot } from '@outcry/core';

/** Decimals of prices in the tables. */
export const PRICE_DECIMALS = 10;

/** Decimals of a fine price beyond those of the instrument's price step. */
const FINE_DECIMALS = 5;

/** A volume in quantity steps as hundred-millionths of a lot. */
export function lots({ instruments }: CoreState, instrument: number, steps: number): number {
  const found = instruments.instruments[instrument];
  const perLot = found === undefined ? 0 : stepsOfLot(found);
  if (perLot === 0) return 0;
  return Number((BigInt(steps) * BigInt(LOT)) / BigInt(perLot));
}

/** A fine price of an instrument with ten decimals. */
export function finePrice({ priceStep }: Instrument, price: number): number {
  return scaled(BigInt(price) * priceStep.coefficient, priceStep.scale + FINE_DECIMALS);
}

/** A price in steps of an instrument with ten decimals. */
export function stepPrice({ priceStep }: Instrument, price: number): number {
  return scaled(BigInt(price) * priceStep.coefficient, priceStep.scale);
}

/** Digits that cannot be kept are cut. */
function scaled(value: bigint, scale: number): number {
  const shift = PRICE_DECIMALS - scale;
  return Number(shift >= 0 ? value * 10n ** BigInt(shift) : value / 10n ** BigInt(-shift));
}
