import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPERATIONS } from '../operations.ts';
import { ChpRequest } from './request.ts';
import { momentFromText, moscowTime, sessionStart } from './time.ts';

const GET_BARS = OPERATIONS.find(({ method }) => method === 'GetBars') as (typeof OPERATIONS)[number];

describe('times', () => {
  test('what is written is read back', () => {
    // to the last second of the year 9999 in Moscow
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_289_999 }), (seconds) => {
        expect(momentFromText(JSON.parse(moscowTime(seconds * 1_000)))).toBe(seconds * 1_000);
      }),
    );
  });

  test.each([
    ['2020-10-10T10:10:10.000', '2020-10-10T07:10:10.000Z'],
    ['2020-10-10 10:10:10', '2020-10-10T07:10:10.000Z'],
    ['2020-10-10', '2020-10-09T21:00:00.000Z'],
    ['2020-10-10T10:10', '2020-10-10T07:10:00.000Z'],
    ['2020-10-10T10:10:10.1234567Z', '2020-10-10T10:10:10.123Z'],
    ['2020-10-10T10:10:10+0530', '2020-10-10T04:40:10.000Z'],
    ['2020-10-10t10:10:10-01:00', '2020-10-10T11:10:10.000Z'],
  ])('%s is %s', (written, moment) => {
    expect(new Date(momentFromText(written) ?? Number.NaN).toISOString()).toBe(moment);
  });

  test.each([
    '',
    'now',
    '2020-02-30',
    '2020-13-01',
    '2020-10-10T25:00',
    '2020-10-10T10:10:61',
    '2020-10-10T10:10:10+15:00',
    '1602324610',
  ])('%j is no moment', (written) => {
    expect(momentFromText(written)).toBeNull();
  });

  test('a trading session begins at midnight in Moscow', () => {
    expect(sessionStart(Date.UTC(2026, 10, 20, 20, 59, 59))).toBe(Date.UTC(2026, 10, 19, 21));
    expect(sessionStart(Date.UTC(2026, 10, 20, 21))).toBe(Date.UTC(2026, 10, 20, 21));
  });
});

describe('requests', () => {
  test('numbers keep their digits, texts their characters, however they are nested in the line', () => {
    const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/);
    fc.assert(
      fc.property(number, fc.string(), fc.boolean(), (digits, text, spaced) => {
        const space = spaced ? ' ' : '';
        const body = `{"x":[1,"2"],"SINCE":${JSON.stringify(text)},${space}"Count"${space}:${space}${digits}${space}}`;
        const request = ChpRequest.read(body);
        expect(request.text('since')).toBe(text);
        expect(request.digits('count')).toBe(digits);
        const echo = `[{"token":null,"since":${JSON.stringify(text)},"interval":null,"symbol":null,"count":${digits}}]`;
        expect(request.echo(GET_BARS)).toBe(echo);
      }),
    );
  });

  test('whole numbers come as numbers, with a zero fraction, or as text', () => {
    const whole = (value: string): number => ChpRequest.read(`{"count":${value}}`).integer('count', -10, 10);
    expect(['7', '7.0', '"7"', '" -7 "', '-0'].map(whole)).toEqual([7, 7, 7, -7, 0]);
    for (const value of ['7.5', '"7.5"', '11', '1e1', 'true', '"x"', '[7]'])
      expect(() => whole(value)).toThrow('Поле count');
  });
});
