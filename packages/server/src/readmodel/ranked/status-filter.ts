import { type Expression, sql } from 'kysely';
import { badQuery } from '../read-model-error.ts';

/** Those of `all` that are wanted: all of them for `group`, and when nothing is said. */
export function chosenStatuses<S extends string>(
  all: readonly S[],
  group: string,
  wanted: readonly string[] | undefined,
): readonly S[] {
  if (wanted === undefined || wanted.includes(group)) return all;
  return all.filter((each) => wanted.includes(each));
}

/** Throws ReadModelError `bad_query` for words that are none of `known`. */
export function checkWords(field: string, known: readonly string[], wanted: readonly string[] | undefined): void {
  if (wanted?.some((word) => !known.includes(word))) throw badQuery(field, `one of ${known.join(', ')}`);
}

/** The statuses of what has ended; nothing when all are wanted. */
export function statusConditions(all: readonly string[], chosen: readonly string[]): Expression<unknown>[] {
  return chosen.length < all.length ? [sql`status in (${sql.join(chosen)})`] : [];
}
