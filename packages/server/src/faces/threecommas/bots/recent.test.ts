import { expect, test } from 'vitest';
import { Recent } from './recent.ts';

test('no more are kept than it may hold; what was made first goes first, what is made anew counts as new', () => {
  const recent = new Recent<string>(2);
  recent.set(1, 'one');
  recent.set(2, 'two');
  recent.set(1, 'one again');
  recent.set(3, 'three');
  expect([1, 2, 3].map((id) => recent.get(id))).toEqual(['one again', undefined, 'three']);
});
