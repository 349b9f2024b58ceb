import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Snapshot } from './journal.ts';
import { syncFolder } from './sqlite-file.ts';

export const SNAPSHOT_FOLDER = 'snapshots';
const KEPT = 2;
const FORMAT = 1;
const NAME = /^(\d{1,15})\.json\.gz$/;
const NEWLINE = 0x0a;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

interface Header {
  readonly format: number;
  readonly seq: number;
  readonly digest: string;
  readonly version: number;
  readonly sha256: string;
}

/**
 * Snapshots as files `snapshots/<seq>.json.gz` of a data folder: one line of JSON with sequence, digest and checksum,
 * then the body. A file appears under its name only when it is complete and on disk; the two newest are kept.
 */
export class SnapshotFiles {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, SNAPSHOT_FOLDER);
  }

  /** Turn numbers of the files at hand, newest first. */
  list(): number[] {
    if (!existsSync(this.#folder)) return [];
    const names = readdirSync(this.#folder).map((name) => NAME.exec(name)?.[1]);
    return names
      .filter((seq) => seq !== undefined)
      .map(Number)
      .sort((a, b) => b - a);
  }

  /** Reads one snapshot. Throws an Error that says what is wrong with it. */
  async read(seq: number): Promise<Snapshot> {
    const content = await unpack(await readFile(this.file(seq)));
    const end = content.indexOf(NEWLINE);
    if (end < 0) throw new Error('it has no header');
    const header = JSON.parse(content.toString('utf8', 0, end)) as Header;
    if (header.format !== FORMAT)
      throw new Error(`its format is ${String(header.format)}, this program reads ${FORMAT}`);
    const body = content.subarray(end + 1);
    if (header.seq !== seq) throw new Error(`its header names turn ${String(header.seq)}`);
    if (header.sha256 !== sha256(body)) throw new Error('its checksum differs');
    return { seq, digest: header.digest, version: header.version, body: body.toString('utf8') };
  }

  /** Writes a snapshot and lets go of all but the two newest. */
  async save(snapshot: Snapshot): Promise<void> {
    const body = Buffer.from(snapshot.body, 'utf8');
    const { seq, digest, version } = snapshot;
    const header: Header = { format: FORMAT, seq, digest, version, sha256: sha256(body) };
    const content = await pack(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]), { level: 1 });
    mkdirSync(this.#folder, { recursive: true });
    const draft = `${this.file(seq)}.draft`;
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, this.file(seq));
    syncFolder(this.#folder);
    await this.#prune();
  }

  file(seq: number): string {
    return join(this.#folder, `${seq}.json.gz`);
  }

  async #prune(): Promise<void> {
    const old = this.list()
      .slice(KEPT)
      .map((seq) => this.file(seq));
    const drafts = readdirSync(this.#folder).filter((name) => name.endsWith('.draft'));
    for (const file of [...old, ...drafts.map((name) => join(this.#folder, name))]) await rm(file, { force: true });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
