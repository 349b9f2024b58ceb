import { type Decision, done, reject, type Turn } from '../turn.ts';
import { checkCopied, isWhole } from './check.ts';
import type { BookSwap } from './commands.ts';
import { beginJob } from './job.ts';
import type { CopyWorld } from './state.ts';
import { MAX_AMOUNT } from './units.ts';

/** Books the swap of a day; how it is worked out is the operator's matter (`ramm-rules.md` 6). Outcome: the stream. */
export function bookSwap(world: CopyWorld, command: BookSwap, turn: Turn): Decision {
  const stream = world.copy.streams.get(command.stream);
  if (stream === undefined) return reject('unknown_stream', 'stream', `no stream ${String(command.stream)}`);
  const wrong = checkCopied(world, command.instrument);
  if (wrong !== null) return wrong;
  const { instrument, long, short } = command;
  for (const [field, value] of Object.entries({ long, short })) {
    if (!isWhole(value, -MAX_AMOUNT, MAX_AMOUNT)) return reject('invalid_value', field, 'cents for a lot');
  }
  const { company } = stream;
  beginJob(world.copy, { kind: 'swap', company, strategy: 0, stream: stream.id, instrument, long, short }, turn);
  return done(stream.id);
}
