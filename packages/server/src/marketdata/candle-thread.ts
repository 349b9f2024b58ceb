import { parentPort, workerData } from 'node:worker_threads';
import type { KeeperStart } from './keeper-messages.ts';
import { serveKeeper } from './keeper-service.ts';

if (parentPort !== null) serveKeeper(parentPort, workerData as KeeperStart);
