import { describe, expect, it } from 'vitest';
import { judge } from './fill-checker.ts';
import { plants } from './plants.ts';
import { play, record } from './play.ts';
import { present, RECORDINGS, recordingPath } from './recordings.ts';
import { readTape } from './tape.ts';

if (!present)
  console.log('fills on real tick recordings are not tested: set OUTCRY_RECORDED_DATA to a folder with ticks');

const [BTC, ETH] = RECORDINGS;

async function load({ file, symbol, decimals }: (typeof RECORDINGS)[number]) {
  const path = recordingPath(file);
  return { recording: await record(path, symbol), tape: readTape(path, decimals) };
}

describe.skipIf(!present)('paper orders on a real recording', () => {
  for (const each of RECORDINGS) {
    it(`${each.file}: every fill is allowed by a rule, and what had to be filled was`, {
      timeout: 120_000,
    }, async () => {
      const { recording, tape } = await load(each);
      // each of these seeds has found a fault of its own
      const seeds = each === BTC ? [1, 7] : [2, 4];
      const verdicts = seeds.map((seed) => judge(tape, play(recording, seed)));
      expect(verdicts.map(({ faults }, index) => [seeds[index], faults])).toEqual(seeds.map((seed) => [seed, []]));
      for (const rule of Object.keys(verdicts[0]?.fills ?? {}) as (keyof (typeof verdicts)[0]['fills'])[]) {
        expect(verdicts.reduce((sum, { fills }) => sum + fills[rule], 0)).toBeGreaterThan(50);
      }
      expect(verdicts.reduce((sum, { triggered }) => sum + triggered, 0)).toBeGreaterThan(50);
    });
  }

  it('the checker finds every fault that is planted in a good history', { timeout: 120_000 }, async () => {
    const { recording, tape } = await load(ETH as (typeof RECORDINGS)[number]);
    const history = play(recording, 1);
    const all = plants(history, judge(tape, history));
    const found = all.map(({ name, history: planted }) => [
      name,
      judge(tape, planted).faults[0]?.problem ?? 'no fault',
    ]);
    expect(found.filter(([, problem], index) => !all[index]?.expected.test(problem as string))).toEqual([]);
    expect(found.length).toBeGreaterThan(50);
  });
});
