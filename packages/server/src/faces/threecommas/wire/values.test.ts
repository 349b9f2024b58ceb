import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../errors.ts';
import { MAX_VALUES, readValues } from './values.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const read = (query: string, body = '', contentType: string | undefined = FORM) =>
  JSON.parse(JSON.stringify(readValues({ query, body: Buffer.from(body), contentType })));

test('the query goes before the body; what is empty there was not given', () => {
  expect(read('a=1&b=', 'a=2&b=3&c=4')).toEqual({ a: '1', b: '3', c: '4' });
  expect(read('a=1', '{"a":2,"b":null,"c":""}', JSON_TYPE)).toEqual({ a: '1' });
});

test.each([
  ['pairs[]=A&pairs[]=B', { pairs: ['A', 'B'] }],
  ['pairs%5B%5D=A&pairs%5B%5D=B', { pairs: ['A', 'B'] }],
  ['pairs[1]=B&pairs[0]=A', { pairs: ['A', 'B'] }],
  [
    'list[0][strategy]=qfl&list[0][options][type]=original',
    { list: [{ strategy: 'qfl', options: { type: 'original' } }] },
  ],
  ['steps[][a]=1&steps[][b]=2', { steps: [{ a: '1', b: '2' }] }],
  [
    'steps[][a]=1&steps[][price][value]=2&steps[][a]=3&x[steps][][a]=4&steps[][price][value]=5&x[steps][][a]=6',
    {
      steps: [
        { a: '1', price: { value: '2' } },
        { a: '3', price: { value: '5' } },
      ],
      x: { steps: [{ a: '4' }, { a: '6' }] },
    },
  ],
  ['steps%5B%5D%5Ba%5D=1&steps%5b%5d[a]=2', { steps: [{ a: '1' }, { a: '2' }] }],
  ['steps[][tags][]=1&steps[][tags][]=2&steps[][a]=1', { steps: [{ tags: ['1', '2'], a: '1' }] }],
  ['steps[][parts][][b]=1&steps[][parts][][b]=2', { steps: [{ parts: [{ b: '1' }, { b: '2' }] }] }],
  ['a=1&&b=2', { a: '1', b: '2' }],
  ['a=1&a=2', { a: '2' }],
  ['a=two+words%21', { a: 'two words!' }],
])('%s', (query, values) => {
  expect(read(query)).toEqual(values);
  expect(read('', query)).toEqual(values);
});

test('numbers keep the digits they were written with, also in JSON', () => {
  const body = '{"a":0.1000,"b":12345678901234567890.123456789,"c":[1e-7,true],"d":{"e":-0}}';
  expect(read('', body, JSON_TYPE)).toEqual({
    a: '0.1000',
    b: '12345678901234567890.123456789',
    c: ['1e-7', true],
    d: { e: '-0' },
  });
});

test('a body that begins like an object is JSON, whatever it says of itself; others are forms', () => {
  expect(read('', '{"a":1}', '')).toEqual({ a: '1' });
  expect(read('', '{"a":1}', FORM)).toEqual({ a: '1' });
  expect(read('', 'a=1', 'text/plain')).toEqual({ a: '1' });
  expect(read('', '', JSON_TYPE)).toEqual({});
});

test('names of objects mean nothing else: no prototype is reached', () => {
  const bodies = [
    ['__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1', FORM],
    [
      '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}},"constructor":{"prototype":{"polluted":1}}}',
      JSON_TYPE,
    ],
  ] as const;
  for (const [body, type] of bodies) {
    const values = readValues({ query: '', body: Buffer.from(body), contentType: type });
    expect(Object.getPrototypeOf(values)).toBeNull();
    expect((values as Record<string, unknown>).polluted).toBeUndefined();
    expect((values.a as Record<string, unknown> | undefined)?.polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  }
});

const many = Array.from({ length: MAX_VALUES + 1 }, (_, i) => i);

test.each([
  ['[1,2]', JSON_TYPE],
  ['"text"', JSON_TYPE],
  ['{"a":', JSON_TYPE],
  ['{"a":1,"a":2}', JSON_TYPE],
  ['['.repeat(100_000), JSON_TYPE],
  [`{"a":${'['.repeat(9)}${']'.repeat(9)}}`, JSON_TYPE],
  [`{"a":${JSON.stringify(many)}}`, JSON_TYPE],
  [many.map((i) => `a${i}=1`).join('&'), FORM],
  [many.map(() => 'a[]=1').join('&'), FORM],
  ['a[1000000]=1', FORM],
  [Array.from({ length: 1_100 }, () => 'a[][b]=1').join('&'), FORM],
  [`a${'[][b]'.repeat(200)}=1`, FORM],
  [`a${'[b]'.repeat(20)}=1`, FORM],
])('%.40s… is refused as malformed', (body, type) => {
  const reading = (): unknown => read('', body, type);
  expect(reading).toThrow(Fault);
  expect(reading).toThrow('Invalid parameters');
});

test('a body in parts is refused by its type', () => {
  expect(() => read('', '--x', 'multipart/form-data; boundary=x')).toThrow(
    expect.objectContaining({ fault: 'unsupportedMediaType' }),
  );
});

test('forms of plain names and values are read as those with brackets are', () => {
  const word = fc.stringMatching(/^[\w.-]{0,3}$/);
  const name = fc.stringMatching(/^[\w.-]{1,2}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, word), { minLength: 1, maxLength: 8 }), (pairs) => {
      const form = pairs.map(([each, value]) => `${each}=${value}`).join('&');
      // a name that is encoded takes the long way
      const encoded = form.replace(/[\w.-]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
      expect(Object.entries(readValues({ query: form, body: Buffer.alloc(0), contentType: FORM })).sort()).toEqual(
        Object.entries(readValues({ query: encoded, body: Buffer.alloc(0), contentType: FORM })).sort(),
      );
    }),
  );
});
