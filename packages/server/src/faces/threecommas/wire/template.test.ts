import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactNumber, JsonText, type JsonValue, jsonText } from './json.ts';
import { JsonTemplate, place } from './template.ts';

test('a template filled in is the text of the object with those values', () => {
  const template = new JsonTemplate<'a' | 'b'>({ id: 1, a: place('a'), list: [place('b'), 2], name: 'x' });
  const filled = template.fill({ a: new ExactNumber('0.10'), b: null });
  expect(filled.text).toBe('{"id":1,"a":0.10,"list":[null,2],"name":"x"}');
});

test('whatever texts stand beside and in the places, they are told as they are', () => {
  const texts = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(texts, texts, texts, (before, key, value) => {
      const written = new JsonTemplate<'v'>({ before, [`_${key}`]: place('v'), after: before }).fill({ v: value }).text;
      expect(JSON.parse(written)).toEqual({ before, [`_${key}`]: value, after: before });
    }),
  );
});

test('text that is ready takes further members behind its own', () => {
  const ready = new JsonText(jsonText({ a: 1 }));
  expect(ready.with({ b: [ready] }).text).toBe('{"a":1,"b":[{"a":1}]}');
  expect(ready.with({}).text).toBe('{"a":1}');
  expect(new JsonText('{}').with({ b: 2 }).text).toBe('{"b":2}');
});

test('the text of any value is what JSON makes of it', () => {
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(value, (any) => {
      expect(jsonText(any)).toBe(JSON.stringify(any));
    }),
  );
});
