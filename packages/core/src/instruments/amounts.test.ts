import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, MAX_STEPS, type Money, type Price, price, type Quantity, quantity } from '../numbers/index.ts';
import {
  averagePrice,
  isTextError,
  moneyFromText,
  moneyToText,
  priceFromText,
  priceToText,
  quantityFromText,
  quantityToText,
  type TextError,
  unitsOf,
  valueAt,
} from './amounts.ts';
import { listInstruments } from './queries.ts';
import { asset, catalogueState, instrument } from './test-catalogue.ts';

const state = catalogueState();
const sber = instrument(state, 'SBER');
const btc = instrument(state, 'USDT_BTC');
const mix = instrument(state, 'MXZ6');
const anyInstrument = fc.constantFrom(...listInstruments(state));
const anyQuantity = fc.integer({ min: 1, max: MAX_STEPS }).map(quantity);

describe('prices', () => {
  it('are multiples of the step', () => {
    expect(priceFromText(sber, '323.25')).toBe(32325);
    expect(priceFromText(sber, '323.2500')).toBe(32325);
    expect(priceFromText(sber, '3.2325e2')).toBe(32325);
    expect(priceFromText(instrument(state, 'VTBR'), '89.755')).toBe(17951);
    expect(priceFromText(mix, '270025')).toBe(10801);
    expect(priceToText(mix, price(10801))).toBe('270025');
  });

  it('of futures may be zero and negative', () => {
    expect(priceFromText(mix, '-25')).toBe(-1);
    expect(priceFromText(mix, '0')).toBe(0);
    expect(priceToText(mix, price(-1))).toBe('-25');
  });

  it.each([
    ['323.255', 'not_a_multiple', 'price 323.255 is not a multiple of the step 0.01'],
    ['0', 'not_positive', 'price 0 must be above zero'],
    ['-5', 'not_positive', 'price -5 must be above zero'],
    ['ten', 'not_a_number', 'price "ten" is not a decimal number'],
    ['', 'not_a_number', 'price "" is not a decimal number'],
    ['1'.repeat(100), 'not_a_number', `price "${'1'.repeat(40)}…" is not a decimal number`],
    ['1e12', 'out_of_range', 'price 1e12 is outside 0.01 … 10995116277.76'],
  ])('%s: %s', (text, error, detail) => {
    expect(priceFromText(sber, text)).toEqual({ error, detail });
  });

  it('written and read again are the same for every instrument', () => {
    const cases = anyInstrument.chain((each) =>
      fc.tuple(fc.constant(each), fc.integer({ min: each.lowestPrice, max: each.highestPrice }).map(price)),
    );
    fc.assert(fc.property(cases, ([each, value]) => priceFromText(each, priceToText(each, value)) === value));
  });

  it('between two steps are never taken', () => {
    fc.assert(
      fc.property(anyInstrument, fc.integer({ min: 1, max: 1_000_000 }), (each, steps) => {
        const result = priceFromText(each, `${withPoint(priceToText(each, price(steps)))}0000000001`);
        return isTextError(result) && result.error === 'not_a_multiple';
      }),
    );
  });
});

describe('quantities', () => {
  it('are pieces in whole lots', () => {
    expect(quantityFromText(sber, '20')).toBe(2);
    expect(quantityToText(sber, quantity(2))).toBe('20');
    expect(quantityFromText(btc, '0.00123')).toBe(123);
    expect(quantityToText(btc, quantity(123))).toBe('0.00123');
  });

  it.each([
    [sber, '25', 'not_a_multiple', 'quantity 25 is not a multiple of the step 10'],
    [btc, '0.000001', 'not_a_multiple', 'quantity 0.000001 is not a multiple of the step 0.00001'],
    [sber, '0', 'not_positive', 'quantity 0 must be above zero'],
    [sber, '-10', 'not_positive', 'quantity -10 must be above zero'],
    [sber, '1,5', 'not_a_number', 'quantity "1,5" is not a decimal number'],
    [sber, '1e20', 'out_of_range', 'quantity 1e20 is above 11258999068426240'],
  ])('$symbol %s: %s', (each, text, error, detail) => {
    expect(quantityFromText(each, text)).toEqual({ error, detail });
  });

  it('written and read again are the same for every instrument', () => {
    fc.assert(
      fc.property(
        anyInstrument,
        anyQuantity,
        (each, value) => quantityFromText(each, quantityToText(each, value)) === value,
      ),
    );
  });
});

