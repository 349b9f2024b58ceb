import type { Batch, JournalRow, SqlValue, StatementRun } from './journal.ts';
import type { JournalError } from './journal-error.ts';

/** How much one batch carries, and how much may wait altogether. Bytes are estimates. */
export interface GroupLimits {
  readonly maxBatchRows: number;
  readonly maxBatchBytes: number;
  readonly maxGatheredRows: number;
  readonly maxGatheredBytes: number;
  /** From so many on, what has time lets the disk come first: more would only hold up answers. */
  readonly busyBytes: number;
}

const ROW_BYTES = 64;
const VALUE_BYTES = 16;

/** The turns and statements of one batch while they gather. All of them share one promise. */
export class Group implements Batch {
  readonly rows: JournalRow[] = [];
  readonly statements: { readonly statement: string; readonly values: (readonly SqlValue[])[] }[] = [];
  readonly durable: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
  /** Estimated memory it takes. */
  bytes = 0;
  #statementRows = 0;

  constructor() {
    let settle: { resolve: () => void; reject: (error: JournalError) => void } = {
      resolve: () => {},
      reject: () => {},
    };
    this.durable = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    // Whoever appends decides whether to wait; a failure that nobody waits for is told by the journal itself.
    this.durable.catch(() => {});
    this.resolve = settle.resolve;
    this.reject = settle.reject;
  }

  /** Number of its last turn, 0 when it holds none. */
  get lastSeq(): number {
    return this.rows[this.rows.length - 1]?.seq ?? 0;
  }

  /** Returns the estimated bytes added. */
  addRow(row: JournalRow): number {
    this.rows.push(row);
    const bytes = ROW_BYTES + row.body.length;
    this.bytes += bytes;
    return bytes;
  }

  /** Keeps the order of all statements; neighbours of one name become one run. Returns the estimated bytes added. */
  addStatements(runs: readonly StatementRun[]): number {
    let bytes = 0;
    for (const { statement, values } of runs) {
      const last = this.statements[this.statements.length - 1];
      const run = last?.statement === statement ? last : { statement, values: [] };
      if (run !== last) this.statements.push(run);
      for (const parameters of values) {
        run.values.push(parameters);
        bytes += ROW_BYTES + parametersBytes(parameters);
      }
      this.#statementRows += values.length;
    }
    this.bytes += bytes;
    return bytes;
  }

  /** Whether it carries as much as one batch may. */
  reached(limits: GroupLimits): boolean {
    return this.rows.length + this.#statementRows >= limits.maxBatchRows || this.bytes >= limits.maxBatchBytes;
  }
}

function parametersBytes(parameters: readonly SqlValue[]): number {
  let bytes = parameters.length * VALUE_BYTES;
  for (const value of parameters) if (typeof value === 'string') bytes += value.length;
  return bytes;
}
