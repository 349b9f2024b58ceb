import type { Instrument } from '../instruments/index.ts';
import type { CopyAccount, CopyPosition } from './account.ts';
import { fraction, mulDiv, safe } from './arithmetic.ts';
import type { Priced } from './price-table.ts';
import { type Cents, LOT, type Lots, ONE, type Parts } from './units.ts';

/** What volumes of an account in an instrument come in: all are quantity steps. */
export interface VolumeSteps {
  /** Of one lot. */
  readonly perLot: number;
  readonly step: number;
  /** The smallest volume that is not zero. */
  readonly least: number;
}

/** Quantity steps of one lot; 0 of an instrument that is not counted in lots. */
export function stepsOfLot({ spec, quantityStep }: Instrument): number {
  if (spec.contractSize === undefined) return 0;
  return Number((BigInt(spec.contractSize) * 10n ** BigInt(quantityStep.scale)) / quantityStep.coefficient);
}

export function volumeSteps(instrument: Instrument, precisionVolume: number): VolumeSteps {
  const perLot = stepsOfLot(instrument);
  const step = Math.max(1, Math.floor(perLot / 10 ** precisionVolume));
  return { perLot, step, least: Math.ceil(Math.max(step, instrument.minQuantity) / step) * step };
}

/** A trader's lot in steps of one account's volume, for an equity of 1 and factor 1 of a trader's equity of 1. */
export type LotRatio = readonly [numerator: number, denominator: number];

export function lotRatio(lot: Lots, { perLot, step }: VolumeSteps): LotRatio {
  return fraction(BigInt(Math.abs(lot)) * BigInt(perLot), BigInt(LOT) * BigInt(ONE) * BigInt(step));
}

/** An unrounded volume: so many whole steps, and whether there is more than them. */
export interface Ideal {
  readonly whole: number;
  readonly more: boolean;
}

/** `lot × equity × factor ÷ trader's equity`, as a magnitude (`ramm-rules.md` 5.1). */
export function idealSteps(
  [numerator, denominator]: LotRatio,
  equity: Cents,
  factor: Parts,
  traderEquity: Cents,
): Ideal {
  const share = equity * Math.abs(factor);
  const top = share * numerator;
  const bottom = denominator * traderEquity;
  if (Number.isSafeInteger(share) && Number.isSafeInteger(top) && Number.isSafeInteger(bottom)) {
    const rest = top % bottom;
    return { whole: (top - rest) / bottom, more: rest > 0 };
  }
  return wideIdeal(
    BigInt(equity) * BigInt(Math.abs(factor)) * BigInt(numerator),
    BigInt(denominator) * BigInt(traderEquity),
  );
}

function wideIdeal(top: bigint, bottom: bigint): Ideal {
  const whole = top / bottom;
  return { whole: safe(whole), more: top > whole * bottom };
}

/** A volume of the ideal's size: cut to the step, and no less than the smallest one. */
export function roundedVolume({ whole, more }: Ideal, { step, least }: VolumeSteps): number {
  return whole === 0 && !more ? 0 : Math.max(least, whole * step);
}

/** Largest volume whose margin the money covers (`ramm-rules.md` 5.4). */
export function coveredVolume(money: Cents, leverage: number, priced: Priced, { step, least }: VolumeSteps): number {
  if (money <= 0) return 0;
  const safeTop = money * leverage * priced.denominator;
  const safeBottom = priced.fine * priced.numerator * step;
  if (safeTop <= Number.MAX_SAFE_INTEGER && safeBottom <= Number.MAX_SAFE_INTEGER) {
    const volume = Math.floor((safeTop - (safeTop % safeBottom)) / safeBottom) * step;
    return volume < least ? 0 : volume;
  }
  const top = BigInt(money) * BigInt(leverage) * BigInt(priced.denominator);
  const bottom = BigInt(priced.fine) * BigInt(priced.numerator) * BigInt(step);
  const volume = Math.min(Number(top / bottom), Number.MAX_SAFE_INTEGER) * step;
  return volume < least ? 0 : volume;
}

/**
 * The part of an order that goes to liquidity. What opens goes there by the account's share; what closes takes back the same
 * share of what stands there, all of it when the position ends.
 */
export function liquidityPart(
  delta: number,
  position: Pick<CopyPosition, 'volume' | 'volumeA'> | undefined,
  { aBook }: CopyAccount,
  step: number,
): number {
  const volume = position?.volume ?? 0;
  const sign = delta < 0 ? -1 : 1;
  const closes = volume !== 0 && volume < 0 !== delta < 0 ? Math.min(Math.abs(delta), Math.abs(volume)) : 0;
  const opens = Math.abs(delta) - closes;
  let part = wholeShare(opens, aBook, ONE, step);
  if (closes > 0 && position !== undefined) {
    const stands = Math.abs(position.volumeA);
    part += closes === Math.abs(volume) ? stands : wholeShare(closes, stands, Math.abs(volume), step);
  }
  return sign * part + 0;
}

/**
 * What of a position stands at liquidity after a fill: never more than the position itself. What liquidity did not take back
 * when the account closed is the operator's from then on.
 */
export function standingAfter(
  { volume, volumeA }: Pick<CopyPosition, 'volume' | 'volumeA'>,
  filled: number,
  part: number,
): number {
  const after = volume + filled;
  const stands = volumeA + part;
  return after < 0 ? Math.max(after, Math.min(0, stands)) : Math.min(after, Math.max(0, stands));
}

/** `volume × part ÷ whole`, cut to the step; all of it stays all. */
function wholeShare(volume: number, part: number, whole: number, step: number): number {
  if (part === whole) return volume;
  return mulDiv(volume, part, whole * step, 'down') * step;
}
