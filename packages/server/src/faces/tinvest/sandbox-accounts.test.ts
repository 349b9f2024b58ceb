import { expect, test } from 'vitest';
import { retireSandboxAccounts } from './sandbox-accounts.ts';
import { openAccount, SBER, testBroker } from './test-broker.ts';

const DAY = 86_400_000;

test('an account is closed three months after its last use by the wall clock; others live on', async () => {
  const broker = await testBroker();
  const sandbox = broker.client('SandboxService');
  const { accountId: used } = await sandbox.openSandboxAccount({});
  const { accountId: left } = await sandbox.openSandboxAccount({});
  await sandbox.sandboxPayIn({ accountId: left, amount: { currency: 'rub', units: 100_000, nano: 0 } });
  const about = { accountId: left, instrumentId: SBER.uid, quantity: 1, direction: 1, orderId: '' };
  await sandbox.postSandboxOrder({ ...about, orderType: 2 });
  await sandbox.postSandboxOrder({ ...about, orderType: 1, price: { units: 300, nano: 0 } });
  // one that this face has not opened
  await openAccount(broker, { fillPolicy: 'sandbox' });
  broker.clock.wall += 60 * DAY;
  const token = await broker.addToken('sandbox');
  await broker.client('OrdersService', { token }).getOrders({ accountId: used });
  broker.clock.wall += 30 * DAY - 1;
  expect(await retireSandboxAccounts(broker.parts)).toBe(0);
  broker.clock.wall += 1;
  expect(await retireSandboxAccounts(broker.parts)).toBe(1);
  const { accounts } = await broker.client('UsersService', { token }).getAccounts({});
  expect(accounts.map(({ id }) => id)).not.toContain(left);
  expect(accounts).toHaveLength(2);
  expect(broker.logged.join('')).toContain('a sandbox account was closed');
  broker.clock.wall += 60 * DAY;
  expect(await retireSandboxAccounts(broker.parts)).toBe(1);
});
