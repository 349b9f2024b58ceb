import { expect, test } from 'vitest';
import { testFolder } from '../journal/test-folder.ts';
import { SANDBOX_MS } from './sandboxes.ts';
import { identityIn } from './test-identity.ts';

test('a trial account is unused three months after its last use, restarts in between; others are left alone', async () => {
  const folder = testFolder();
  const clock = { ms: Date.UTC(2026, 10, 20) };
  const { identity, close } = await identityIn(folder, clock);
  await identity.addSandbox(2_000_000_000);
  await identity.addSandbox(2_000_000_001);
  await identity.addSandbox(2_000_000_002);
  await identity.removeSandbox(2_000_000_002);
  await identity.removeSandbox(2_000_000_003);
  identity.useSandbox(2_000_000_003);
  clock.ms += SANDBOX_MS - 1;
  identity.useSandbox(2_000_000_001);
  expect(identity.unusedSandboxes).toEqual([]);
  await close();
  clock.ms += 1;
  const again = await identityIn(folder, clock);
  expect(again.identity.unusedSandboxes).toEqual([2_000_000_000]);
  clock.ms += SANDBOX_MS;
  expect(again.identity.unusedSandboxes).toEqual([2_000_000_000, 2_000_000_001]);
  await again.close();
});
