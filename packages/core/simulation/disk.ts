/** One turn of the core in the journal. */
export interface Row {
  readonly seq: number;
  readonly at: number;
  readonly body: string;
}

/** A snapshot as a follower of the journal wrote it. */
export interface SnapshotFile {
  readonly seq: number;
  readonly text: string;
  readonly digest: string;
}

/** What survives a crash: whole batches of rows, in order, and snapshots. */
export class Disk {
  readonly rows: Row[] = [];
  readonly snapshots: SnapshotFile[] = [];
  /** Rows that gather for the next batch, and the batch that is being written. Both are lost in a crash, or the second is not. */
  gathering: Row[] = [];
  writing: Row[] = [];

  get lastSeq(): number {
    return this.rows.length;
  }

  append(row: Row): void {
    this.gathering.push(row);
  }

  /** Starts to write what has gathered, unless a batch is under way. */
  begin(): boolean {
    if (this.writing.length > 0 || this.gathering.length === 0) return false;
    this.writing = this.gathering;
    this.gathering = [];
    return true;
  }

  /** The batch under way is on disk now. */
  finish(): readonly Row[] {
    const batch = this.writing;
    this.rows.push(...batch);
    this.writing = [];
    return batch;
  }

  /** Power is lost. A batch is there whole or not at all. Returns what was saved in the last moment. */
  crash(saved: boolean): readonly Row[] {
    this.gathering = [];
    if (saved) return this.finish();
    this.writing = [];
    return [];
  }
}
