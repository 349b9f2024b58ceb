import { FIRST_ACCOUNT_ID, type OrderFilled, type PositionSettled, type Transferred } from '@outcry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENTRY_KINDS, type EntryKind, listOperations, type OperationFilter, type OperationRow } from './operations.ts';
import { History } from './test-history.ts';

const RUNS = { numRuns: 20 };
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const limits = fc.oneof(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 8, max: 500 }));

interface Told {
  readonly at: number;
  readonly what: string;
  readonly instrument: number | null;
  /** What a filter asks for. */
  readonly as: EntryKind | 0 | 1 | 'unfilled';
}

/** Operations of an account as the turns tell them, newest first. */
function operationsOf({ turns }: History, account: number): Told[] {
  const told: Told[] = [];
  const filled = new Set<number>();
  for (const { at, events, finished } of turns) {
    const traded: Told[] = [];
    for (const event of events) {
      if (event.type === 'accounts.transferred') {
        const { id, from, to, kind } = event as Transferred;
        if (from === account || to === account)
          told.push({ at, what: `transfer ${id}`, instrument: null, as: kind as EntryKind });
      } else if (event.type === 'accounts.positionSettled') {
        const { account: whose, instrument, result } = event as PositionSettled;
        if (whose === account && result !== 0n)
          told.push({ at, what: `settled ${result}`, instrument, as: 'settlement' });
      } else if (event.type === 'orders.filled') {
        const { account: whose, id, instrument, side } = event as OrderFilled;
        if (whose !== account || filled.has(id)) continue;
        filled.add(id);
        traded.push({ at, what: `order ${id}`, instrument, as: side as 0 | 1 });
      }
    }
    const ended = finished.filter(({ order }) => order.account === account && order.filled === 0);
    const unfilled = ended
      .filter(({ order }) => order.trigger === null)
      .map(({ order }) => order)
      .sort((a, b) => a.id - b.id);
    told.push(...traded);
    for (const { id, instrument } of unfilled) told.push({ at, what: `order ${id}`, instrument, as: 'unfilled' });
  }
  return told.reverse();
}

function nameOf(row: OperationRow): string {
  if (row.kind !== 'entry') return `order ${row.order.id}`;
  return row.entry.kind === 'settlement' ? `settled ${row.entry.amount}` : `transfer ${row.entry.transfer}`;
}

test('page by page the list is what the turns told, for any filter and limit, while new things happen', async () => {
  const wanted = fc.record({
    account: fc.integer({ min: FIRST_ACCOUNT_ID, max: FIRST_ACCOUNT_ID + 4 }),
    instrument: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    entries: fc.subarray([...ENTRY_KINDS]),
    traded: fc.subarray([0, 1] as (0 | 1)[]),
    unfilled: fc.boolean(),
  });
  const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(seeds, limits, wanted, part, part, async (seed, limit, some, first, last) => {
      const history = new History(seed).run(300).flush();
      const moment = (of: number | undefined): number | undefined =>
        of === undefined ? undefined : history.turns[Math.floor((history.turns.length - 1) * of)]?.at;
      const [from, to] = [moment(first), moment(last)];
      const filter: OperationFilter = { ...some, from, to };
      const expected = operationsOf(history, some.account).filter(
        ({ at, instrument, as }) =>
          at >= (from ?? 0) &&
          at < (to ?? Number.POSITIVE_INFINITY) &&
          instrument === (some.instrument ?? instrument) &&
          (as === 'unfilled' ? some.unfilled : [...some.entries, ...some.traded].includes(as)),
      );
      const rows: OperationRow[] = [];
      let page = await listOperations(history, history, filter, { limit });
      while (page.length > 0) {
        rows.push(...page);
        if (to !== undefined) history.run(5).flush();
        const through = rows.at(-1)?.position;
        page = await listOperations(history, history, filter, { limit: limit < 500 ? limit + 1 : 500, through });
        expect(page[0]?.position).toEqual(through);
        page = page.slice(1);
      }
      // what came in while pages were read has the same moment as `to` at the earliest
      expect(rows.map(nameOf)).toEqual(expected.map(({ what }) => what));
    }),
    RUNS,
  );
});

test('an operation that traded has all fills of its order, oldest first', async () => {
  const history = new History(7).run(400).flush();
  const [account = 0] = history.accounts;
  const filter = { account, entries: [], traded: [0, 1] as const, unfilled: false };
  const rows = await listOperations(history, history, filter, { limit: 500 });
  expect(rows.length).toBeGreaterThan(10);
  const fills = history.turns.flatMap(({ events }) => events.filter(({ type }) => type === 'orders.filled'));
  for (const row of rows) {
    if (row.kind !== 'traded') throw new Error('only orders that traded were asked for');
    const own = (fills as OrderFilled[]).filter(({ id }) => id === row.order.id);
    expect(row.fills.map(({ id, price, quantity }) => [id, price, quantity])).toEqual(
      own.map(({ fill, price, quantity }) => [fill, price, quantity]),
    );
  }
});

test('what cannot be asked for is refused by name', async () => {
  const history = new History(1).flush();
  const filter = { account: FIRST_ACCOUNT_ID, entries: ENTRY_KINDS, traded: [], unfilled: false };
  await expect(listOperations(history, history, filter, { limit: 0 })).rejects.toThrow('limit');
  await expect(listOperations(history, history, { ...filter, from: 0.5 }, { limit: 1 })).rejects.toThrow('from');
});
