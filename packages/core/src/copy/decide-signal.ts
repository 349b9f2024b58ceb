import { type Decision, done, reject, type Turn } from '../turn.ts';
import { checkComment, checkCopied, checkRow } from './check.ts';
import type { AddSignal, AddSync, SignalRow } from './commands.ts';
import type { CopyWorld } from './state.ts';
import type { Signalled } from './trade-events.ts';

/** Rows of one sync, and signals of a strategy that wait. */
export const MAX_ROWS = 500;
export const MAX_WAITING_SIGNALS = 10_000;

export function addSignal(world: CopyWorld, command: AddSignal, turn: Turn): Decision {
  const wrong = checkCopied(world, command.instrument) ?? checkRow(command);
  if (wrong !== null) return wrong;
  return enqueue(world, command.strategy, 'signal', [command], command.ticket ?? null, command.comment ?? null, turn);
}

export function addSync(world: CopyWorld, command: AddSync, turn: Turn): Decision {
  const { strategy, rows, soft, ticket = null, comment = null } = command;
  if (!Array.isArray(rows) || rows.length > MAX_ROWS) {
    return reject('invalid_value', 'rows', `a list of at most ${MAX_ROWS} symbols`);
  }
  const wrong = checkComment('ticket', ticket) ?? checkComment('comment', comment);
  if (wrong !== null) return wrong;
  const known: SignalRow[] = [];
  for (const row of rows) {
    const bad = checkRow(row);
    if (bad !== null) return bad;
    if (checkCopied(world, row.instrument) === null) known.push(row);
  }
  return enqueue(world, strategy, soft ? 'soft' : 'hard', known, ticket, comment, turn);
}

/** A strategy that is not active refuses: the signal is kept with status 2 (`ramm.md` 5.3). */
function enqueue(
  { copy }: CopyWorld,
  id: number,
  kind: 'signal' | 'soft' | 'hard',
  rows: readonly SignalRow[],
  ticket: string | null,
  comment: string | null,
  turn: Turn,
): Decision {
  const strategy = copy.strategies.get(id);
  if (strategy === undefined) return reject('unknown_strategy', 'strategy', `no strategy ${String(id)}`);
  if (strategy.queue.length >= MAX_WAITING_SIGNALS) return reject('too_many', 'strategy', 'too many signals wait');
  const signal = rows.length === 0 ? 0 : copy.next.signal;
  turn.emit({
    type: 'copy.signalled',
    at: turn.at,
    signal,
    strategy: id,
    kind,
    rows: rows.map((row) => plainRow(row, strategy.accounting === 0)),
    ticket,
    comment,
    status: strategy.status === 1 ? 0 : 2,
  } satisfies Signalled);
  return done(signal);
}

/** Only strategies that hedge tell tickets apart. */
function plainRow(
  { instrument, lot, equity = null, ticket = null, comment = null }: SignalRow,
  hedging: boolean,
): SignalRow {
  return { instrument, lot, equity, ticket: hedging ? ticket : null, comment };
}
