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

/** The writer's end of its checkpoint thread, which starts with the first checkpoint. */
export class CheckpointThread {
  readonly #newWorker: () => Worker;
  #worker: Worker | null = null;
  #running = false;

  /** `file` is the bundle that calls `serveCheckpoints` when it is started with a CheckpointStart. */
  constructor(file: URL, folder: string, onDone: () => void, onError: (error: Error) => void) {
    const start: CheckpointStart = { checkpointsOf: folder };
    this.#newWorker = () => {
      const worker = new Worker(file, { workerData: start });
      worker.on('message', () => {
        this.#running = false;
        onDone();
      });
      worker.on('error', onError);
      return worker;
    };
  }

  /** Whether a checkpoint is under way. */
  get running(): boolean {
    return this.#running;
  }

  start(): void {
    this.#running = true;
    this.#worker ??= this.#newWorker();
    this.#worker.postMessage('checkpoint' satisfies ToCheckpoints);
  }

  /** Waits for the checkpoint under way. */
  close(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return Promise.resolve();
    return new Promise((resolve) => {
      worker.once('exit', () => resolve());
      worker.postMessage('close' satisfies ToCheckpoints);
    });
  }
}
