import { useState } from 'preact/hooks';
import type { Sorting } from './rows.ts';

/** The order in which the platform is asked for a list. */
export interface AskedOrder {
  readonly sorting: Sorting;
  /** Whether the platform puts the list in the order of this column. */
  readonly can: (id: string) => boolean;
  readonly ask: (sorting: Sorting) => void;
}

/** The order of a list that comes page by page. `orders`: what the platform calls the order of each column that it sorts by. */
export function useAskedOrder(
  orders: Readonly<Record<string, string>>,
  first: Sorting,
): { readonly asked: AskedOrder; readonly order: string | undefined; readonly direction: 'asc' | 'desc' } {
  const [sorting, ask] = useState(first);
  return {
    asked: { sorting, can: (id) => Object.hasOwn(orders, id), ask },
    order: orders[sorting.id],
    direction: sorting.descending ? 'desc' : 'asc',
  };
}
