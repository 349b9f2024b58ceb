import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { momentOfDay } from './days.ts';
import { readDraft } from './draft.ts';
import { readExact } from './exact-json.ts';
import { fractionOf, percentOf } from './percent.ts';
import { searchBody } from './search.ts';

describe('numbers of the API', () => {
  it('are text with every digit, wherever they stand; texts with digits stay as they are', () => {
    expect(
      readExact(
        '{"ID":9007199254740993,"Equity":-0.10000000000000000001,"Name":"v1 \\"2.5\\" 3","Chart":[{"Yield":1.5E-7}],"On":true,"No":null}',
      ),
    ).toEqual({
      ID: '9007199254740993',
      Equity: '-0.10000000000000000001',
      Name: 'v1 "2.5" 3',
      Chart: [{ Yield: '1.5E-7' }],
      On: true,
      No: null,
    });
    expect(readExact('["a\\\\",12]')).toEqual(['a\\', '12']);
    expect(() => readExact('{"a":')).toThrow(SyntaxError);
  });
});

describe('what is written into a form', () => {
  const fields = [
    { name: 'Login', label: '', required: true },
    { name: 'Money', label: '', kind: 'number', required: true },
    { name: 'FeeRate', label: '', kind: 'percent' },
    { name: 'Comment', label: '', initial: 'old' },
    { name: 'Test', label: '', kind: 'check' },
  ] as const;

  it('is sent exactly: percent as a fraction, commas as points, empty fields not at all', () => {
    const draft = { Login: ' ann ', Money: '1 000,50', FeeRate: '33,333', Comment: '', Test: 'true' };
    expect(readDraft(fields, draft)).toEqual({
      body: { Login: 'ann', Money: '1000.50', FeeRate: '0.33333', Test: true },
      wrong: {},
      faults: {},
    });
  });

  it('is told wrong by the field it stands in', () => {
    const { wrong } = readDraft(fields, { Login: ' ', Money: 'much', FeeRate: '1e3' });
    expect(wrong).toEqual({ Login: 'needValue', Money: 'needNumber', FeeRate: 'needNumber' });
  });

  it('as a change leaves out what was not touched and empties what was emptied', () => {
    const known = [fields[3], { name: 'Tag', label: '', initial: '7' }];
    expect(readDraft(known, { Comment: '', Tag: '7' }, true)).toEqual({ body: { Comment: '' }, wrong: {}, faults: {} });
  });

  it('is checked as it would be sent', () => {
    const least = (value: string) => (value === '0.1' ? null : `not ${value}`);
    const checked = [{ name: 'Target', label: '', kind: 'percent', check: least }] as const;
    expect(readDraft(checked, { Target: '10' }).faults).toEqual({});
    expect(readDraft(checked, { Target: '1 2' }).faults).toEqual({ Target: 'not 0.12' });
    expect(readDraft(checked, { Target: '' }).faults).toEqual({});
  });
});

it('a search sends the conditions that were given, with its order and page', () => {
  const order = { Field: 'Equity', Direction: 'Desc' } as const;
  expect(searchBody({ Value: 'ann', Status: '', Closed: false, ID: undefined }, order, 3, 50)).toEqual({
    Filter: { Value: 'ann', Closed: false },
    OrderBy: order,
    Pagination: { CurrentPage: 3, PerPage: 50 },
  });
});

it('a day of a search is the reader’s whole day, told in UTC', () => {
  const [from, until] = [momentOfDay('2026-02-28', false), momentOfDay('2026-02-28', true)];
  expect(new Date(`${from}Z`)).toEqual(new Date(2026, 1, 28));
  expect(new Date(`${until}Z`)).toEqual(new Date(2026, 2, 1));
  expect(momentOfDay('', true)).toBe('');
});

describe('refusals and figures', () => {
  beforeAll(() => {
    const store = { getItem: () => 'en', setItem: () => undefined, removeItem: () => undefined };
    vi.stubGlobal('localStorage', store);
    vi.stubGlobal('sessionStorage', store);
    vi.stubGlobal('navigator', { language: 'en' });
  });
  afterAll(() => vi.unstubAllGlobals());

  it('stand at the field that the API names, in the language of the page', async () => {
    const { refusalOf } = await import('./refusal.ts');
    const { problemOf } = await import('./problem.ts');
    const { language } = await import('../words/language.ts');
    language.value = 'ru';
    onTestFinished(() => {
      language.value = 'en';
    });
    const told = (status: number, code: string, message: string) =>
      problemOf(refusalOf(status, JSON.stringify({ error: { code, message } })));
    expect(told(400, 'invalid_input', "invalid input in field 'Manager.Login': 1 to 256 characters")).toEqual({
      field: 'Login',
      text: 'от 1 до 256 знаков',
    });
    expect(told(400, 'invalid_input', "invalid input in field 'ID'")).toEqual({
      field: 'ID',
      text: 'Значение не подходит',
    });
    expect(told(402, 'invalid_input', "invalid input in field 'Amount': 5 USD are free")?.text).toBe(
      'не хватает свободных средств',
    );
    expect(told(403, 'access_denied', 'you lack the right clients.set in this company')).toMatchObject({ field: null });
    expect(problemOf(refusalOf(502, '<html>'))).toMatchObject({ field: null });
    const ofClient = { Error: { Code: 'invalid_input', Message: "Invalid input in field 'Money': at least 200" } };
    expect(problemOf(refusalOf(422, JSON.stringify(ofClient)))).toEqual({ field: 'Money', text: 'не меньше 200' });
    expect(problemOf(null)).toBeNull();
    expect(told(401, 'access_denied', 'the session is missing or has ended: log in')).toBeNull();
  });

  it('are shown without losing a digit', async () => {
    const { perMillion, signOf } = await import('./figures.ts');
    expect(percentOf('0.0123')).toBe('1.23');
    expect(percentOf('-1')).toBe('-100');
    expect(fractionOf('33.333')).toBe('0.33333');
    expect(perMillion('0.00001')).toBe('10');
    expect([signOf('-0.01'), signOf('0.00'), signOf('3'), signOf(undefined)]).toEqual([-1, 0, 1, 0]);
  });
});