describe('money', () => {
  const rub = asset(state, 'rub');

  it('is exact to the last decimal of its asset', () => {
    expect(moneyFromText(rub, '1000000')).toBe(10_000_000_000_000_000n);
    expect(moneyFromText(rub, '-0.0000000001')).toBe(-1n);
    expect(moneyToText(rub, -1n as Money)).toBe('-0.0000000001');
    expect(moneyFromText(asset(state, 'USDT'), '0.000000000000000001')).toBe(1n);
    expect(moneyFromText(asset(state, 'SBER'), '7')).toBe(7n);
  });

  it('with more decimals than the asset has is an error', () => {
    expect(moneyFromText(rub, '0.00000000001')).toEqual({
      error: 'too_many_decimals',
      detail: 'amount 0.00000000001 has more than the 10 decimals of rub',
    });
    expect((moneyFromText(asset(state, 'SBER'), '0.5') as TextError).error).toBe('too_many_decimals');
    expect(moneyFromText(rub, '1.50000000000000')).toBe(15_000_000_000n);
    expect((moneyFromText(rub, '1 000') as TextError).error).toBe('not_a_number');
  });

  it('written and read again is the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...[...state.assetByCode.values()]), fc.bigInt(), (each, value) =>
        value.toString().length > 60 ? true : moneyFromText(each, moneyToText(each, value as Money)) === value,
      ),
    );
  });
});

describe('values', () => {
  const worked: [string, string, string, string][] = [
    ['SBER', '323.25', '20', '6465'],
    ['USDT_BTC', '63000.01', '0.00123', '77.4900123'],
    ['SU26238RMFS4', '58.251', '3', '1747.53'],
    ['SRZ6', '33001', '2', '66002'],
    ['EURUSD', '1.08673', '3880', '4216.5124'],
    ['USDJPY', '153.123', '100000', '15312300'],
  ];
  it.each(worked)('%s at %s, %s pieces: %s', (symbol, priceText, quantityText, money) => {
    const each = instrument(state, symbol);
    const value = valueAt(
      each,
      priceFromText(each, priceText) as Price,
      quantityFromText(each, quantityText) as Quantity,
    );
    expect(moneyToText(state.assets[each.quote] ?? asset(state, 'rub'), value)).toBe(money);
  });

  it('stay exact beyond the safe integers', () => {
    const largest = valueAt(btc, btc.highestPrice, quantity(MAX_STEPS));
    expect(largest).toBe(2n ** 40n * 2n ** 50n * btc.stepValue);
  });

  it('units of base follow the quantity', () => {
    expect(unitsOf(sber, quantity(3))).toBe(30n);
    expect(unitsOf(btc, quantity(123))).toBe(1_230_000_000_000_000n);
    expect(unitsOf(mix, quantity(3))).toBe(0n);
  });

  it('the average price of one fill is its price', () => {
    const cases = anyInstrument.chain((each) =>
      fc.tuple(
        fc.constant(each),
        fc.integer({ min: each.lowestPrice, max: each.highestPrice }).map(price),
        anyQuantity,
      ),
    );
    fc.assert(
      fc.property(cases, ([each, at, size]) => {
        return formatDecimal(averagePrice(each, valueAt(each, at, size), size)) === priceToText(each, at);
      }),
    );
  });

  it('the average of two fills weighs them: 10 at 100.00 and 20 at 100.01', () => {
    const cost = valueAt(sber, price(10000), quantity(1)) + valueAt(sber, price(10001), quantity(2));
    expect(formatDecimal(averagePrice(sber, cost as Money, quantity(3)))).toBe('100.006666666666666666666666666666667');
    expect(() => averagePrice(sber, cost as Money, quantity(0))).toThrow(RangeError);
  });
});

function withPoint(text: string): string {
  return text.includes('.') ? `${text}0000000000` : `${text}.0000000000`;
}
