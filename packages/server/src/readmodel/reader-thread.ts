import { parentPort, workerData } from 'node:worker_threads';
import { serveReader } from './reader.ts';
import type { ReaderStart } from './reader-messages.ts';

if (parentPort !== null) serveReader(parentPort, workerData as ReaderStart);
