import { parentPort, workerData } from 'node:worker_threads';
import { type CheckpointStart, serveCheckpoints } from './checkpoint-thread.ts';
import type { WriterStart } from './writer-messages.ts';
import { serveWriter } from './writer-service.ts';

// The bundle runs twice: as the writer, and, started by it, as the thread that makes its checkpoints.
const start = workerData as WriterStart | CheckpointStart;
if (parentPort !== null) {
  if ('checkpointsOf' in start) serveCheckpoints(parentPort, start);
  else serveWriter(parentPort, start, new URL(import.meta.url));
}
