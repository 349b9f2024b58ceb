import { Core, type CoreSnapshot, SNAPSHOT_VERSION } from '@outcry/core';
import type { Replica, ReplicaSource } from './replica.ts';

/** Replicas of the trading core, for the follower and for `outcry journal verify`. */
export const CORE_REPLICAS: ReplicaSource = {
  snapshotVersion: SNAPSHOT_VERSION,
  create: (from) => {
    const core = from === null ? new Core() : Core.restore(JSON.parse(from.body) as CoreSnapshot);
    const replica: Replica = {
      applyTurn: (row) => core.applyTurn(row.at, row.body),
      snapshot: () => JSON.stringify(core.snapshot()),
      digest: () => core.digest(),
    };
    return replica;
  },
};
