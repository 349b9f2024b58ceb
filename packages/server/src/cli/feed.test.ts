import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { FeedState, Market } from '../faces/native/api.ts';
import { testFolder } from '../journal/test-folder.ts';
import { run, startProcess, type TestProcess } from './test-program.ts';

/** Every command is a process of its own; a busy machine takes its time to start them (ms). */
const PATIENT = { timeout: 150_000 };
const BEGIN = Date.UTC(2026, 5, 1, 12);
/** Ten minutes: the n-th bar opens at 60 000 + 10 n and closes 5 above. */
const TAPE = [
  'time_ms,open,high,low,close,volume',
  ...Array.from({ length: 10 }, (_, n) => {
    const open = 60_000 + 10 * n;
    return `${BEGIN + 60_000 * n},${open},${open + 8},${open - 3},${open + 5},1.5`;
  }),
].join('\n');

let platform: TestProcess;
const outcry = (...words: string[]) => run([...words, '--data-dir', platform.folder], { OUTCRY_TOKEN: platform.token });

async function feed(...words: string[]): Promise<FeedState> {
  const { code, out, err } = await outcry('feed', ...words, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as FeedState;
}

async function last(): Promise<string | null> {
  const { out } = await outcry('book', 'USDT_BTC', '--once', '--json');
  return (JSON.parse(out) as { market: Market }).market.last;
}

test('a tape waits for the command, goes on step by step, plays, pauses, and ends', PATIENT, async () => {
  const file = join(testFolder(), 'BTC_USDT-1m.csv');
  writeFileSync(file, `${TAPE}\n`);
  platform = await startProcess(['--feed', `recorded:${file}`], { OUTCRY_FEED_START: 'command' });
  onTestFinished(() => platform.stop());
  const waiting = await feed('state');
  expect(waiting).toMatchObject({ state: 'waiting', marketTime: new Date(BEGIN).toISOString() });
  expect(await last(), 'nothing has been played').toBeNull();
  await pause(300);
  expect(await feed(), 'it waits however long it takes').toEqual(waiting);

  await feed('step', '1');
  let steps = 1;
  while ((await last()) === null && steps < 10) {
    await feed('step');
    steps += 1;
  }
  expect(await last(), 'the first trade is the first opening').toBe('60000');
  const stepped = await feed('step', '3');
  expect(stepped.state, 'it has not been told to play').toBe('waiting');
  expect(Date.parse(stepped.marketTime)).toBeGreaterThan(BEGIN);
  expect(Date.parse(stepped.marketTime)).toBeLessThan(BEGIN + 60_000);

  expect((await feed('play')).state).toBe('playing');
  expect((await outcry('feed', 'step')).code, 'what plays makes no steps').toBe(1);
  const paused = await feed('pause');
  expect(paused.state).toBe('paused');
  await pause(300);
  expect(await feed('state'), 'market time stands').toEqual(paused);

  expect((await feed('speed', 'max')).speed).toBe('max');
  await feed('play');
  while ((await feed('state')).state !== 'ended') await pause(50);
  expect(await last(), 'the last trade is the last closing').toBe('60095');
  const ended = await feed('state');
  expect(Date.parse(ended.marketTime)).toBeGreaterThanOrEqual(BEGIN + 9 * 60_000);
  expect((await feed('play')).state, 'what has ended stays so').toBe('ended');
  expect((await feed('step')).state).toBe('ended');
  expect((await outcry('accounts')).code, 'the platform lives on').toBe(0);
});
