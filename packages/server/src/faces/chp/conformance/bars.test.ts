import { ChpClient } from '@outcry/chp-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedEnds } from '../../test-domain.ts';
import { LOGIN, PASSWORD, TOKEN, testBridge } from '../test-bridge.ts';
import { expectedBars, historyOf, type Stretch, stretchesUntil } from './test-history.ts';

/** Ten in the morning in Moscow on Thursday, 2026-11-19. */
const MORNING = Date.UTC(2026, 10, 19, 7);
const MINUTE = 60_000;
const HISTORY = stretchesUntil(MORNING);
/** The platform's own first trade of SBER: 323.00, one lot. */
const FIRST: Stretch = { time: MORNING, open: 32_300, high: 32_300, low: 32_300, close: 32_300, volume: 1 };

const INTERVALS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] as const;

describe('GetBars of the library, two years of history and what has been traded since', () => {
  const atEnd = sharedEnds();
  let chp: ChpClient;

  beforeAll(async () => {
    let sber = -1;
    const bridge = await testBridge(undefined, atEnd, { start: MORNING, history: historyOf(() => sber, HISTORY) });
    sber = bridge.instrument('SBER').id;
    const { hostname, port } = new URL(bridge.url);
    chp = new ChpClient(hostname, port, LOGIN, PASSWORD, { token: TOKEN });
    await chp.Connect();
  });

  test.each(INTERVALS)(
    'bars of interval %i: backwards newest first, forwards oldest first, each as told one by one',
    async (interval) => {
      const all = expectedBars(interval, 'SBER', 10, [...HISTORY, FIRST]);
      const numbered = (bars: typeof all) => bars.map((bar, row) => ({ row, nrows: bars.length, ...bar }));
      const back = await chp.GetBars('2026-11-19T10:00:00.000', interval, 'SBER', 7);
      expect(back).toEqual(numbered(all.slice(-7).reverse()));
      const [two] = await chp.GetBars('2026-11-19T10:00:00.000', interval, 'SBER', 2);
      expect({ ...two, nrows: back.length }).toEqual(back[0]);
      // the bar that holds nine in the morning, and those after it
      const since = '2026-11-19T09:00:00.000';
      const holding = expectedBars(
        interval,
        'SBER',
        10,
        HISTORY.filter(({ time }) => time <= MORNING - 60 * MINUTE),
      );
      const at = holding.length - 1;
      expect(await chp.GetBars(since, interval, 'SBER', -4)).toEqual(numbered(all.slice(at, at + 4)));
      // and far back, where there is history alone
      const early = await chp.GetBars('2025-02-03T12:00:00.000', interval, 'SBER', -3);
      const known = expectedBars(
        interval,
        'SBER',
        10,
        HISTORY.filter(({ time }) => time <= Date.UTC(2025, 1, 3, 9)),
      );
      expect(early).toEqual(numbered(all.slice(known.length - 1, known.length + 2)));
    },
  );
});
