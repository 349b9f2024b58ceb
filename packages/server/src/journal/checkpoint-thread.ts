import { type MessagePort, Worker } from 'node:worker_threads';
import { openForCheckpoints } from './sqlite-file.ts';

/** What a thread that makes checkpoints is started with. */
export interface CheckpointStart {
  readonly checkpointsOf: string;
}

type ToCheckpoints = 'checkpoint' | 'close';

/** Moves the log's pages into the database file on request, while the writer goes on. */
export function serveCheckpoints(port: MessagePort, start: CheckpointStart): void {
  const database = openForCheckpoints(start.checkpointsOf);
  port.on('message', (message: ToCheckpoints) => {
    if (message === 'close') {
      database.close();
      port.close();
      return;
    }
    database.pragma('wal_checkpoint(PASSIVE)');
    port.postMessage('done');
  });
}

/** The writer's end of its checkpoint thread. */
export class CheckpointThread {
  readonly #worker: Worker;
  #running = false;

  /** `file` is the bundle that calls `serveCheckpoints` when it is started with a CheckpointStart. */
  constructor(file: URL, folder: string, onDone: () => void, onError: (error: Error) => void) {
    const start: CheckpointStart = { checkpointsOf: folder };
    this.#worker = new Worker(file, { workerData: start });
    this.#worker.on('message', () => {
      this.#running = false;
      onDone();
    });
    this.#worker.on('error', onError);
  }

  /** Whether a checkpoint is under way. */
  get running(): boolean {
    return this.#running;
  }

  start(): void {
    this.#running = true;
    this.#worker.postMessage('checkpoint' satisfies ToCheckpoints);
  }

  /** Waits for the checkpoint under way. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#worker.once('exit', () => resolve());
      this.#worker.postMessage('close' satisfies ToCheckpoints);
    });
  }
}
