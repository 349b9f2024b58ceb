import type { BatchColumns } from './batch-columns.ts';
import type { ErrorMessage } from './error-message.ts';
import type { JournalSchema } from './journal.ts';

/** What the writer thread is started with. */
export interface WriterStart {
  readonly folder: string;
  readonly schema: JournalSchema;
}

export type ToWriter = { readonly kind: 'append'; readonly columns: BatchColumns } | { readonly kind: 'close' };

/** `written` answers the oldest batch not answered yet, with the time its transaction took. After `failed` the thread ends. */
export type FromWriter =
  | { readonly kind: 'opened'; readonly lastSeq: number }
  | { readonly kind: 'written'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly error: ErrorMessage };
