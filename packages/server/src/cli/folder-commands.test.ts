import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Core } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { IDENTITY_SCHEMA } from '../identity/index.ts';
import { DATABASE_FILE, SnapshotFiles } from '../journal/index.ts';
import { SqliteWriter } from '../journal/sqlite-writer.ts';
import { testFolder } from '../journal/test-folder.ts';
import { BODY_VERSION } from '../runtime/index.ts';
import { run } from './test-program.ts';

/** Every command is a process of its own; a busy machine takes its time to start them (ms). */
const PATIENT = { timeout: 60_000 };

const NOON = Date.UTC(2026, 10, 20, 9);

/** A data folder whose journal lists the catalogue and opens an account, with a snapshot of the last turn. */
async function written(at = NOON): Promise<{ folder: string; lastSeq: number }> {
  const made = testFolder();
  const core = new Core();
  const writer = new SqliteWriter(made, IDENTITY_SCHEMA);
  let seq = 0;
  const commands = [
    ...ASSETS.map((asset) => ({ type: 'instruments.defineAsset', asset }) as const),
    ...catalogue(at).map((instrument) => ({ type: 'instruments.list', instrument }) as const),
    {
      type: 'accounts.open',
      owner: 1,
      name: 'Ann\u001b[2J',
      currency: 'rub',
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: { maker: 0, taker: 0, decimals: 2, rounding: 'halfUp', mode: 'quote' },
    } as const,
  ];
  for (const command of commands) {
    const { events } = core.execute(command, at);
    seq += 1;
    writer.write({ rows: [{ seq, at, version: BODY_VERSION, body: core.encode(events) }], statements: [] });
  }
  writer.close();
  await new SnapshotFiles(made).save({ seq, digest: core.digest(), version: 1, body: JSON.stringify(core.snapshot()) });
  return { folder: made, lastSeq: seq };
}

function damage(made: string, seq: number): void {
  const database = new Sqlite(join(made, DATABASE_FILE));
  database.prepare("UPDATE journal SET body = body || ' ' WHERE seq = ?").run(seq);
  database.close();
}

describe('outcry journal', PATIENT, () => {
  test('verify replays everything and agrees with the snapshot', async () => {
    const { folder: made, lastSeq } = await written();
    const { code, out } = await run(['journal', 'verify', '--json', '--data-dir', made]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ lastSeq, faultCount: 0, soundSnapshots: [lastSeq] });
  });

  test('verify names what is damaged and ends with 1', async () => {
    const { folder: made } = await written();
    damage(made, 40);
    const { code, out, err } = await run(['journal', 'verify', '--data-dir', made]);
    expect(code).toBe(1);
    expect(out).toContain('row 40 is damaged (its checksum differs)');
    expect(err).toMatch(/damaged in 1 places; nothing was altered/);
    expect(err).not.toContain('    at ');
  });

  test('tail shows the newest turns; a name cannot move the cursor', async () => {
    const { folder: made, lastSeq } = await written();
    const { out } = await run(['journal', 'tail', '-n', '2', '--data-dir', made]);
    const [listed = '', opened = ''] = out.trim().split('\n');
    expect(listed).toContain(`${lastSeq - 1}  2026-11-20T09:00:00.000Z  instruments.listed  id=`);
    expect(opened).toMatch(/ accounts\.opened {2}.*name=Ann.*currency=rub /);
    expect(out).not.toContain('\u001b');
    const objects = await run(['journal', 'tail', '-n', '1', '--json', '--data-dir', made]);
    expect(JSON.parse(objects.out)).toMatchObject({ seq: lastSeq, events: [{ type: 'accounts.opened', owner: 1 }] });
  });

  test('backup takes journal and snapshot along', async () => {
    const { folder: made, lastSeq } = await written();
    const copy = join(testFolder(), 'monday');
    const { out } = await run(['journal', 'backup', copy, '--json', '--data-dir', made]);
    expect(JSON.parse(out)).toEqual({ folder: copy, lastSeq });
    const report = await run(['journal', 'verify', '--json', '--data-dir', copy]);
    expect(JSON.parse(report.out)).toMatchObject({ lastSeq, faultCount: 0, soundSnapshots: [lastSeq] });
  });

  test.each(['verify', 'tail'])('%s of a folder without a journal is something to mend', async (word) => {
    const { code, err } = await run(['journal', word, '--data-dir', testFolder()]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^outcry: there is no journal in .*--data-dir\n$/)]);
  });
});

describe('outcry doctor', PATIENT, () => {
  const examined = async (...words: string[]) => {
    const { code, out } = await run(['doctor', '--http-port', '0', '--json', ...words]);
    const findings = JSON.parse(out) as { subject: string; level: string; found: string; remedy: string | null }[];
    return { code, finding: (subject: string) => findings.find((each) => each.subject === subject) };
  };

  test('finds nothing bad before the first start', async () => {
    const { code, finding } = await examined('--data-dir', join(testFolder(), 'new'));
    expect([code, finding('data folder')?.found, finding('journal')?.level]).toEqual([
      0,
      expect.stringContaining('will be made'),
      'ok',
    ]);
  });

  test('finds a sound journal and a snapshot with its digest', async () => {
    const { folder: made, lastSeq } = await written();
    const { code, finding } = await examined('--data-dir', made);
    expect(code).toBe(0);
    expect(finding('journal')?.found).toBe(`the last ${lastSeq} of ${lastSeq} turns are sound`);
    expect(finding('snapshot')?.found).toBe(`turn ${lastSeq} has the digest that it says`);
    expect(finding('lock')?.found).toBe('nobody holds the data folder');
  });

  test('finds damage, a taken port and a data folder that is a file, and ends with 1', async () => {
    const { folder: made } = await written();
    damage(made, 40);
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const { code, finding } = await examined('--data-dir', made, '--http-port', String(port));
    expect(code).toBe(1);
    expect(finding('journal')).toMatchObject({ level: 'bad', found: expect.stringContaining('row 40 is damaged') });
    expect(finding('HTTP port')).toMatchObject({
      level: 'bad',
      found: expect.stringContaining(`${port} on 127.0.0.1 is taken by`),
    });
    const file = join(made, 'file');
    writeFileSync(file, '');
    expect((await examined('--data-dir', file)).finding('data folder')?.level).toBe('bad');
  });

  test('finds a snapshot beyond the journal, and a clock behind it', async () => {
    const { folder: made, lastSeq } = await written(Date.now() + 86_400_000);
    await new SnapshotFiles(made).save({ seq: lastSeq + 1, digest: 'd', version: 1, body: '{}' });
    const { finding } = await examined('--data-dir', made);
    expect(finding('snapshot')).toMatchObject({ level: 'bad' });
    expect(finding('clock')).toMatchObject({ level: 'warn', remedy: expect.stringContaining('set the clock') });
  });

  test('finds settings that cannot be used', async () => {
    const { code, finding } = await examined('--feed-speed', 'fast');
    expect([code, finding('settings')?.level]).toEqual([1, 'bad']);
  });
});
