import type { Money } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import type { TransferKind, Transferred } from './events.ts';
import type { AccountsState } from './state.ts';

/** Moves money or units between two accounts, one of them `account`; returns the transfer's id. */
export function emitTransfer(
  state: AccountsState,
  turn: Turn,
  kind: TransferKind,
  from: number,
  to: number,
  asset: number,
  amount: Money,
  account: number,
  key: string | null,
): number {
  const id = state.nextTransfer * 16;
  turn.emit({
    type: 'accounts.transferred',
    at: turn.at,
    id,
    kind,
    from,
    to,
    asset,
    amount,
    account,
    key,
  } satisfies Transferred);
  return id;
}
