import type { Page } from 'playwright-core';

declare global {
  interface Window {
    layoutShift: number;
    layoutShifts: string[];
  }
}

/** Sums how far what stands in the page jumps while it fills; before it is loaded. */
export async function watchJumps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.layoutShift = 0;
    window.layoutShifts = [];
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { readonly node: Node | null }[];
    }
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue;
        window.layoutShift += value;
        const moved = sources.map(({ node }) =>
          node instanceof Element ? `${node.tagName}.${node.className}` : 'text',
        );
        window.layoutShifts.push(`${value.toFixed(3)} ${moved.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** How far things have jumped since the page was loaded (cumulative layout shift), and what did. */
export function jumps(page: Page): Promise<{ readonly sum: number; readonly moved: readonly string[] }> {
  return page.evaluate(() => ({ sum: window.layoutShift, moved: window.layoutShifts }));
}

/** Where the focus is, and whether it can be seen. */
interface Stop {
  readonly what: string;
  readonly visible: boolean;
}

/** Presses Tab until the focus comes to where it has been: every place at which it stops. */
export async function walk(page: Page, most: number): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      // parts of one control: day, month and year of a date
      const same = element.getAttribute('data-walked') === 'last';
      const seen = !same && element.hasAttribute('data-walked');
      document.querySelector('[data-walked=last]')?.setAttribute('data-walked', '');
      element.setAttribute('data-walked', 'last');
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return {
        seen,
        same,
        what: element.outerHTML.slice(0, 120),
        visible: outlineStyle !== 'none' && outlineWidth !== '0px' && inSight,
      };
    });
    // nowhere: the end of the page, or a level of the book that has gone while it had the focus
    if (stop === null) continue;
    if (stop.seen) return stops;
    if (stop.same) continue;
    stops.push({ what: stop.what, visible: stop.visible });
  }
  throw new Error(`more than ${most} stops`);
}

/** What can be pressed or written into, is in sight, and was not stopped at. */
export function missed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wanted = 'a[href], button, input, select, textarea, summary, [role=slider]';
    return [...document.querySelectorAll<HTMLElement>(wanted)]
      .filter((element) => {
        if (element.hasAttribute('data-walked') || element.matches(':disabled')) return false;
        if (!element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true })) return false;
        // levels of the book come and go while one walks
        if (element.closest('.depth') !== null) return false;
        // one of several: arrows lead from the chosen one to the others
        if (element.matches('[role=tab], [type=radio]')) return false;
        return true;
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
