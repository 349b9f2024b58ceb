import type { Readable } from 'node:stream';

/** A line of the log that somebody should know of. */
export interface Trouble {
  /** Wall time, ms UTC. */
  readonly at: number;
  readonly level: 'warn' | 'error' | 'fatal';
  /** What happened. */
  readonly message: string;
  /** The sentence of the error behind it; null: there is none. */
  readonly cause: string | null;
  readonly requestId: string | null;
  /** What else the line tells, `name=value` with spaces between; null: nothing. */
  readonly details: string | null;
}

/** A backup that waits to take the place of the data at the next start. */
export interface StagedBackup {
  /** Its last turn. */
  readonly lastSeq: number;
  /** Wall time of its upload, ms UTC. */
  readonly stagedAt: number;
}

/** Why a backup or restore cannot be had. */
export class UpkeepError extends Error {
  override name = 'UpkeepError';
  /** `busy`: another is under way; `unfit`: what was sent is no sound backup of this version. */
  readonly reason: 'busy' | 'unfit';

  constructor(reason: 'busy' | 'unfit', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What is done for the platform itself, not for those who trade on it. */
export interface Upkeep {
  /** Lines of the log from `warn` on since the start, newest first; bounded. */
  troubles(): readonly Trouble[];
  /**
   * A copy of journal, histories, people and keys as `.tar.gz`, without the secrets of the vault. Throws UpkeepError `busy`
   * while another is being made.
   */
  backup(): Promise<{ readonly name: string; readonly content: Readable }>;
  /** Takes a backup in, checks every turn of it and keeps it for the next start. Throws UpkeepError. */
  stage(content: Readable): Promise<StagedBackup>;
  /** What waits for the next start. */
  staged(): StagedBackup | null;
  /** Forgets it. */
  unstage(): void;
  /** The data folder, as a person would write it in a shell. */
  readonly folder: string;
}
