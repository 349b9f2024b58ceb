import type { Turn } from '../turn.ts';
import { driveAccount } from './drive-account.ts';
import { PriceTable } from './price-table.ts';
import type { CopyWorld } from './state.ts';

/** Whether something is to be looked at, and the turn has room for it. */
export function mustDriveCopy({ copy: { work } }: CopyWorld): boolean {
  return work.left > 0 && work.accounts.size > 0;
}

/** Goes on with everything that can; what the turn has no room for follows in the next ones. */
export function driveCopy(world: CopyWorld, turn: Turn): void {
  const { work, accounts } = world.copy;
  const prices = new PriceTable(world);
  for (const id of work.accounts) {
    if (turn.full || work.left <= 0) return;
    work.left--;
    work.accounts.delete(id);
    const account = accounts.get(id);
    if (account !== undefined) driveAccount(world, account, prices, turn);
  }
}

/** When there is something to do (ms UTC); 0: now. */
export function nextCopyTime({ copy: { work } }: CopyWorld): number {
  return work.accounts.size > 0 ? 0 : work.timers.next;
}
