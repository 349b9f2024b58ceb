import type { Locator, Page } from 'playwright-core';

/** A line of the chart that can be moved, by the name that readers of screens hear. */
export function lineOf(page: Page, name: string): Locator {
  return page.getByRole('slider', { name, exact: true });
}

/** The price that a line tells, as plain decimal text. */
export async function priceOf(line: Locator): Promise<string> {
  const text = (await line.getAttribute('aria-valuetext')) ?? '';
  return text.replace(/[\s\u202f]/g, '').replace(',', '.');
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where a line is taken, and where it is let go so that it lies at a price (as near as pixels allow). */
export async function wayTo(page: Page, line: Locator, price: number): Promise<{ from: Place; to: Place }> {
  await line.waitFor();
  const places = await placesOf(page);
  const sorted = places.sort((a, b) => a.price - b.price);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || low.price === high.price)
    throw new Error('no scale: fewer than two lines');
  const box = await line.boundingBox();
  if (box === null) throw new Error('the line is not in sight');
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const perUnit = (high.y - low.y) / (high.price - low.price);
  const now = Number(await line.getAttribute('aria-valuenow'));
  return { from, to: { x: from.x, y: from.y + (price - now) * perUnit } };
}

/** Prices of lines and their distance from the top, once they stand still. */
async function placesOf(page: Page): Promise<{ price: number; y: number }[]> {
  let before = '';
  for (;;) {
    const places = await page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
      return [...document.querySelectorAll('.handle')].map((handle) => ({
        price: Number(handle.querySelector('button')?.getAttribute('aria-valuenow')),
        y: Number.parseFloat(handle.querySelector('i')?.style.top ?? ''),
      }));
    });
    if (JSON.stringify(places) === before) return places;
    before = JSON.stringify(places);
  }
}

const MOVES = 6;

/** The places between, one after the other, the last one included. */
export function between(from: Place, to: Place): readonly Place[] {
  return Array.from({ length: MOVES }, (_, i) => ({
    x: from.x + ((to.x - from.x) * (i + 1)) / MOVES,
    y: from.y + ((to.y - from.y) * (i + 1)) / MOVES,
  }));
}

/** Drags a line to a price with the mouse. */
export async function drag(page: Page, line: Locator, price: number): Promise<void> {
  const { from, to } = await wayTo(page, line, price);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const { x, y } of between(from, to)) await page.mouse.move(x, y);
  await page.mouse.up();
}

/** Drags a line to a price with a finger. */
export async function swipe(page: Page, line: Locator, price: number): Promise<void> {
  const { from, to } = await wayTo(page, line, price);
  const device = await page.context().newCDPSession(page);
  await device.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
  for (const point of between(from, to))
    await device.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
  await device.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await device.detach();
}

/** Rows of the chart that are mostly of a colour of the page: lines at prices. */
export function drawnLines(page: Page, name: 'up' | 'down'): Promise<number> {
  return page.evaluate((wanted) => {
    const style = getComputedStyle(document.documentElement).getPropertyValue(`--${wanted}`).trim();
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(style.slice(at, at + 2), 16));
    let lines = 0;
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.plan canvas')) {
      if (canvas.width < 300 || canvas.height < 100) continue;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      for (let y = 0; y < canvas.height; y++) {
        let same = 0;
        for (let x = 0; x < canvas.width; x++) {
          const at = (y * canvas.width + x) * 4;
          if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) same++;
        }
        if (same > canvas.width / 5) lines++;
      }
    }
    return lines;
  }, name);
}
