import type { Command, CoreState, Outcome } from '@outcry/core';
import type { StatementRun } from '../journal/index.ts';

export const NO_STATEMENTS: readonly StatementRun[] = [];

/** SQL that is written with a command, or what tells it by the id of what the command made. */
export type CommandSql = readonly StatementRun[] | ((id: number) => readonly StatementRun[]);

/** Makes a command of the state of this moment. */
export type Compose = (state: CoreState) => Command;

/** The SQL that goes with what came of a command; none of one that was refused or was known already. */
export function sqlOf(sql: CommandSql, outcome: Outcome | null): readonly StatementRun[] {
  if (outcome === null || outcome.repeated) return NO_STATEMENTS;
  return typeof sql === 'function' ? sql(outcome.id) : sql;
}
