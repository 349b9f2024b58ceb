import type { MessagePort } from 'node:worker_threads';
import { fromColumns } from './batch-columns.ts';
import { CheckpointThread } from './checkpoint-thread.ts';
import { packError } from './error-message.ts';
import { asJournalError } from './sqlite-file.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import type { FromWriter, ToWriter, WriterStart } from './writer-messages.ts';

/** Runs the writer behind a message port: batches in, acknowledgements out, in order. At the first error it ends. */
export function serveWriter(port: MessagePort, start: WriterStart, bundle: URL): void {
  const answer = (message: FromWriter): void => port.postMessage(message);
  let ended = false;
  const end = (error: unknown): void => {
    if (ended) return;
    ended = true;
    answer({ kind: 'failed', error: packError(asJournalError(error)) });
    port.close();
    void checkpoints?.close();
  };
  let checkpoints: CheckpointThread | null = null;
  let writer: SqliteWriter;
  try {
    writer = new SqliteWriter(start.folder, start.schema);
  } catch (error) {
    end(error);
    return;
  }
  const orEnd = (action: () => void): void => {
    if (ended) return;
    try {
      action();
    } catch (error) {
      end(error);
    }
  };
  const thread = new CheckpointThread(bundle, start.folder, () => orEnd(() => writer.finishCheckpoint()), end);
  checkpoints = thread;
  const write = (columns: Parameters<typeof fromColumns>[0]): void => {
    const started = performance.now();
    writer.write(fromColumns(columns));
    answer({ kind: 'written', seconds: (performance.now() - started) / 1_000 });
    if (!writer.checkpointDue || thread.running) return;
    writer.checkpointStarted();
    thread.start();
  };
  answer({ kind: 'opened', lastSeq: writer.lastSeq });
  port.on('message', (message: ToWriter) => {
    if (message.kind === 'append') {
      orEnd(() => write(message.columns));
      return;
    }
    void thread.close().then(() => {
      writer.close();
      port.close();
    });
  });
}
