import { parentPort, workerData } from 'node:worker_threads';
import { CORE_REPLICAS } from './core-replicas.ts';
import type { FollowerStart } from './follower-messages.ts';
import { serveFollower } from './follower-service.ts';

if (parentPort !== null) await serveFollower(parentPort, workerData as FollowerStart, CORE_REPLICAS);
