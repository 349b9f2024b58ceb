/** A transfer as it was sent; cents, signed as the wallet sees it. */
export interface NotedTransfer {
  readonly wallet: number;
  readonly kind: 0 | 1;
  readonly external: number;
  readonly cents: number;
  id: number | null;
  refused: boolean;
}

export interface NotedSignal {
  readonly strategy: number;
  readonly ticket: string;
  readonly lot: number;
  id: number | null;
}

/** A command of an account that was acknowledged; `cents`: what it moves from the wallet to the account. */
export interface NotedCommand {
  readonly id: number;
  readonly account: number;
  /** Whose account it is: his place among the people. */
  readonly owner: number;
  readonly name: string;
  readonly cents: number | null;
}

export interface NotedAccount {
  readonly id: number;
  readonly strategy: number;
  readonly owner: number;
}

/** What was sent, and what was acknowledged. */
export class CopyNotes {
  readonly transfers: NotedTransfer[] = [];
  /** Id of an acknowledged one by name; null: no answer came. */
  readonly strategies = new Map<string, number | null>();
  readonly signals: NotedSignal[] = [];
  readonly accounts: NotedAccount[] = [];
  readonly commands: NotedCommand[] = [];
  acknowledged = 0;
  #marks = 0;

  /** A number nobody else has. */
  mark(): number {
    return ++this.#marks;
  }
}
