import { describe, expect, it } from 'vitest';
import { BookJoin } from './book-join.ts';
import type { TickLine } from './line.ts';

type Told = ['changes', first: number, last: number, bid?: number] | ['snapshot', id: number] | ['best', id: number];

/** Takes lines and says what came out of each: kinds, with `+` where a record covers the last best quote. */
function joined(...told: Told[]): { out: string[]; join: BookJoin } {
  const out: string[] = [];
  let said: string[] = [];
  const join = new BookJoin((record) =>
    said.push(`${record.kind}${'coversBest' in record && record.coversBest ? '+' : ''}`),
  );
  for (const [index, line] of told.entries()) {
    said = [];
    join.take(lineOf(line), index + 1);
    out.push(said.join(' '));
  }
  return { out, join };
}

function lineOf(told: Told): TickLine {
  switch (told[0]) {
    case 'changes':
      return { kind: 'changes', at: 1, first: told[1], last: told[2], bids: [told[3] ?? 90, 5], asks: [] };
    case 'snapshot':
      return { kind: 'snapshot', id: told[1], bids: [100, 1], asks: [101, 1] };
    case 'best':
      return { kind: 'best', id: told[1], bid: 100, bidSize: 1, ask: 101, askSize: 1 };
  }
}

describe('BookJoin', () => {
  it('lets changes wait for the snapshot, drops the older ones and goes on from the one that holds the next update', () => {
    const { out, join } = joined(
      ['changes', 11, 15],
      ['changes', 16, 20],
      ['changes', 21, 30],
      ['snapshot', 18],
      ['changes', 31, 31],
    );
    expect(out).toEqual(['', '', '', 'snapshot+ changes+ changes+', 'changes+']);
    expect(join).toMatchObject({ snapshots: 1, faultCount: 0, oldLines: 0 });
  });

  it('takes a snapshot that comes before any change, and drops changes that it holds already', () => {
    const { out, join } = joined(['snapshot', 18], ['changes', 11, 18], ['changes', 15, 19], ['changes', 20, 22]);
    expect(out).toEqual(['snapshot+', '', 'changes+', 'changes+']);
    expect(join.oldLines).toBe(1);
  });

  it('refuses a snapshot that is too old for the changes that wait, and waits for the next one', () => {
    const { out, join } = joined(['changes', 21, 30], ['snapshot', 19], ['changes', 31, 40], ['snapshot', 20]);
    expect(out).toEqual(['', '', '', 'snapshot+ changes+ changes+']);
    expect(join.faults).toEqual([
      { line: 2, problem: 'the snapshot of update 19 is too old for the changes that begin with 21' },
    ]);
  });

  it('loses the book at a gap, tells it, and has it again with the next snapshot that fits', () => {
    const { out, join } = joined(
      ['snapshot', 10],
      ['changes', 11, 12],
      ['changes', 14, 15],
      ['best', 14],
      ['best', 16],
      ['changes', 16, 17],
      ['snapshot', 16],
      ['changes', 18, 18],
    );
    expect(out).toEqual(['snapshot+', 'changes+', 'lost', 'best', 'best', '', 'snapshot+ changes+', 'changes+']);
    expect(join.faults).toEqual([{ line: 3, problem: 'updates 13 … 13 of the book are missing' }]);
  });

  it('begins to wait anew at a gap among waiting changes', () => {
    const { out, join } = joined(['changes', 1, 5], ['changes', 8, 9], ['snapshot', 6], ['snapshot', 7]);
    expect(out).toEqual(['', '', '', 'snapshot+ changes+']);
    expect(join.faults.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('holds a crossed book for lost', () => {
    const { out, join } = joined(['snapshot', 10], ['changes', 11, 11, 101], ['changes', 12, 12], ['snapshot', 12]);
    expect(out).toEqual(['snapshot+', 'lost', '', 'snapshot+']);
    expect(join.faults).toEqual([{ line: 2, problem: 'the changes leave a crossed book' }]);
  });

  it('drops an older snapshot and takes a newer one', () => {
    const { out, join } = joined(
      ['snapshot', 10],
      ['changes', 11, 20],
      ['snapshot', 15],
      ['snapshot', 25],
      ['changes', 21, 26],
    );
    expect(out).toEqual(['snapshot+', 'changes+', '', 'snapshot+', 'changes+']);
    expect(join).toMatchObject({ oldLines: 1, snapshots: 2 });
  });

  it('takes a best quote only when it is newer than the book and the quote before, and says when the book has it', () => {
    const { out, join } = joined(
      ['best', 5],
      ['best', 5],
      ['snapshot', 10],
      ['best', 9],
      ['best', 12],
      ['changes', 11, 11],
      ['changes', 12, 14],
      ['best', 14],
    );
    expect(out).toEqual(['best', '', 'snapshot+', '', 'best', 'changes', 'changes+', '']);
    expect(join.oldLines).toBe(3);
  });
});
