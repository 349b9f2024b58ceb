import { afterAll, beforeAll, expect, test } from 'vitest';
import { MANAGER_METHODS } from '../manager/index.ts';
import { type TestCompany, testCompany } from '../test-company.ts';
import { MANAGER_SAMPLES } from './test-samples.ts';
import { expectShape } from './test-shapes.ts';

let company: TestCompany;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  company = await testCompany({ atEnd: (end) => void ends.unshift(end) });
});

afterAll(async () => {
  for (const end of ends) await end();
});

test('every method of managers has a sample', () => {
  expect(Object.keys(MANAGER_SAMPLES).sort()).toEqual(MANAGER_METHODS.map(({ name }) => name).sort());
  expect(MANAGER_METHODS.length).toBe(71);
});

test.each(Object.entries(MANAGER_SAMPLES))('%s answers as its documented sample', async (method, { body, shape }) => {
  const answer = await company.call(`manager/v1/${method}`, body(company), { token: company.token });
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  if (shape === null) expect(answer.text).toBe('');
  else expectShape(answer.body, shape);
  await company.done();
});
