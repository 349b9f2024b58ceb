import type { BotSettings, FeePlan, Instrument } from '../src/index.ts';

/** Money and coins as plain sums of fills, in minor units; quantity in steps before fees. */
export interface Sum {
  units: bigint;
  money: bigint;
  steps: number;
}

export function noSum(): Sum {
  return { units: 0n, money: 0n, steps: 0 };
}

/** What the figures of a deal follow from (`dca-and-smarttrade-rules.md` B5, B7, B11). */
export interface NaiveDeal {
  readonly instrument: Instrument;
  settings: BotSettings;
  readonly base: Sum;
  readonly entered: Sum;
  readonly exited: Sum;
}

/** A fraction of whole numbers. */
export type Fraction = readonly [numerator: bigint, denominator: bigint];

/** Decimal text as a fraction. */
export function fraction(text: string): Fraction {
  const [whole, part = ''] = text.split('.');
  return [BigInt(`${whole}${part}`), 10n ** BigInt(part.length)];
}

/** Percent as a fraction. */
export function percent(text: string): Fraction {
  const [numerator, denominator] = fraction(text);
  return [numerator, denominator * 100n];
}

export function floor([numerator, denominator]: Fraction): number {
  return Number(numerator / denominator);
}

export function ceiling([numerator, denominator]: Fraction): number {
  return Number((numerator + denominator - 1n) / denominator);
}

/** Price of safety order n in steps, from fractions alone. */
export function naiveSafetyPrice({ instrument, settings, base }: NaiveDeal, n: number): number {
  const [far, whole] = naiveDeviation(settings, n);
  const long = settings.strategy === 'long';
  const left = long ? whole - far : whole + far;
  const average: Fraction = [base.money * instrument.stepUnits, base.units * instrument.stepValue];
  const price: Fraction = [average[0] * left, average[1] * whole];
  return long ? floor(price) : ceiling(price);
}

/** How far safety order n lies from the base order. */
function naiveDeviation({ safetySteps = [], safetyStep, stepScale }: BotSettings, n: number): Fraction {
  const own = safetySteps[n - 1];
  if (own !== undefined) return percent(own.deviation);
  const [step, stepUnit] = percent(safetyStep);
  const [scale, scaleUnit] = fraction(stepScale);
  let deviation: Fraction = [0n, 1n];
  for (let i = 0n; i < n; i++) {
    const [a, b] = deviation;
    const [c, d] = [step * scale ** i, stepUnit * scaleUnit ** i];
    deviation = [a * d + c * b, b * d];
  }
  return deviation;
}

/** Price of the only take profit, or of one of several, in steps. */
export function naiveTakeProfit(
  { instrument, settings, base, entered, exited }: NaiveDeal,
  step: number,
  fees: FeePlan,
) {
  const several = settings.takeProfitSteps.length > 0;
  const [share, whole] = percent(several ? (settings.takeProfitSteps[step]?.profit ?? '0') : settings.takeProfit);
  const from = !several && settings.takeProfitType === 'base' ? base.money : entered.money;
  const long = settings.strategy === 'long';
  const [soldMoney, soldUnits] = several ? [0n, 0n] : [exited.money, exited.units];
  // money still wanted and units still to go, over the same denominator
  const profit = from * share;
  const money = (entered.money - soldMoney) * whole + (long ? profit : -profit);
  const rate = BigInt(Math.max(fees.maker, fees.taker));
  const kept = long ? 1_000_000n - rate : fees.mode === 'received' ? 1_000_000n : 1_000_000n + rate;
  const price: Fraction = [
    money * 1_000_000n * instrument.stepUnits,
    (entered.units - soldUnits) * whole * kept * instrument.stepValue,
  ];
  return Math.max(instrument.lowestPrice, long ? ceiling(price) : floor(price));
}

/** Quantity steps of a deal that may still be sold (short: bought back); null when the price decides. */
export function naiveHeld({ instrument, settings, entered, exited }: NaiveDeal): number | null {
  if (settings.strategy === 'long') return Number((entered.units - exited.units) / instrument.stepUnits);
  return settings.profitCurrency === 'quote' ? entered.steps - exited.steps : null;
}
