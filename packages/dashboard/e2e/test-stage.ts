import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningPlatform } from 'outcry/running-platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.mjs';
import { obstacles } from './obstacles.ts';
import { playUntil, writeTape } from './tape.ts';
import { launchBrowser, pageOf, signIn } from './test-person.ts';

type PageOptions = Parameters<Browser['newPage']>[0];

/** What a platform of a stage plays, and its other settings. */
export interface StageSettings {
  /** Minute up to which the tape of BTC/USDT has been played when the tests begin; without it the market is synthetic. */
  readonly tapeUntil?: number;
  readonly flags?: readonly string[];
}

/** A phone that speaks Russian and is used with fingers. */
export const PHONE = { viewport: { width: 390, height: 844 }, locale: 'ru-RU', hasTouch: true, isMobile: true };

/** A platform and a browser, between `beforeAll` and `afterAll`, and what persons at the page do all the time. */
export class Stage {
  /** Everything that this stage writes. */
  folder!: string;
  /** What went wrong in any page. */
  readonly faults: string[] = [];
  platform!: RunningPlatform;
  browser!: Browser;
  private flags: readonly string[] = [];
  private readonly settings: StageSettings;

  /** The data folder of the platform. */
  get data(): string {
    return join(this.folder, 'data');
  }

  constructor(settings: StageSettings) {
    this.settings = settings;
  }

  async open(): Promise<void> {
    const { tapeUntil, flags = [] } = this.settings;
    this.folder = mkdtempSync(join(tmpdir(), 'outcry-page-'));
    mkdirSync(this.data);
    const feed =
      tapeUntil === undefined ? [] : ['--feed', `recorded:${writeTape(this.folder)}`, '--feed-start', 'command'];
    this.flags = [...feed, ...flags];
    this.platform = await RunningPlatform.start(this.data, [...this.flags]);
    if (tapeUntil !== undefined) await playUntil(this.platform, tapeUntil);
    this.browser = await launchBrowser(findBrowser());
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.platform?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Moves the tape on until so many of its minutes have passed. */
  playUntil(minute: number): Promise<void> {
    return playUntil(this.platform, minute);
  }

  /** Starts the platform that was killed or stopped at the same address, with the same data. */
  async startAnew(): Promise<void> {
    const { port } = new URL(this.platform.client.url);
    this.platform = await RunningPlatform.start(this.data, [...this.flags, '--http-port', port]);
  }

  /** A page at which the owner is signed in. */
  async signedIn(options: PageOptions = {}): Promise<Page> {
    const page = await pageOf(this.browser, this.platform, this.faults, options);
    await signIn(page, this.platform);
    return page;
  }

  /** Goes to a place of the page, the part of the address behind `#/`. */
  async show(page: Page, place: string): Promise<void> {
    await page.goto(`${this.platform.client.url}/#/${place}`);
    await page.getByRole('heading').first().waitFor();
  }

  /** What the native API answers. */
  async the<T>(path: string): Promise<T> {
    const { status, body } = await this.platform.client.get(path);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as T;
  }

  /** The first of a list of the native API. */
  async firstOf<T>(path: string): Promise<T> {
    const [first] = (await this.the<{ items: T[] }>(path)).items;
    if (first === undefined) throw new Error(`${path} is empty`);
    return first;
  }

  /** What the native API makes of a content. */
  async made<T>(path: string, content: object): Promise<T> {
    const { status, body } = await this.platform.client.post(path, content);
    expect(status, JSON.stringify(body)).toBe(201);
    return body as T;
  }

  /** Obstacles at some places: light and wide, dark and on a phone; `prepare` opens what is to be looked at, too. */
  async obstaclesAt(
    places: readonly string[],
    prepare: (page: Page, place: string) => Promise<unknown> = async () => {},
  ): Promise<string[]> {
    const found: string[] = [];
    for (const [colorScheme, viewport] of [
      ['light', { width: 1440, height: 900 }],
      ['dark', { width: 390, height: 844 }],
    ] as const) {
      const page = await this.signedIn({ colorScheme, viewport });
      for (const place of places) {
        await this.show(page, place);
        await prepare(page, place);
        found.push(...(await obstacles(page)).map((obstacle) => `${place}, ${colorScheme}: ${obstacle}`));
      }
      await page.close();
    }
    return found;
  }
}

/** By how many pixels a page is wider and higher than its screen. */
export function overhang(page: Page): Promise<readonly [number, number]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight] as const;
  });
}

/** Tests in a real browser, which are skipped with a word where there is none; no fault in any page is the last of them. */
export function describeAtPage(title: string, settings: StageSettings, tests: (stage: Stage) => void): void {
  const absent = findBrowser() === null;
  if (absent) console.log(`skipped: ${title} (no Chromium here; CHROMIUM names one)`);
  describe.skipIf(absent)(title, () => {
    const stage = new Stage(settings);
    beforeAll(() => stage.open(), 200_000);
    afterAll(() => stage.close());
    tests(stage);
    it('nothing failed in the page meanwhile', () => {
      expect(stage.faults).toEqual([]);
    });
  });
}
