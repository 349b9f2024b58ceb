import { type AccountsEvent, accountById, type Transferred } from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import type { OrdersEvent } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import { closingOrderEnded, continueClosing, nextClosingTime, runClosing } from './closing.ts';
import { worthOf } from './day.ts';
import { openDay } from './decide.ts';
import type { DayTransferred, RiskEvent } from './events.ts';
import { textOf } from './limits.ts';
import type { RiskWorld } from './state.ts';

/** What transfers, kills and closing orders bring about. */
export function reactRisk(world: RiskWorld, event: CoreEvent, turn: Turn): void {
  const known = event as RiskEvent | OrdersEvent | AccountsEvent;
  switch (known.type) {
    case 'orders.filled':
      if (world.risk.schedule.orders.size > 0 && !world.orders.open.has(known.id))
        closingOrderEnded(world, known.id, true, turn);
      return;
    case 'orders.ended':
      if (world.risk.schedule.orders.size > 0) closingOrderEnded(world, known.id, false, turn);
      return;
    case 'accounts.transferred':
      return moveDayStart(world, known, turn);
    case 'risk.killed':
      if (known.flatten) runClosing(world, known.account, turn);
      return;
    case 'risk.closingBegun':
      return runClosing(world, known.account, turn);
  }
}

/** Opens days that have begun and goes on with closing work. */
export function continueRisk(world: RiskWorld, turn: Turn): void {
  for (const account of [...world.risk.daysDue].sort((a, b) => a - b)) {
    if (turn.full) return;
    openDay(world, accountById(world.accounts, account), turn);
  }
  continueClosing(world, turn);
}

/** Market time of the next thing `continueRisk` has to do; 0: now. */
export function nextRiskTime(world: RiskWorld): number {
  return world.risk.daysDue.size > 0 || world.risk.watch.left ? 0 : nextClosingTime(world);
}

/** Both sides of a transfer: accounts of the platform have no day. */
function moveDayStart(world: RiskWorld, { from, to, asset, amount }: Transferred, turn: Turn): void {
  moveStart(world, from, asset, -amount as Transferred['amount'], turn);
  moveStart(world, to, asset, amount, turn);
}

function moveStart(world: RiskWorld, id: number, asset: number, amount: Transferred['amount'], turn: Turn): void {
  if ((world.risk.accounts.get(id)?.day ?? null) === null || world.risk.daysDue.has(id)) return;
  const value = textOf(worthOf(world, accountById(world.accounts, id), asset, amount));
  turn.emit({ type: 'risk.dayTransferred', at: turn.at, account: id, asset, amount, value } satisfies DayTransferred);
}
