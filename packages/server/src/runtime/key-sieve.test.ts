import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeySieve, type UsedKey } from './key-sieve.ts';

const NONE = () => [];

function paged(keys: readonly UsedKey[], size: number) {
  const asked: (UsedKey | null)[] = [];
  const pages = (after: UsedKey | null): readonly UsedKey[] => {
    asked.push(after);
    const from = after === null ? 0 : keys.indexOf(after) + 1;
    return keys.slice(from, from + size);
  };
  return { asked, pages };
}

test('until all older keys are in it, every key may have been used', async () => {
  const sieve = new KeySieve();
  const { pages } = paged(
    [
      [1, 'a'],
      [1, 'b'],
      [2, 'a'],
    ],
    1,
  );
  const loading = sieve.load(pages);
  expect(sieve.mayHold(9, 'never')).toBe(true);
  await loading;
  expect(sieve.mayHold(9, 'never')).toBe(false);
  expect([sieve.mayHold(1, 'a'), sieve.mayHold(1, 'b'), sieve.mayHold(2, 'a')]).toEqual([true, true, true]);
});

test('pages are asked for one after the other, each after the last key of the one before', async () => {
  const keys: UsedKey[] = [
    [1, 'a'],
    [1, 'b'],
    [2, 'a'],
  ];
  const { asked, pages } = paged(keys, 2);
  await new KeySieve().load(pages);
  expect(asked).toEqual([null, [1, 'b'], [2, 'a']]);
});

test('a key that was added is never held for a new one, whatever its text', async () => {
  const sieve = new KeySieve();
  await sieve.load(NONE);
  fc.assert(
    fc.property(fc.nat(), fc.string({ unit: 'binary', maxLength: 64 }), (account, key) => {
      sieve.add(account, key);
      return sieve.mayHold(account, key);
    }),
  );
});

test('of 100 000 new keys beside 100 000 used ones hardly any is looked up', async () => {
  const sieve = new KeySieve();
  await sieve.load(NONE);
  for (let index = 0; index < 100_000; index++) sieve.add(index % 7, `used-${index}`);
  let held = 0;
  for (let index = 0; index < 100_000; index++) if (sieve.mayHold(index % 7, `new-${index}`)) held++;
  expect(held).toBeLessThan(100);
});

test('accounts do not share keys', async () => {
  const sieve = new KeySieve();
  await sieve.load(NONE);
  sieve.add(1, 'k');
  expect([sieve.mayHold(1, 'k'), sieve.mayHold(2, 'k')]).toEqual([true, false]);
});
