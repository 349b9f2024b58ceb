import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  Core,
  EVENT_DEFINITIONS,
  EventCodec,
  type EventDefinition,
  ledgerSum,
  SNAPSHOT_VERSION,
} from '../../src/index.ts';
import { countEvents, type Expected, figuresOf } from './figures.ts';
import { GOLDEN, readJournal, readRows, replay } from './journal-file.ts';

/** Folders whose journals are read with other definitions, or not at all. */
const SPECIAL = ['older-version', 'damaged'];

/** Events that only turns of more than 10 000 events bring forth, and prices that reach hundreds of conditions at once. */
const RARE = ['exchange.matchingDeferred', 'exchange.matchingResumed', 'stops.due'];

const names = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !SPECIAL.includes(entry.name))
  .map((entry) => entry.name)
  .sort();

function expectedOf(name: string): Expected {
  return JSON.parse(readFileSync(new URL(`${name}/expected.json`, GOLDEN), 'utf8')) as Expected;
}

describe('a journal that was written once loads for ever', () => {
  it('there are golden journals', () => expect(names.length).toBeGreaterThan(0));

  it.each(names)('%s comes to the same balances, positions, orders and books', (name) => {
    const expected = expectedOf(name);
    const core = new Core();
    const events = replay(core, readJournal(name), Core.codec);
    expect(countEvents(events)).toEqual(expected.events);
    expect(figuresOf(core)).toEqual(expected.figures);
    for (const asset of core.state.instruments.assets) {
      if (asset !== undefined) expect(ledgerSum(core.state.accounts, asset.id)).toBe(0n);
    }
    // a digest is over the snapshot's text: another form of snapshot has another one
    if (expected.snapshotVersion === SNAPSHOT_VERSION) expect(core.digest()).toBe(expected.digest);
  });

  it.each(names)('%s: a snapshot half way and the tail come to what the whole journal comes to', (name) => {
    const rows = readJournal(name);
    const half = rows.length >> 1;
    const first = new Core();
    replay(first, rows.slice(0, half), Core.codec);
    const second = Core.restore(JSON.parse(JSON.stringify(first.snapshot())));
    replay(second, rows.slice(half), Core.codec);
    const whole = new Core();
    replay(whole, rows, Core.codec);
    expect(second.digest()).toBe(whole.digest());
  });

  it('some golden journal of the present form is held to its digest', () => {
    expect(names.map((name) => expectedOf(name).snapshotVersion)).toContain(SNAPSHOT_VERSION);
  });

  it('together they hold every event there is, but for the continuations of very long turns', () => {
    const held = new Set(names.flatMap((name) => Object.keys(expectedOf(name).events)));
    const missing = EVENT_DEFINITIONS.map(({ type }) => type).filter((type) => !held.has(type) && !RARE.includes(type));
    expect(missing).toEqual([]);
  });
});

/**
 * A form of `accounts.transferred` that could have been before version 1: without `kind` and without the account whose key
 * it is. Only this test knows it; it shows how a released version is read after a change.
 */
function definitionsWithPast(): EventDefinition[] {
  return EVENT_DEFINITIONS.map((definition) =>
    definition.type !== 'accounts.transferred'
      ? definition
      : {
          ...definition,
          older: {
            0: {
              fields: [
                ['id', 'integer'],
                ['from', 'integer'],
                ['to', 'integer'],
                ['asset', 'integer'],
                ['amount', 'money'],
              ],
              upcast: (fields) => ({
                ...fields,
                kind: (fields.from as number) < 1000 ? 'deposit' : 'withdrawal',
                account: (fields.from as number) < 1000 ? fields.to : fields.from,
                key: null,
              }),
            },
          },
        },
  );
}

describe('an older journal loads in a newer version', () => {
  const rows = readJournal('older-version');

  it('its events are lifted to the present form and come to the figures that stand beside it', () => {
    const core = new Core();
    const events = replay(core, rows, new EventCodec(definitionsWithPast()));
    const expected = expectedOf('older-version');
    expect(figuresOf(core)).toEqual(expected.figures);
    expect(countEvents(events)).toEqual(expected.events);
    expect(
      events.filter(({ type }) => type === 'accounts.transferred').map((e) => (e as unknown as { kind: string }).kind),
    ).toEqual(['deposit', 'withdrawal', 'deposit']);
  });

  it('without an upcaster it is refused, and the turn, the event and both versions are named', () => {
    expect(() => replay(new Core(), rows, Core.codec)).toThrow(
      'turn 3: event 0 (accounts.transferred) has version 0, this program knows 1',
    );
  });

  it('from its own newer form it is written in the newest version only', () => {
    const codec = new EventCodec(definitionsWithPast());
    const row = rows[2];
    const [lifted] = codec.decode(row?.body ?? '', row?.at ?? 0);
    expect(codec.encode(lifted === undefined ? [] : [lifted])).toMatch(/^\[\[13,1,/);
  });
});

describe('a damaged journal is refused and the place is named', () => {
  const text = readFileSync(new URL('damaged/journal.jsonl', GOLDEN), 'utf8');

  it('a field that is no amount', () => {
    expect(() => replay(new Core(), readRows(text), Core.codec)).toThrow(
      'turn 3: event 0 (accounts.transferred) field amount is not money',
    );
  });

  const sound = readFileSync(new URL('older-version/journal.jsonl', GOLDEN), 'utf8');

  it.each<[string, (lines: string[]) => string[], string]>([
    ['a torn line', (lines) => [...lines.slice(0, 2), `${lines[2]?.slice(0, 30)}`, ''], 'line 3: not JSON'],
    ['a torn end', (lines) => [...lines.slice(0, 2), `${lines[2]?.slice(0, 30)}`], 'line 3: the file is cut off'],
    ['a missing turn', (lines) => lines.filter((_, index) => index !== 1), 'line 2: turn 3 where 2 belongs'],
    ['a turn twice', (lines) => [lines[0] ?? '', ...lines], 'line 2: turn 1 where 2 belongs'],
    [
      'a body of another format',
      (lines) => lines.map((line) => line.replace(/^\[2,(\d+),1,/, '[2,$1,9,')),
      'line 2: body version 9',
    ],
    [
      'time that goes back',
      (lines) => lines.map((line) => line.replace(/^\[2,\d+,/, '[2,5,')),
      'line 2: time 5 goes back',
    ],
  ])('%s', (_, damage, place) => {
    expect(() => readRows(damage(sound.split('\n')).join('\n'))).toThrow(place);
  });
});
