import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPERATIONS } from './operations.ts';

test('the README lists every URN, in the order of the table', () => {
  const page = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const rows = Array.from(page.matchAll(/^\| `([A-Z]\w+\/\w+)` \|/gm), ([, urn]) => urn);
  expect(rows).toEqual(OPERATIONS.map(({ urn }) => urn));
});
