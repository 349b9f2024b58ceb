import type { Locator, Page } from 'playwright-core';
import type { Stage } from './test-stage.ts';

/** A login of copy trading. */
export interface Login {
  readonly login: string;
  readonly password: string;
}

/** An investor or trader at his pages, and what he does all the time. */
export class Member {
  readonly page: Page;
  readonly #stage: Stage;

  constructor(stage: Stage, page: Page) {
    this.#stage = stage;
    this.page = page;
  }

  /** Signs in at the form that is shown. */
  async enter({ login, password }: Login): Promise<void> {
    await this.page.locator('.member-sign-in input[name=login]').fill(login);
    await this.page.locator('.member-sign-in input[name=password]').fill(password);
    await this.page.locator('.member-sign-in button[type=submit]').click();
    await this.page.locator('header nav a[aria-current=page]').waitFor();
  }

  /** Goes to a place of the investors' pages, the part of the address behind `#/invest/`. */
  async go(place: string): Promise<void> {
    await this.page.goto(`${this.#stage.platform.client.url}/#/invest/${place}`);
    await this.page.locator('.member-page h1').waitFor();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Presses a button of the dialog. */
  async confirm(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
  }

  /** Waits until the platform has carried out what was asked for. */
  async done(text: string): Promise<void> {
    await this.page.locator('.followed').getByText(`${text}: done`).waitFor();
  }

  figure(name: string): Locator {
    const title = this.page.getByText(name, { exact: true });
    return this.page.locator('.figures > div').filter({ has: title }).locator('dd');
  }

  /** What is free in the wallet by the head of the page. */
  async free(): Promise<string> {
    return amountOf(await this.page.locator('.free-money').textContent());
  }
}

/** Money as it is shown, without its spaces. */
export function amountOf(text: string | null): string {
  return /[\d\u202f.]+/.exec(text ?? '')?.[0].replaceAll('\u202f', '') ?? '';
}
