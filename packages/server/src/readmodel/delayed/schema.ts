import type { Migration } from '../../journal/index.ts';

export const DELAYED = { add: 'readmodel.delayedMessage', drop: 'readmodel.dropDelayedMessage' } as const;

/** Messages for bots that wait for their moment: `due` in ms UTC of the wall clock, what is asked for as JSON. */
export const DELAYED_MIGRATIONS: readonly Migration[] = [
  {
    id: 'readmodel-delayed-1',
    sql: `CREATE TABLE delayed_messages (
      id TEXT PRIMARY KEY, due INTEGER NOT NULL, request TEXT NOT NULL, message TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  },
];

export const DELAYED_STATEMENTS: Readonly<Record<string, string>> = {
  [DELAYED.add]: 'INSERT INTO delayed_messages (id, due, request, message) VALUES (?, ?, ?, ?)',
  [DELAYED.drop]: 'DELETE FROM delayed_messages WHERE id = ?',
};
