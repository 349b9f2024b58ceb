import type { MessagePort } from 'node:worker_threads';
import { packError } from './error-message.ts';
import { Follower } from './follower.ts';
import type { FollowerStart, FromFollower, ToFollower } from './follower-messages.ts';
import type { ReplicaSource } from './replica.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { asJournalError, openForReading } from './sqlite-file.ts';

/** Turns applied before the thread looks at its messages again. */
const STEP_TURNS = 5_000;
/** How often the file is looked at for turns that a snapshot waits for. */
const POLL_MS = 10;

/** Runs a follower behind a message port; requests are served in the order they came. */
export async function serveFollower(port: MessagePort, start: FollowerStart, source: ReplicaSource): Promise<void> {
  const answer = (message: FromFollower): void => port.postMessage(message);
  const requests: ToFollower[] = [];
  let wake: () => void = () => {};
  port.on('message', (message: ToFollower) => {
    requests.push(message);
    wake();
  });
  try {
    const database = openForReading(start.folder);
    const follower = await Follower.start(database, new SnapshotFiles(start.folder), source);
    answer({ kind: 'started', seq: follower.seq });
    for (;;) {
      const request = requests.shift();
      if (request === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (request.kind === 'close') {
        break;
      } else {
        const closing = await goTo(follower, request.kind === 'advance' ? request.to : request.seq, requests);
        if (closing) break;
        if (request.kind === 'snapshot') {
          await follower.save(request.digest);
          answer({ kind: 'saved' });
        }
      }
    }
    database.close();
  } catch (error) {
    answer({ kind: 'failed', error: packError(asJournalError(error)) });
  }
  port.close();
}

/** Brings the follower to a turn, waiting until it is durable; gives up, with true, when asked to close. */
async function goTo(follower: Follower, seq: number, requests: readonly ToFollower[]): Promise<boolean> {
  while (follower.seq < seq) {
    const applied = follower.advance(seq, STEP_TURNS);
    await new Promise((resolve) => setTimeout(resolve, applied === 0 ? POLL_MS : 0));
    if (requests.some((request) => request.kind === 'close')) return true;
  }
  return false;
}
