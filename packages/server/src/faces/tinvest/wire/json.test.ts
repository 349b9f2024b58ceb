import { GetCandlesRequest } from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import { PortfolioResponse } from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import { PostOrderRequest, PostOrderResponse } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { describe, expect, test } from 'vitest';
import type { MessageType } from '../contract.ts';
import { answerToJson, requestFromJson } from './json.ts';

const read = (type: unknown, body: unknown) =>
  requestFromJson(type as MessageType, typeof body === 'string' ? body : JSON.stringify(body));
const written = (type: unknown, answer: object) => answerToJson(type as MessageType, answer);

describe('requests', () => {
  test('64-bit numbers as text or number, minus nothing as nothing, names in both spellings', () => {
    for (const body of [
      { quantity: '12', price: { units: '-0', nano: -200_000_000 }, time_in_force: 'TIME_IN_FORCE_DAY' },
      { quantity: 12, price: { units: 0, nano: -200_000_000 }, timeInForce: 1 },
    ]) {
      const request = read(PostOrderRequest, body) as PostOrderRequest;
      expect(request.quantity).toBe(12);
      expect((request.price?.units ?? 1) + 0).toBe(0);
      expect([request.price?.nano, request.timeInForce]).toEqual([-200_000_000, 1]);
    }
  });

  test('times in RFC 3339, with fraction and offset', () => {
    const request = read(GetCandlesRequest, { from: '2023-03-01T03:00:00.5+03:00', to: '2023-03-02T00:00:00Z' });
    expect(request).toMatchObject({ from: new Date('2023-03-01T00:00:00.500Z'), to: new Date('2023-03-02T00:00:00Z') });
  });

  test('fields that nobody knows, and those that are null, count as not there', () => {
    expect(read(PostOrderRequest, { nothing: { of: ['this'] }, quantity: null, price: null, figi: null })).toEqual(
      PostOrderRequest.fromPartial({}),
    );
    expect(read(PostOrderRequest, '')).toEqual(PostOrderRequest.fromPartial({}));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(read(PostOrderRequest, '{"__proto__":{"polluted":1},"constructor":1}')).toMatchObject({ quantity: 0 });
  });

  test.each([
    [{ quantity: 'two' }, 'quantity must be a whole number'],
    [{ quantity: '1.5' }, 'quantity must be a whole number'],
    [{ quantity: '9007199254740993' }, 'quantity must be a whole number'],
    [{ quantity: 1.5 }, 'quantity must be a whole number'],
    [{ quantity: 2 ** 53 }, 'quantity must be a whole number'],
    [{ quantity: true }, 'quantity must be a number'],
    [{ quantity: [1] }, 'quantity must be a number'],
    [{ accountId: 7 }, 'accountId must be a text'],
    [{ confirm_margin_trade: 'false' }, 'confirmMarginTrade must be true or false'],
    [{ price: '10' }, 'price must be an object'],
    [{ price: { units: {} } }, 'price.units must be a number'],
    [{ direction: 'UP' }, 'direction must be one of the names of this enum'],
    ['"text"', 'the body must be a JSON object'],
    [`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'the body is nested deeper than 32'],
  ])('%j: %s', (body, message) => {
    expect(() => read(PostOrderRequest, body)).toThrow(message);
  });

  test('a time that is none', () => {
    for (const from of ['yesterday', '2023-02-30', '2023-13-01T00:00:00Z', 7]) {
      expect(() => read(GetCandlesRequest, { from })).toThrow('from must be a time in RFC 3339');
    }
  });
});

describe('answers', () => {
  test('64-bit numbers as text, defaults written, what is unset left out', () => {
    const answer = written(PostOrderResponse, {
      lotsRequested: 2,
      initialOrderPrice: { currency: 'rub', units: 114, nano: 250_000_000 },
      responseMetadata: { trackingId: 'a', serverTime: new Date('2023-03-01T00:00:00Z') },
    });
    expect(answer).toMatchObject({
      lotsRequested: '2',
      lotsExecuted: '0',
      executionReportStatus: 'EXECUTION_REPORT_STATUS_UNSPECIFIED',
      initialOrderPrice: { currency: 'rub', units: '114', nano: 250_000_000 },
      responseMetadata: { serverTime: '2023-03-01T00:00:00Z' },
    });
    expect(answer).not.toHaveProperty('executedOrderPrice');
  });

  test('a flag and a quotation that share a name with a whole number stay what they are', () => {
    const answer = written(PortfolioResponse, { positions: [{ blocked: true, quantity: { units: 3, nano: 0 } }] });
    expect(answer).toMatchObject({ positions: [{ blocked: true, quantity: { units: '3', nano: 0 } }] });
  });

  test('a fraction of a second is written when there is one', () => {
    const answer = (ms: number) =>
      written(PostOrderResponse, { responseMetadata: { serverTime: new Date(ms) } }) as {
        responseMetadata: { serverTime: string };
      };
    expect(answer(1_500).responseMetadata.serverTime).toBe('1970-01-01T00:00:01.500Z');
    expect(answer(1_000).responseMetadata.serverTime).toBe('1970-01-01T00:00:01Z');
  });
});
