import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Core } from '@outcry/core';
import { ASSETS } from '@outcry/core/catalogue';
import { expect, test } from 'vitest';
import { readArchive } from '../src/journal/archive-file.ts';
import { CORE_REPLICAS, SnapshotFiles, SqliteWriter, verifyJournal } from '../src/journal/index.ts';
import { BODY_VERSION } from '../src/runtime/index.ts';

const RUN = fileURLToPath(new URL('./archive-run.ts', import.meta.url));
const AT = Date.UTC(2026, 10, 20, 9);

/** A folder whose journal defines every asset, with a snapshot two turns before its end. */
async function written(): Promise<{ folder: string; lastSeq: number; digest: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-archive-'));
  const core = new Core();
  const writer = new SqliteWriter(folder, { migrations: [], statements: {} });
  let seq = 0;
  for (const asset of ASSETS) {
    const { events } = core.execute({ type: 'instruments.defineAsset', asset }, AT);
    seq += 1;
    writer.write({ rows: [{ seq, at: AT, version: BODY_VERSION, body: core.encode(events) }], statements: [] });
    if (seq !== ASSETS.length - 2) continue;
    const body = JSON.stringify(core.snapshot());
    await new SnapshotFiles(folder).save({ seq, digest: core.digest(), version: 1, body });
  }
  writer.close();
  return { folder, lastSeq: seq, digest: core.digest() };
}

const archive = (folder: string, step = '') =>
  spawnSync(process.execPath, ['--import', 'tsx', RUN, folder, step], { encoding: 'utf8' });

const verified = (folder: string) => verifyJournal({ folder, replicas: CORE_REPLICAS, onProgress: () => undefined });

test.each([
  ['planned', false],
  ['writing', false],
  ['written', true],
  ['checked', true],
  ['deleted', true],
])(
  'kill -9 at "%s": no turn is lost, the journal is sound, the next run brings it to its end',
  async (step, hasFile) => {
    const { folder, lastSeq, digest } = await written();
    const killed = archive(folder, step);
    expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
    const file = join(folder, 'old.gz');
    expect(existsSync(file)).toBe(hasFile);
    const first = step === 'deleted' ? lastSeq - 2 : 1;
    expect(await verified(folder)).toMatchObject({ faultCount: 0, firstSeq: first, lastSeq, digest });
    expect(archive(folder)).toMatchObject({ status: 0, stderr: '' });
    expect(await verified(folder)).toMatchObject({ faultCount: 0, firstSeq: lastSeq - 2, lastSeq, digest, rows: 3 });
    const kept: number[] = [];
    for await (const { seq } of readArchive(file)) kept.push(seq);
    expect(kept).toEqual(Array.from({ length: lastSeq - 3 }, (_, n) => n + 1));
    rmSync(folder, { recursive: true, force: true });
  },
  60_000,
);
