import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openForReading, openSqliteJournal, verifyJournal } from '../src/journal/index.ts';
import { LOAD_SCHEMA, loadRow } from './load-rows.ts';

/** `OUTCRY_CRASHES=100` for a long run. */
const KILLS = Number(process.env.OUTCRY_CRASHES ?? 5);
const LOAD = fileURLToPath(new URL('./journal-load.ts', import.meta.url));

/** Runs the load until it has acknowledged about `turns` turns, kills it, and returns the first and last it told. */
async function killedAfter(folder: string, turns: number): Promise<{ first: number; acknowledged: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', LOAD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  let first = 0;
  let acknowledged = 0;
  // A line that the kill cut in half is not an acknowledgement.
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('from ')) first = Number(line.slice(5));
      else {
        expect(Number(line)).toBe(acknowledged === 0 ? first : acknowledged + 1);
        acknowledged = Number(line);
      }
    }
    if (acknowledged >= first + turns) child.kill('SIGKILL');
  });
  await gone;
  return { first, acknowledged };
}

test('kill -9 under load: every acknowledged turn is there exactly once with its statement, none is invented', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-crash-'));
  let last = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const { first, acknowledged } = await killedAfter(folder, 100 + ((kill * 7_919) % 3_000));
    expect(first).toBe(last + 1);
    const journal = await openSqliteJournal({ folder, schema: LOAD_SCHEMA, onNotice: () => {} });
    expect(journal.lastSeq).toBeGreaterThanOrEqual(acknowledged);
    for await (const { seq, at, version, body } of journal.read(first))
      expect({ seq, at, version, body }).toEqual(loadRow(seq));
    last = journal.lastSeq;
    await journal.close();
    const reader = openForReading(folder);
    expect(reader.prepare('SELECT count(*) FROM fill').pluck().get()).toBe(last);
    reader.close();
  }
  expect(await verifyJournal({ folder, replicas: null, onProgress: () => {} })).toMatchObject({
    rows: last,
    faultCount: 0,
  });
  rmSync(folder, { recursive: true, force: true });
}, 600_000);
