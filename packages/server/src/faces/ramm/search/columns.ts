import type { Json } from '../wire/json.ts';
import type { Columns } from './live.ts';

/** Some of the columns, in this order. Throws for a name that is not there: the table of a method is wrong then. */
export function picked<E>(columns: Columns<E>, names: readonly string[]): Columns<E> {
  const chosen: Record<string, (entity: E) => Json> = {};
  for (const name of names) {
    const column = columns[name];
    if (column === undefined) throw new Error(`no column ${name}`);
    chosen[name] = column;
  }
  return chosen;
}

/** Columns of what belongs to a row, under names such as `Account.Equity`; absent where the row has no such part. */
export function within<E, P>(part: string, columns: Columns<P>, partOf: (entity: E) => P | undefined): Columns<E> {
  const named = Object.entries(columns).map(([name, read]) => {
    const column = (entity: E): Json => {
      const found = partOf(entity);
      return found === undefined ? undefined : read(found);
    };
    return [`${part}.${name}`, column] as const;
  });
  return Object.fromEntries(named);
}

/** Names in a text, separated by spaces. */
export function named(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
