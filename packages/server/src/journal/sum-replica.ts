import type { Replica, ReplicaSource } from './replica.ts';

/** A replica whose state is the number of turns and the sum of their body lengths: enough to see a row too many or too few. */
export const SUM_REPLICAS: ReplicaSource = {
  snapshotVersion: 1,
  create: (from) => {
    const state = from === null ? { turns: 0, sum: 0 } : (JSON.parse(from.body) as { turns: number; sum: number });
    const replica: Replica = {
      applyTurn: (row) => {
        if (row.body === 'bad') throw new Error('body is not JSON');
        state.turns += 1;
        state.sum += row.seq * row.body.length;
      },
      snapshot: () => JSON.stringify(state),
      digest: () => `${state.turns}:${state.sum}`,
    };
    return replica;
  },
};

/** The digest a live core would have after turns 1 to `last` of `suiteRow`. */
export function sumDigest(last: number, bodyLength: (seq: number) => number): string {
  let sum = 0;
  for (let seq = 1; seq <= last; seq++) sum += seq * bodyLength(seq);
  return `${last}:${sum}`;
}
