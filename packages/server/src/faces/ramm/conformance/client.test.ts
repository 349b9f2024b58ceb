import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT_METHODS } from '../client/index.ts';
import { type TestCompany, testCompany } from '../test-company.ts';
import { FIRST_SAMPLES } from './test-client-v1.ts';
import { SECOND_SAMPLES } from './test-client-v2.ts';
import { THIRD_SAMPLES } from './test-client-v3.ts';
import { expectShape } from './test-shapes.ts';

const VERSIONS = [
  { version: 1, samples: FIRST_SAMPLES, count: 41 },
  { version: 2, samples: SECOND_SAMPLES, count: 43 },
  { version: 3, samples: THIRD_SAMPLES, count: 34 },
] as const;

/** What may be sent with GET, as the web client does. */
const PARAMETERLESS = ['session.logout', 'accounts.searchSpec', 'platform.getSpecification'];

describe.each(VERSIONS)('version $version of the Client API', ({ version, samples, count }) => {
  let company: TestCompany;
  const answers = new Map<string, unknown>();
  const ends: (() => Promise<void> | void)[] = [];

  beforeAll(async () => {
    company = await testCompany({ atEnd: (end) => void ends.unshift(end) });
  });

  afterAll(async () => {
    for (const end of ends) await end();
  });

  test('every method has a sample', () => {
    const names = CLIENT_METHODS.filter(({ versions }) => versions.includes(version)).map(({ name }) => name);
    expect(Object.keys(samples).sort()).toEqual(names.sort());
    expect(names.length).toBe(count);
  });

  test.each(Object.entries(samples))('%s answers as its documented sample', async (method, sample) => {
    const token = await company.tokenOf(sample.as);
    const verb = PARAMETERLESS.includes(method) ? 'GET' : 'POST';
    // names of methods are known in any letter case: the web client sends both
    const spelt = method.replace(/^s/, 'S');
    const answer = await company.call(`client/v${version}/${spelt}`, sample.body(company, answers), { token, verb });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    if (sample.shape === null) expect(answer.text).toBe('');
    else expectShape(answer.body, sample.shape);
    answers.set(method, answer.body);
    await company.done();
  });
});
