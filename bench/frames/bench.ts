import type { Instrument, Tick } from '@outcry/core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../packages/dashboard/e2e/browser.mjs';
import { buildDashboard } from '../../tools/build-dashboard.mjs';
import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { prepare, type Shown, type Watched, watch, whenShown } from './page.ts';
import { BARE, type PagePlatform, runPagePlatform } from './platform.ts';

export const title =
  'the trading page in a browser: frames at 1 000 price updates a second, and how soon it shows prices';

const UPDATES_PER_SECOND = 1_000;
const STEP_MS = 10;
const WATCH_MS = 8_000;
const LOADS = 7;
const SHOWN = 'SBER';

export async function run(print: Print): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) return print('skipped: no Chromium here; CHROMIUM names one');
  await buildDashboard();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  try {
    await inFolder((folder) => measure(browser, folder, print));
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser, folder: string, print: Print): Promise<void> {
  const platform = await runPagePlatform(folder);
  const flow = new Flow(platform);
  try {
    await flow.openMarket();
    await firstPrices(browser, platform, print);
    const page = await tradingPage(browser, platform);
    await whenShown(page);
    const still = await watch(page, WATCH_MS);
    flow.begin();
    // the page gets into its stride before it is watched
    await watch(page, 2_000);
    const moving = await watch(page, WATCH_MS);
    await flow.end();
    printFrames(print, still, moving);
  } finally {
    await flow.end();
    await platform.close();
  }
}

function printFrames(print: Print, still: Watched, moving: Watched): void {
  print({
    what: `frames at ${Math.round(moving.messagesPerSecond)} updates/s; a market that stands still`,
    ours: moving.framesPerSecond,
    reference: still.framesPerSecond,
    unit: 'frames/s',
    better: 'more',
    aim: '50 frames/s',
  });
  print({
    what: 'processor of the page’s thread; standing still',
    ours: 100 * moving.busy,
    reference: 100 * still.busy,
    unit: '% of one',
    better: 'less',
  });
  print(
    `tasks above 50 ms while prices moved: ${moving.longTasks}, the longest ${moving.longestMs.toFixed(0)} ms` +
      ` (standing still: ${still.longTasks}, ${still.longestMs.toFixed(0)} ms)`,
  );
}

/** A cold browser, again and again: the middle of what was measured. */
async function firstPrices(browser: Browser, platform: PagePlatform, print: Print): Promise<void> {
  const shown: Shown[] = [];
  const bare: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const page = await tradingPage(browser, platform);
    shown.push(await whenShown(page));
    await page.context().close();
    bare.push(await firstPaintOfBare(browser, platform));
  }
  const row = { unit: 'ms', better: 'less', reference: middle(bare) } as const;
  const paint = middle(shown.map(({ firstPaintMs }) => firstPaintMs));
  const price = middle(shown.map(({ firstPriceMs }) => firstPriceMs));
  print({ ...row, what: 'cold load: first paint; of a bare word', ours: paint });
  print({ ...row, what: 'cold load: first prices stand; a bare word', ours: price, aim: 'below 1 000 ms' });
}

async function firstPaintOfBare(browser: Browser, { url }: PagePlatform): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}${BARE}`);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const at = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await context.close();
  return at ?? Number.NaN;
}

/** The page of a person who is signed in, in a browser that has seen nothing yet. */
async function tradingPage(browser: Browser, { url, login, password }: PagePlatform): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const answer = await context.request.post(`${url}/api/v1/session`, { data: { login, password } });
  if (!answer.ok()) throw new Error(await answer.text());
  const page = await context.newPage();
  await prepare(page);
  await page.goto(`${url}/#/trade/${SHOWN}`);
  return page;
}

/** Prices of all instruments in turn; the one on the chart also trades and shows its book. */
class Flow {
  readonly #platform: PagePlatform;
  readonly #instruments: readonly Instrument[];
  readonly #shown: Instrument;
  #step = 0;
  #running: Promise<void> | null = null;
  #over = false;

  constructor(platform: PagePlatform) {
    this.#platform = platform;
    this.#instruments = platform.instruments;
    const shown = this.#instruments.find(({ symbol }) => symbol === SHOWN);
    if (shown === undefined) throw new Error(`${SHOWN} is not listed`);
    this.#shown = shown;
  }

  /** Every instrument has a price before anybody looks. */
  async openMarket(): Promise<void> {
    await this.#platform.play(
      this.#instruments.flatMap(({ id }) => [quote(id, 0), trade(id, 0)]),
      0,
    );
    await this.#platform.play([depth(this.#shown.id, 0)], 0);
  }

  begin(): void {
    this.#running = this.#run();
  }

  async end(): Promise<void> {
    this.#over = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const began = performance.now();
    let sent = 0;
    while (!this.#over) {
      const passed = performance.now() - began;
      const due = Math.floor((passed * UPDATES_PER_SECOND) / 1_000);
      if (due > sent) await this.#platform.play(this.#ticks(due - sent), Math.round(passed));
      sent = due;
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
  }

  #ticks(count: number): Tick[] {
    return Array.from({ length: count }, () => {
      const step = this.#step++;
      if (step % 20 === 7) return trade(this.#shown.id, step);
      if (step % 20 === 13) return depth(this.#shown.id, step);
      return quote((this.#instruments[step % this.#instruments.length] as Instrument).id, step);
    });
  }
}

/** Half a quote's way up and down, in steps of the instrument. */
function priceAt(step: number): number {
  return 50_000 + Math.round(200 * Math.sin(step / 500));
}

function quote(instrument: number, step: number): Tick {
  const price = priceAt(step);
  const size = (10 + (step % 90)) as never;
  return {
    kind: 'quote',
    instrument,
    bid: (price - 1) as never,
    bidSize: size,
    ask: (price + 1) as never,
    askSize: size,
  };
}

function trade(instrument: number, step: number): Tick {
  const aggressor = step % 2 === 0 ? 'buy' : 'sell';
  return { kind: 'trade', instrument, price: priceAt(step) as never, size: (1 + (step % 9)) as never, aggressor };
}

function depth(instrument: number, step: number): Tick {
  const side = (direction: 1 | -1): number[] =>
    Array.from({ length: 20 }, (_, level) => [
      priceAt(step) + direction * (level + 1),
      100 + ((step * (level + 3)) % 900),
    ]).flat();
  return { kind: 'depth', instrument, bids: side(-1), asks: side(1) };
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
