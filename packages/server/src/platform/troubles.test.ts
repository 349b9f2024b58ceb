import { expect, test } from 'vitest';
import { platformLog } from './log.ts';
import { KEPT_TROUBLES, Troubles } from './troubles.ts';

function logAt(level: string): { log: ReturnType<typeof platformLog>; troubles: Troubles; shown: string[] } {
  const shown: string[] = [];
  const troubles = new Troubles();
  return { log: platformLog(level, { write: (line) => void shown.push(line) }, troubles), troubles, shown };
}

test('warnings and worse are kept with the sentence of their error, whatever the log shows', () => {
  for (const [level, seen] of [
    ['info', ['hello', 'slow', 'failed']],
    ['error', ['failed']],
    ['silent', []],
  ] as const) {
    const { log, troubles, shown } = logAt(level);
    log.info('hello');
    log.warn({ route: '/x', ms: 1_200.5, token: 'hidden', nested: { password: 'hidden' } }, 'slow');
    log.error({ err: new Error('boom'), requestId: 'r1' }, 'failed');
    expect(shown.map((line) => JSON.parse(line).msg)).toEqual(seen);
    expect(troubles.all).toEqual([
      { at: expect.any(Number), level: 'error', message: 'failed', cause: 'boom', requestId: 'r1', details: null },
      {
        at: expect.any(Number),
        level: 'warn',
        message: 'slow',
        cause: null,
        requestId: null,
        details: 'route=/x ms=1200.5 token=[secret]',
      },
    ]);
  }
});

test('the newest are kept, cut to a bounded length', () => {
  const { log, troubles } = logAt('silent');
  for (let i = 0; i < KEPT_TROUBLES + 5; i++) log.error(`${i} ${'x'.repeat(5_000)}`);
  expect(troubles.all).toHaveLength(KEPT_TROUBLES);
  expect(troubles.all[0]?.message).toMatch(/^204 x+$/);
  expect(troubles.all[0]?.message).toHaveLength(1_000);
  expect(troubles.all.at(-1)?.message).toMatch(/^5 x/);
});
