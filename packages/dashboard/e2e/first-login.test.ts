import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TinkoffInvestApi } from 'tinkoff-invest-api';
import { expect, it } from 'vitest';
import { pageOf } from './test-person.ts';
import { describeAtPage } from './test-stage.ts';

describeAtPage('a newcomer at the door', { flags: ['--grpc-port', '0'] }, (stage) => {
  it('signs in with what the data folder says, finds first steps, stays signed in, and signs out', async () => {
    const page = await pageOf(stage.browser, stage.platform, stage.faults);
    await page.getByText('The password stands in credentials.json in the data folder.').waitFor();
    expect(await page.getByLabel('Login').inputValue()).toBe('owner');
    await page.getByLabel('Password').fill('a guess');
    await page.getByRole('button', { name: 'Sign in' }).press('Enter');
    await page.getByRole('alert').getByText('Login and password do not belong together.').waitFor();
    const { password } = JSON.parse(readFileSync(join(stage.data, 'credentials.json'), 'utf8')).dashboard;
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('Password').press('Enter');
    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.close();
  }, 90_000);

  it('makes a token, which an unmodified client of T-Invest uses at the address that the page tells, until it is ended', async () => {
    const page = await stage.signedIn();
    await stage.show(page, 'connections/tinvest');
    await page.getByRole('button', { name: 'Make a key' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is for').fill('robot');
    await dialog.getByLabel('What it is for').press('Enter');
    const token = (await page.locator('.made code').textContent()) ?? '';
    const address = page.locator('.copyable', { hasText: 'gRPC without TLS' }).locator('code');
    const api = new TinkoffInvestApi({ token, endpoint: (await address.textContent()) ?? '' });
    const { accounts } = await api.users.getAccounts({});
    expect(accounts.map(({ name }) => name)).toEqual(['Broker account']);
    const { instruments } = await api.instruments.findInstrument({ query: 'SBER' } as never);
    const share = instruments.find(({ ticker }) => ticker === 'SBER');
    const { lastPrices } = await api.marketdata.getLastPrices({ figi: [], instrumentId: [share?.uid ?? ''] } as never);
    expect(lastPrices[0]?.price?.units).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'End: robot' }).click();
    await dialog.getByRole('button', { name: 'End' }).click();
    await page.getByRole('row', { name: /robot/ }).waitFor({ state: 'detached' });
    await expect(api.users.getAccounts({})).rejects.toThrow(/40003|UNAUTHENTICATED/);
    await page.close();
  }, 90_000);
});
