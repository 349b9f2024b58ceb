import { expect, test } from 'vitest';
import { testFolder } from '../journal/test-folder.ts';
import { AddressBans, BAN_MEMORY_MS, MAX_BANNED_ADDRESSES } from './address-bans.ts';
import { identityIn } from './test-identity.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('bans grow from two minutes to three days and stay there', () => {
  const bans = new AddressBans([]);
  let now = 0;
  const lengths = Array.from({ length: 8 }, () => {
    bans.strike('192.0.2.1', now);
    const length = bans.remaining('192.0.2.1', now);
    now += length;
    expect(bans.remaining('192.0.2.1', now)).toBe(0);
    return length;
  });
  expect(lengths).toEqual([2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR, 72 * HOUR, 72 * HOUR]);
});

test('three days after its last ban an address begins at two minutes again', () => {
  const bans = new AddressBans([]);
  bans.strike('192.0.2.1', 0);
  bans.strike('192.0.2.1', 2 * MINUTE);
  const ended = 12 * MINUTE;
  bans.strike('192.0.2.1', ended + BAN_MEMORY_MS);
  expect(bans.remaining('192.0.2.1', ended + BAN_MEMORY_MS)).toBe(2 * MINUTE);
});

test('a ban and its place on the ladder survive a restart', async () => {
  const folder = testFolder();
  const clock = { ms: 1_000_000 };
  const { identity, close } = await identityIn(folder, clock);
  identity.signing.ban('192.0.2.1');
  await close();
  const again = await identityIn(folder, clock);
  expect(again.identity.signing.banRemaining('192.0.2.1')).toBe(2 * MINUTE);
  expect(again.identity.signing.banRemaining('192.0.2.2')).toBe(0);
  again.identity.signing.ban('192.0.2.1');
  expect(again.identity.signing.banRemaining('192.0.2.1')).toBe(10 * MINUTE);
  await again.close();
});

test('remembered addresses are bounded: the one banned longest ago gives way, in memory and in SQL', () => {
  const bans = new AddressBans([]);
  for (let i = 0; i < MAX_BANNED_ADDRESSES; i++) bans.strike(`address ${i}`, i);
  const [forgotten] = bans.strike('one more', 20_000);
  expect(forgotten?.values.map(([address]) => address)).toEqual(['address 0', 'one more']);
  expect(bans.remaining('address 0', 20_000)).toBe(0);
  expect(bans.remaining('address 1', 20_000)).toBeGreaterThan(0);
});
