import { decimal, decimalText } from '../decimal.ts';
import type { FormField } from '../ramm/draft.ts';
import { percentOf } from '../ramm/percent.ts';
import { tell } from '../words/invest/invest-words.ts';
import { inAsset } from './money-text.ts';
import { isLess } from './sums.ts';

/** Money that is moved: above zero, in cents, at least and at most so much. */
export function moneyField(bounds: {
  readonly name: string;
  readonly label: string;
  readonly asset: string;
  readonly least?: string | undefined;
  readonly most?: string | undefined;
  /** What is said of more than the most. */
  readonly mostText?: 'onlyFree' | 'onlyWithdrawable';
  readonly hint?: string;
}): FormField {
  const { name, label, asset, least, most, mostText = 'onlyFree', hint } = bounds;
  const check = (value: string): string | null => {
    if (!isLess('0', value) || decimals(value) > 2) return tell('twoDecimals');
    if (least !== undefined && isLess(value, least)) return tell('atLeast', { amount: inAsset(least, asset) });
    return most !== undefined && isLess(most, value) ? tell(mostText, { amount: inAsset(most, asset) }) : null;
  };
  return { name, label, kind: 'number', required: true, unit: asset, check, ...(hint === undefined ? {} : { hint }) };
}

/** How much of the trader's positions is copied. */
export function factorField(initial: string): FormField {
  const check = (value: string): string | null => {
    const size = value.replace(/^-/, '');
    return isLess(size, '0.01') || isLess('1000', size) || decimals(value) > 4 ? tell('factorRange') : null;
  };
  return {
    name: 'Factor',
    label: tell('factor'),
    kind: 'number',
    required: true,
    initial: plain(initial),
    check,
    hint: tell('factorHint'),
  };
}

/** Levels at which copying stops, as fractions with three decimals. */
export function levelFields(protection: string, target: string): readonly FormField[] {
  const known = (fraction: string): string => percentOf(fraction) ?? '0';
  return [
    {
      name: 'Protection',
      label: tell('protection'),
      kind: 'percent',
      required: true,
      initial: known(protection),
      hint: tell('protectHint'),
      check: (value) =>
        isLess(value, '0') || !isLess(value, '1') || decimals(value) > 3 ? tell('protectRange') : null,
    },
    {
      name: 'Target',
      label: tell('target'),
      kind: 'percent',
      required: true,
      initial: known(target),
      hint: tell('targetHint2'),
      check: (value) => (isLess(value, '0') || decimals(value) > 3 ? tell('targetRange') : null),
    },
  ];
}

/** A number as a person would write it: without zeros at its end. */
function plain(text: string): string {
  const known = decimal(text);
  return known === null ? text : decimalText(known);
}

/** Decimals that a number needs. */
function decimals(value: string): number {
  return value.split('.')[1]?.replace(/0+$/, '').length ?? 0;
}
