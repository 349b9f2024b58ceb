import { formatDecimal, parseDecimal } from '@outcry/core';
import { PriceType } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import { describe, expect, test } from 'vitest';
import { sharedBroker } from '../test-broker.ts';
import { quotationOf } from './numbers.ts';
import { currencyPrice, limitPriceOf, quotedPrice, stepCostOf, toPoints } from './prices.ts';

const quotation = (text: string) => quotationOf(parseDecimal(text) ?? { coefficient: 0n, scale: 0 });
const { PRICE_TYPE_UNSPECIFIED, PRICE_TYPE_POINT, PRICE_TYPE_CURRENCY } = PriceType;

describe('prices of the broker', () => {
  const broker = sharedBroker();

  test('points become money: percent of the nominal, step ÷ step cost, nothing to do for shares', () => {
    const { instrument } = broker();
    const money = (symbol: string, steps: number) => formatDecimal(currencyPrice(instrument(symbol), steps));
    expect(money('SBER', 32_310)).toBe('323.1');
    // 58.2 % of 1 000 roubles
    expect(money('SU26238RMFS4', 58_200)).toBe('582');
    expect(formatDecimal(quotedPrice(instrument('SU26238RMFS4'), 58_200))).toBe('58.2');
    const index = instrument('MXZ6');
    const cost = formatDecimal(stepCostOf(index));
    expect(money('MXZ6', 1)).toBe(cost);
    expect(formatDecimal(toPoints(index, currencyPrice(index, 1_234)))).toBe(formatDecimal(quotedPrice(index, 1_234)));
  });

  test('a limit is read in the unit that is asked for; unspecified: money of bonds, points of futures', () => {
    const { instrument } = broker();
    const steps = (symbol: string, text: string, type: PriceType) =>
      limitPriceOf(instrument(symbol), quotation(text), type);
    expect(steps('SBER', '322.9', PRICE_TYPE_UNSPECIFIED)).toBe(32_290);
    expect(steps('SU26238RMFS4', '582', PRICE_TYPE_UNSPECIFIED)).toBe(58_200);
    expect(steps('SU26238RMFS4', '58.2', PRICE_TYPE_POINT)).toBe(58_200);
    expect(steps('SRZ6', '33000', PRICE_TYPE_UNSPECIFIED)).toBe(33_000);
    expect(steps('SRZ6', '33000', PRICE_TYPE_CURRENCY)).toBe(33_000);
  });

  test.each([
    ['SBER', '0', PRICE_TYPE_UNSPECIFIED, '30017'],
    ['SBER', '-1', PRICE_TYPE_UNSPECIFIED, '30100'],
    ['SBER', '10.555', PRICE_TYPE_UNSPECIFIED, '30078'],
    ['SBER', '100', PRICE_TYPE_POINT, '30085'],
    ['SBER', '100', 7 as PriceType, '30104'],
    ['SU26238RMFS4', '582.001', PRICE_TYPE_CURRENCY, '30078'],
    ['SBER', '9000000000000', PRICE_TYPE_UNSPECIFIED, '30099'],
  ])('%s at %s (%i) is %s', (symbol, text, type, code) => {
    const { instrument } = broker();
    expect(() => limitPriceOf(instrument(symbol), quotation(text), type)).toThrow(expect.objectContaining({ code }));
  });
});
