import { median } from '../journal/percentile.ts';
import type { Print } from '../row.ts';
import type { EveryCondition } from './naive.ts';
import type { TradesWorld } from './world.ts';

const ROUNDS = 9;
const TICKS = 20_000;
/** Of each round, for the loop that looks at everything. */
const LOOP_TICKS = 200;
/** Prices stay inside this share of where they began: no condition is reached. */
const QUIET = 0.005;
/** Pairs whose price goes through take profits, and those where it falls through stop losses; by so much. */
const MOVED = 10;
const MOVE = 0.03;

/** Ticks that reach nothing: against a loop over every condition, and against a few trades. */
export function quietTicks(print: Print, few: TradesWorld, many: TradesWorld, loop: EveryCondition): void {
  const rates: Record<'few' | 'many' | 'loop', number[]> = { few: [], many: [], loop: [] };
  const seen: { pair: number; bid: number }[] = [];
  many.tick(LOOP_TICKS, QUIET, (pair, bid) => seen.push({ pair, bid }));
  few.tick(TICKS, QUIET);
  many.tick(TICKS, QUIET);
  const before = [few.events, many.events];
  for (let round = 0; round < ROUNDS; round++) {
    rates.few.push(perSecond(TICKS, () => few.tick(TICKS, QUIET)));
    rates.many.push(perSecond(TICKS, () => many.tick(TICKS, QUIET)));
    rates.loop.push(
      perSecond(LOOP_TICKS, () => {
        for (const { pair, bid } of seen)
          if (loop.see(pair, bid) > 0) throw new Error('the loop finds something that a quiet tick reaches');
      }),
    );
  }
  if (few.events !== before[0] || many.events !== before[1]) throw new Error('a quiet tick has touched something');
  const row = { unit: 'ticks/s', better: 'more', ours: median(rates.many) } as const;
  print({ ...row, what: 'quiet ticks; a loop over every condition', reference: median(rates.loop) });
  print({ ...row, what: 'the same; among 1 000 trades', reference: median(rates.few), aim: 'flat' });
}

/** Prices that go through a part of the conditions: what is fired is what the loop finds. */
export function firing(print: Print, many: TradesWorld, loop: EveryCondition): void {
  const before = { fired: many.fired, events: many.events };
  let expected = 0;
  const moves: { pair: number; bid: number }[] = [];
  const seconds = secondsOf(() => {
    for (let pair = 0; pair < 2 * MOVED; pair++)
      moves.push({ pair, bid: many.move(pair, pair < MOVED ? 1 + MOVE : 1 - MOVE) });
  });
  const loopSeconds = secondsOf(() => {
    for (const { pair, bid } of moves) expected += loop.see(pair, bid);
  });
  const fired = many.fired - before.fired;
  if (fired !== expected || fired === 0) throw new Error(`${fired} conditions were fired, the loop finds ${expected}`);
  print(
    `${2 * MOVED} prices through ${fired} conditions, as the loop finds them: each sold in ${((seconds * 1e6) / fired).toFixed(0)} us, ` +
      `${many.events - before.events} events; finding them alone took the loop ${((loopSeconds * 1e6) / fired).toFixed(1)} us each`,
  );
}

function perSecond(count: number, act: () => void): number {
  return count / secondsOf(act);
}

function secondsOf(act: () => void): number {
  const begun = performance.now();
  act();
  return (performance.now() - begun) / 1_000;
}
