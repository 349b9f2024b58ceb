import { formatDecimal } from '@outcry/core';
import { expect, test } from 'vitest';
import { Fault } from './errors.ts';
import {
  flag,
  group,
  integer,
  list,
  moment,
  number,
  oneOf,
  optional,
  readParameters,
  text,
  withDefault,
} from './parameters.ts';
import type { Value } from './wire/values.ts';

const one = (parameter: Parameters<typeof readParameters>[0][string], value?: Value): unknown =>
  readParameters({ it: parameter }, value === undefined ? {} : { it: value }).it;
const problem = (...args: Parameters<typeof one>): unknown => {
  try {
    return one(...args);
  } catch (error) {
    return error instanceof Fault ? error.details.attributes : error;
  }
};

test('every parameter that is missing or wrong is named, in the words of the API', () => {
  const parameters = {
    name: text({ min: 2 }),
    secret: text({ min: 5 }),
    mode: oneOf(['real', 'paper']),
    id: integer(),
  };
  expect(() => readParameters(parameters, { name: 'x', secret: 'abc', mode: 'other' })).toThrow(
    expect.objectContaining({
      body: {
        error: 'record_invalid',
        error_description: 'Invalid parameters',
        error_attributes: {
          name: ['is too short (minimum is 2 characters)'],
          secret: ['is too short (minimum is 5 characters)'],
          mode: ['does not have a valid value'],
          id: ['is missing'],
        },
      },
    }),
  );
});

test('what may be left out has its default then', () => {
  expect(one(optional(text()))).toBeUndefined();
  expect(one(withDefault(integer(), 50))).toBe(50);
});

test.each([
  ['7', 7],
  ['7.0', 7],
  ['-1', { it: ['must be greater than or equal to 0'] }],
  ['11', { it: ['must be less than or equal to 10'] }],
  ['7.5', { it: ['is invalid'] }],
  ['0x7', { it: ['is invalid'] }],
  ['Infinity', { it: ['is invalid'] }],
  [['7'], { it: ['is invalid'] }],
  [true, { it: ['is invalid'] }],
])('integer %j is %j', (value, expected) => {
  expect(problem(integer({ most: 10 }), value)).toEqual(expected);
});

test('a limit above the largest is brought down where that is the rule', () => {
  expect(one(integer({ most: 1_000, clamp: true }), '5000')).toBe(1_000);
});

test('numbers are exact, within bounds', () => {
  const exact = one(number({ above: '0', most: '10' }), '0.1000000000000000000001');
  expect(formatDecimal(exact as never)).toBe('0.1000000000000000000001');
  const shown = (text: string) => formatDecimal(one(number(), text) as never);
  expect(['1e-05', '2.5E-7', '1.25e3', '-1e+2'].map(shown)).toEqual(['0.00001', '0.00000025', '1250', '-100']);
  expect(problem(number({ above: '0' }), '0')).toEqual({ it: ['must be greater than 0'] });
  expect(problem(number({ most: '10' }), '10.00000000000000000001')).toEqual({
    it: ['must be less than or equal to 10'],
  });
  expect(problem(number({ least: '0.1' }), '0.09')).toEqual({ it: ['must be greater than or equal to 0.1'] });
  for (const wrong of ['', 'abc', '1,5', 'NaN', '1e999', '1e', 'e5', '.5'])
    expect(problem(number(), wrong)).toEqual({ it: ['is invalid'] });
});

test('flags are words, digits or JSON', () => {
  expect(['true', '1', true, 'True'].map((value) => one(flag(), value))).toEqual([true, true, true, true]);
  expect(['false', '0', false].map((value) => one(flag(), value))).toEqual([false, false, false]);
  expect(problem(flag(), 'yes')).toEqual({ it: ['is invalid'] });
  expect(problem(flag(), 'constructor')).toEqual({ it: ['is invalid'] });
});

test('lists come as such, bare, or as JSON text', () => {
  for (const given of [['A', 'B'], '["A","B"]'] as const) expect(one(list(text()), given)).toEqual(['A', 'B']);
  expect(one(list(text()), 'A')).toEqual(['A']);
  expect(one(list(text()), '[A')).toEqual(['[A']);
  expect(problem(list(integer()), ['1', 'x'])).toEqual({ it: ['is invalid'] });
  expect(problem(list(text(), { most: 1 }), ['A', 'B'])).toEqual({ it: ['is too long (maximum is 1)'] });
});

test('groups have members of their own; others are ignored', () => {
  const step = group({ percent: number(), price: optional(number()) });
  expect(one(step, { percent: '50', more: 'x' })).toMatchObject({ price: undefined });
  expect(problem(step, { price: '1' })).toEqual({ 'it[percent]': ['is missing'] });
  expect(problem(group({ units: group({ value: number() }) }), { units: { value: 'x' } })).toEqual({
    'it[units][value]': ['is invalid'],
  });
  expect(problem(list(step), [{ percent: 'x', price: '-' }, { percent: '1' }, {}])).toEqual({
    'it[0][percent]': ['is invalid'],
    'it[0][price]': ['is invalid'],
    'it[2][percent]': ['is missing'],
  });
  expect(problem(step, 'x')).toEqual({ it: ['is invalid'] });
  expect(one(list(step), '[{"percent":12.50}]')).toMatchObject([{ percent: { coefficient: 1250n, scale: 2 } }]);
});

test('moments are unix seconds, days, or ISO 8601 in UTC unless it says otherwise', () => {
  const noon = Date.UTC(2018, 8, 13, 12);
  for (const text of [String(noon / 1_000), '2018-09-13T12:00:00Z', '2018-09-13 12:00', '2018-09-13T15:00:00+03:00'])
    expect(one(moment(), text)).toBe(noon);
  expect(one(moment(), '2018-09-13')).toBe(Date.UTC(2018, 8, 13));
  for (const wrong of ['yesterday', '2018-13-13', '-1'])
    expect(problem(moment(), wrong)).toEqual({ it: ['is invalid'] });
});
