import { parentPort, workerData } from 'node:worker_threads';
import { fromColumns } from './batch-columns.ts';
import { packError } from './error-message.ts';
import { asJournalError } from './sqlite-file.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import type { FromWriter, ToWriter, WriterStart } from './writer-messages.ts';

/** The writer thread: batches in, acknowledgements out, in order. At the first error it tells it and ends. */
function serve(port: NonNullable<typeof parentPort>, start: WriterStart): void {
  const answer = (message: FromWriter): void => port.postMessage(message);
  const end = (error: unknown): void => {
    answer({ kind: 'failed', error: packError(asJournalError(error)) });
    port.close();
  };
  let writer: SqliteWriter;
  try {
    writer = new SqliteWriter(start.folder, start.schema);
  } catch (error) {
    end(error);
    return;
  }
  answer({ kind: 'opened', lastSeq: writer.lastSeq });
  port.on('message', (message: ToWriter) => {
    if (message.kind === 'close') {
      writer.close();
      port.close();
      return;
    }
    try {
      writer.write(fromColumns(message.columns));
      answer({ kind: 'written' });
      writer.checkpointIfDue();
    } catch (error) {
      port.removeAllListeners('message');
      end(error);
    }
  });
}

if (parentPort !== null) serve(parentPort, workerData as WriterStart);
