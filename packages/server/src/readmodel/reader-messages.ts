/** SQL text with its parameters, as kysely's `compile()` gives it. */
export interface CompiledSql {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Carries out read-only SQL. */
export interface RowSource {
  query<T>(compiled: CompiledSql): Promise<T[]>;
}

/** What the reader thread is started with. */
export interface ReaderStart {
  readonly folder: string;
  /** Shared; 1 once nobody waits for this thread's answers: what it was still asked is passed over. */
  readonly left: Int32Array;
}

export type ToReader = ({ readonly kind: 'query' } & CompiledSql) | { readonly kind: 'close' };

/** `ready` comes first; then queries are answered in the order they were asked. */
export type FromReader =
  | { readonly kind: 'ready' }
  | { readonly kind: 'rows'; readonly rows: unknown[] }
  | { readonly kind: 'refused'; readonly message: string };
