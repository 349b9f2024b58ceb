import type { CoreEvent } from '../events/index.ts';
import { applyBook } from './apply-book.ts';
import { applyMoney } from './apply-money.ts';
import { applyTrade } from './apply-trade.ts';
import type { CopyEvent } from './events.ts';
import type { CopyState } from './state.ts';

/** Folds an event of this module. */
export function applyCopy(copy: CopyState, event: CoreEvent): void {
  const known = event as CopyEvent;
  switch (known.type) {
    case 'copy.companySet':
    case 'copy.streamSet':
    case 'copy.walletOpened':
    case 'copy.strategyAdded':
    case 'copy.strategyRenamed':
    case 'copy.offerAdded':
    case 'copy.offerSet':
    case 'copy.accountOpened':
    case 'copy.commandAdded':
    case 'copy.commandDone':
    case 'copy.accountMoved':
    case 'copy.accountSet':
    case 'copy.accountClosed':
    case 'copy.strategyMoved':
      return applyBook(copy, known);
    case 'copy.signalled':
    case 'copy.signalDone':
    case 'copy.groupBegun':
    case 'copy.groupPlanned':
    case 'copy.requestRejected':
    case 'copy.requestPriced':
    case 'copy.groupSettled':
    case 'copy.groupEnded':
      return applyTrade(copy, known);
    default:
      return applyMoney(copy, known);
  }
}
