import { JournalError, type JournalErrorCode } from './journal-error.ts';

/** An error's fields: classes don't survive the way between threads. */
export interface ErrorMessage {
  readonly code: JournalErrorCode | null;
  readonly message: string;
  readonly seq: number | null;
}

export function packError(error: unknown): ErrorMessage {
  if (error instanceof JournalError) return { code: error.code, message: error.message, seq: error.seq };
  return { code: null, message: error instanceof Error ? error.message : String(error), seq: null };
}

export function unpackError(message: ErrorMessage): Error {
  return message.code === null
    ? new Error(message.message)
    : new JournalError(message.code, message.message, message.seq);
}
