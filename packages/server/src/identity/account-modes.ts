import type { StatementRun } from '../journal/journal.ts';

/** Which of their accounts a person works with: those at real exchanges, or those on paper. */
export const ACCOUNT_MODES = ['real', 'paper'] as const;
export type AccountMode = (typeof ACCOUNT_MODES)[number];

/** Until a person chooses. */
const USUAL_MODE: AccountMode = 'paper';

/** The mode each person has chosen. Each change comes with the SQL that makes it last. */
export class AccountModes {
  readonly #modes: Map<number, AccountMode>;

  constructor(stored: readonly { readonly person: number; readonly mode: AccountMode }[]) {
    this.#modes = new Map(stored.map(({ person, mode }) => [person, mode]));
  }

  of(person: number): AccountMode {
    return this.#modes.get(person) ?? USUAL_MODE;
  }

  choose(person: number, mode: AccountMode): StatementRun[] {
    if (this.of(person) === mode) return [];
    this.#modes.set(person, mode);
    return [{ statement: 'identity.setMode', values: [[person, mode]] }];
  }
}
