import type { Instrument } from 'outcry/native-api';
import { type Decimal, decimal, decimalText, isMultiple, typedDecimal } from './decimal.ts';
import { say } from './words/language.ts';
import { shown } from './words/numbers.ts';

/** What is wrong, by field as the API names it: `takeProfits.0.price`. */
export type Wrong = Readonly<Record<string, string>>;

/** Reads typed numbers and keeps what is wrong with them. Null for what is wrong or empty. */
export class Reading {
  readonly wrong: Record<string, string> = {};
  readonly empty: string[] = [];
  readonly #instrument: Pick<Instrument, 'priceStep'>;

  constructor(instrument: Pick<Instrument, 'priceStep'>) {
    this.#instrument = instrument;
  }

  /** A price above zero on the instrument's step. `problemOf`: what else may be wrong with it. */
  price(field: string, typed: string, problemOf: (price: Decimal) => string | null = () => null): string | null {
    const { priceStep } = this.#instrument;
    const step = decimal(priceStep);
    return this.number(field, typed, (value) => {
      if (value.coefficient <= 0n) return say('needPositive');
      if (step !== null && !isMultiple(value, step)) return say('needMultiple', { step: shown(priceStep) });
      return problemOf(value);
    });
  }

  /** A number in plain decimal text. `problemOf`: what is wrong with it in words. */
  number(field: string, typed: string, problemOf: (value: Decimal) => string | null): string | null {
    if (typed.trim() === '') {
      this.empty.push(field);
      return null;
    }
    const value = decimal(typedDecimal(typed) ?? '');
    const problem = value === null ? say('needNumber') : problemOf(value);
    if (problem !== null) this.wrong[field] = problem;
    return value === null || problem !== null ? null : decimalText(value);
  }
}

/** How many decimals a number needs. */
export function decimals(value: Decimal): number {
  return decimalText(value).split('.')[1]?.length ?? 0;
}
