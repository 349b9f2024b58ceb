import type { RunningPlatform } from 'outcry/running-platform';
import { type Browser, chromium, type Page } from 'playwright-core';

/** How long the page may take for anything on a busy machine (ms). */
export const PATIENCE = 30_000;

/** A browser as the tests of the page use it. */
export function launchBrowser(executablePath: string | null): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath ?? '',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}

/** A page at the login form; what goes wrong in it is added to `faults`. */
export async function pageOf(
  browser: Browser,
  platform: RunningPlatform,
  faults: string[],
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(platform.client.url);
  return page;
}

/** The owner signs in. */
export async function signIn(page: Page, { owner: { login, password } }: RunningPlatform): Promise<void> {
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.locator('header nav').waitFor();
}
