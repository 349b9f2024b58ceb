import type { StatementRun } from '../../journal/index.ts';
import type { RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';
import { DELAYED } from './schema.ts';

/** A message for a bot that is carried out later. */
export interface DelayedMessage {
  /** Nobody else's. */
  readonly id: string;
  /** Wall time, ms UTC. */
  readonly due: number;
  /** The request that brought it, for the log. */
  readonly request: string;
  /** What is asked for, JSON. */
  readonly message: string;
}

/** The statement that keeps messages until they are dropped. */
export function keepDelayed(messages: readonly DelayedMessage[]): StatementRun {
  const values = messages.map(({ id, due, request, message }) => [id, due, request, message]);
  return { statement: DELAYED.add, values };
}

/** The statement that a message is over with; written with what it came to, it happens once. */
export function dropDelayed(id: string): StatementRun {
  return { statement: DELAYED.drop, values: [[id]] };
}

/** All that is kept, at most `limit`, the one that is due first coming first. Rejects with ReadModelError. */
export function delayedMessages(source: RowSource, limit: number): Promise<DelayedMessage[]> {
  const query = tables.selectFrom('delayed_messages').selectAll().orderBy('due').orderBy('id').limit(limit);
  return source.query<DelayedMessage>(query.compile());
}
