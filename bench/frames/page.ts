import type { Page } from 'playwright-core';

/** What happened in a page while it was watched. */
export interface Watched {
  readonly framesPerSecond: number;
  readonly messagesPerSecond: number;
  /** Tasks of more than 50 ms, during which a press would have to wait: how many, and the longest (ms). */
  readonly longTasks: number;
  readonly longestMs: number;
  /** Time of a processor that the page's thread took, per second of the clock: other programs do not change it. */
  readonly busy: number;
}

/** When a page had something to show, in ms since it was asked for. */
export interface Shown {
  readonly firstPaintMs: number;
  /** A price stands in the list of markets. */
  readonly firstPriceMs: number;
}

declare global {
  interface Window {
    benchMessages: number;
    benchPriceAt: number | null;
  }
}

/** Counts messages of the stream and notes when the first price stands in the page. Before it is loaded. */
export async function prepare(page: Page): Promise<void> {
  // the bench's compiler marks functions with their names by a function that a page does not have
  await page.addInitScript({ content: 'globalThis.__name = (marked) => marked;' });
  await page.addInitScript(() => {
    window.benchMessages = 0;
    window.benchPriceAt = null;
    const Native = window.WebSocket;
    window.WebSocket = class extends Native {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener('message', () => {
          window.benchMessages++;
        });
      }
    };
    const look = (): void => {
      const price = document.querySelector('.markets .number')?.textContent ?? '';
      if (/\d/.test(price)) window.benchPriceAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Waits for the first price of a page that is loading. */
export async function whenShown(page: Page): Promise<Shown> {
  await page.waitForFunction(() => window.benchPriceAt !== null);
  return page.evaluate(() => ({
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    firstPriceMs: window.benchPriceAt ?? Number.NaN,
  }));
}

/** Watches a page for a while. */
export async function watch(page: Page, ms: number): Promise<Watched> {
  const device = await page.context().newCDPSession(page);
  await device.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taken = async (): Promise<number> => {
    const { metrics } = await device.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await taken();
  const seen = await look(page, ms);
  const busy = ((await taken()) - before) / (ms / 1_000);
  await device.detach();
  return { ...seen, busy };
}

function look(page: Page, ms: number): Promise<Omit<Watched, 'busy'>> {
  return page.evaluate(
    (length) =>
      new Promise<Omit<Watched, 'busy'>>((resolve) => {
        const long: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) long.push(duration);
        });
        observer.observe({ type: 'longtask' });
        const began = performance.now();
        const messages = window.benchMessages;
        let frames = 0;
        const frame = (): void => {
          const passed = performance.now() - began;
          if (passed < length) {
            frames++;
            requestAnimationFrame(frame);
            return;
          }
          observer.disconnect();
          resolve({
            framesPerSecond: (frames * 1_000) / passed,
            messagesPerSecond: ((window.benchMessages - messages) * 1_000) / passed,
            longTasks: long.length,
            longestMs: Math.max(0, ...long),
          });
        };
        requestAnimationFrame(frame);
      }),
    ms,
  );
}
