import { GroupCommit, openSqliteJournal } from '../journal/index.ts';
import { type Identity, openIdentity } from './identity.ts';
import type { PasswordCost } from './passwords.ts';
import { IDENTITY_SCHEMA } from './schema.ts';

/** The cheapest hash: tests show that the right password opens, not that a wrong one is costly. */
export const TEST_COST: PasswordCost = { n: 1024, r: 8, p: 1 };

/** A wall clock that tests turn by hand. */
export interface TestClock {
  ms: number;
}

/** Identity on a real journal in a folder; `close` lets the folder be opened again. */
export async function identityIn(
  folder: string,
  clock: TestClock,
): Promise<{ identity: Identity; close: () => Promise<void> }> {
  const journal = await openSqliteJournal({ folder, schema: IDENTITY_SCHEMA, onNotice: () => undefined });
  const writer = new GroupCommit(journal);
  const identity = await openIdentity({ folder, writer, now: () => clock.ms, passwordCost: TEST_COST });
  const close = async (): Promise<void> => {
    await writer.drain();
    await journal.close();
  };
  return { identity, close };
}
