import type { CoreState } from '@outcry/core';

/**
 * The core as the runtime lets it be seen. `read` runs at once and must copy what it returns; the copy is handed over
 * when the last turn it saw is durable. So an order that was no longer open then is already in SQL.
 */
export interface LiveState {
  read<T>(read: (state: CoreState) => T): Promise<T>;
}
