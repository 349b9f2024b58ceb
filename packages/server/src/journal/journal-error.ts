/**
 * What can go wrong with the journal.
 *
 * - `damaged`: a row, the file or a snapshot isn't what was written; nothing was altered.
 * - `foreign`: the file belongs to another program or to a newer version of this one.
 * - `failed`: a write failed or the writer died; the process must stop.
 * - `closed`: used after `close`.
 * - `misuse`: a batch that breaks the contract (sequence, unknown statement).
 * - `locked`: another process holds the data folder.
 * - `diverged`: replaying the journal gives another state than the running core has.
 */
export type JournalErrorCode = 'damaged' | 'foreign' | 'failed' | 'closed' | 'misuse' | 'locked' | 'diverged';

export class JournalError extends Error {
  override name = 'JournalError';
  readonly code: JournalErrorCode;
  /** The row concerned, when there is one. */
  readonly seq: number | null;

  constructor(code: JournalErrorCode, message: string, seq: number | null = null) {
    super(message);
    this.code = code;
    this.seq = seq;
  }
}

const REMEDY =
  'Nothing was altered. Run `outcry journal verify` to see everything that is damaged, then restore a backup of the data folder.';

export function damaged(what: string, seq: number | null = null): JournalError {
  return new JournalError('damaged', `journal: ${what}. ${REMEDY}`, seq);
}

export function failed(cause: unknown): JournalError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new JournalError('failed', `journal: writing failed, the platform must stop: ${reason}`);
}
