import { expect, test } from 'vitest';
import { DEFAULT_GROUP_LIMITS } from '../journal/index.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { book, Gate, MID, order, rounds, settled, testEngine, trade } from './test-engine.ts';

const MOST_TURNS = 1_000;
const limits = { ...DEFAULT_GROUP_LIMITS, maxGatheredRows: MOST_TURNS };

/** An engine whose disk hangs until the gate opens, with `commands` submitted meanwhile; what came of each. */
async function hanging(commands: number) {
  const journal = new MemoryJournal();
  const gate = new Gate(journal);
  const made = await testEngine(journal, { limits });
  gate.shut();
  const answers = Array.from({ length: commands }, () =>
    made.engine.submit(order(made.account)).then(
      () => null,
      (error: Error) => error,
    ),
  );
  await rounds(3);
  return { ...made, gate, answers };
}

test('while the disk hangs commands are taken up to a bound, then refused; afterwards everything goes on', async () => {
  const { engine, account, core, gate, answers, fatal } = await hanging(MOST_TURNS + 500);
  const refused = await Promise.all(answers.slice(MOST_TURNS));
  for (const error of refused) expect(error).toMatchObject({ name: 'Overloaded', retryAfter: 1 });
  expect(engine.waiting.turns).toBe(MOST_TURNS);
  expect(core.state.orders.open.size).toBe(MOST_TURNS);

  gate.open();
  expect(await Promise.all(answers.slice(0, MOST_TURNS))).toEqual(new Array(MOST_TURNS).fill(null));
  expect(engine.waiting.turns).toBe(0);
  expect((await engine.submit(order(account))).rejection).toBeNull();
  expect(fatal).toEqual([]);
});

test('commands that make no turn are bounded, too: at most 100 000 answers wait', async () => {
  const { engine, gate } = await hanging(1);
  const nothing = { type: 'orders.cancel', order: 999_999 } as const;
  const answers = Array.from({ length: 100_010 }, () => engine.submit(nothing).catch((error: Error) => error.name));
  expect(await Promise.all(answers.slice(-11))).toEqual(new Array(11).fill('Overloaded'));
  gate.open();
  await Promise.all(answers);
  expect((await engine.submit(nothing)).rejection?.reason).toBe('unknown_order');
});

test('while the disk is behind no tick is taken in, no tape is pulled, and quotes replace each other', async () => {
  const { engine, gate, clock } = await hanging(MOST_TURNS);
  let seen = 0;
  engine.onTicks((ticks) => {
    seen += ticks.length;
  });
  for (let i = 0; i < 20_000; i++) engine.offer([book(clock.now)], true);
  engine.offer([trade(clock.now, MID)], true);
  const idle = engine.idle();
  expect(await settled(idle)).toBe(false);
  expect(seen).toBe(0);
  const { ticks } = engine.waiting;
  expect(ticks).toBeLessThan(2_100);

  gate.open();
  await idle;
  expect(engine.waiting).toEqual({ commands: 0, turns: 0, ticks: 0 });
  expect(seen).toBe(ticks);
});

test('a tape may be pulled again when the disk has caught up, also when no tick waits', async () => {
  const { engine, gate, answers } = await hanging(MOST_TURNS);
  const idle = engine.idle();
  expect(await settled(idle)).toBe(false);
  gate.open();
  await idle;
  await Promise.all(answers);
});
