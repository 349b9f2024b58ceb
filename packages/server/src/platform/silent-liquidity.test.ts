import type { CoreState } from '@outcry/core';
import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { logSilentLiquidity, SILENCE_MS } from './silent-liquidity.ts';

const BEGUN = Date.UTC(2026, 10, 20, 9);

const EURUSD = {
  id: 3,
  symbol: 'EURUSD',
  spec: { contractSize: '100000' },
  quantityStep: { coefficient: 10n, scale: 0 },
};

/** An order of each kind: answered, young, and one to which nobody answers. */
function engineWith(requests: readonly object[]) {
  const state = {
    copy: {
      requests: new Map(
        requests.map((request, i) => [i + 1, { id: i + 1, stream: 1, instrument: 3, long: 0, short: 0, ...request }]),
      ),
      streams: new Map([[1, { name: 'A-book' }]]),
    },
    instruments: { instruments: [undefined, undefined, undefined, EURUSD] },
  } as unknown as CoreState;
  return { now: BEGUN + SILENCE_MS, read: async <T>(read: (state: CoreState) => T) => read(state) };
}

test('an order that nobody answers is warned of once, with its stream and volume; others are not', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const engine = engineWith([
    { at: BEGUN, processedAt: BEGUN + 5, long: 7 },
    { at: BEGUN + 1, processedAt: 0, long: 7 },
    { at: BEGUN, processedAt: 0, long: 2, short: 5 },
  ]);
  onTestFinished(logSilentLiquidity(engine, log, 1_000));
  await vi.advanceTimersByTimeAsync(3_500);
  expect(lines).toMatchObject([
    {
      level: 40,
      request: 3,
      msg:
        'order 3 of stream A-book (-0.0003 EURUSD) has waited for its venue since 2026-11-20T09:00:00.000Z: ' +
        'what stopped accounts hold in it is closed when the venue answers',
    },
  ]);
});
