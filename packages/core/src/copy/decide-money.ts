import { type Decision, done, reject, type Turn } from '../turn.ts';
import { checkAmount, checkComment, isWhole } from './check.ts';
import type { TransferMoney } from './commands.ts';
import type { WalletTransferred } from './money-events.ts';
import { freeToWithdraw } from './queries.ts';
import type { CopyWorld } from './state.ts';
import { MAX_TOTAL } from './units.ts';

/** Money from and to the outside: booked at once or refused (`ramm-rules.md` 4.1). */
export function transferMoney(world: CopyWorld, command: TransferMoney, turn: Turn): Decision {
  const { copy } = world;
  const { kind, amount, externalId = null, commentClient = null, commentCompany = null } = command;
  const wallet = copy.wallets.get(command.wallet);
  if (wallet === undefined) return reject('unknown_wallet', 'wallet', `no wallet ${String(command.wallet)}`);
  if (!isWhole(kind, 0, 3)) return reject('invalid_value', 'kind', '0 fund, 1 withdraw, 2 bonus, 3 bonus withdraw');
  if (externalId !== null && !isWhole(externalId, 1, Number.MAX_SAFE_INTEGER)) {
    return reject('invalid_value', 'externalId', 'ids are positive integers');
  }
  const repeated =
    externalId === null ? undefined : (copy.keys.find(wallet.id, `${kind}:${externalId}`)?.id ?? command.known);
  if (repeated !== undefined) return { id: repeated, repeated: true };
  const wrong =
    checkAmount('amount', amount) ??
    checkComment('commentClient', commentClient) ??
    checkComment('commentCompany', commentCompany);
  if (wrong !== null) return wrong;
  const out = kind === 1 || kind === 3;
  const free = kind === 3 ? Math.min(wallet.bonus, wallet.balance) : freeToWithdraw(world, wallet);
  if (out && amount > free) {
    return reject('insufficient_funds', 'amount', `${amount} cents are asked for, ${free} are free`);
  }
  const { outside, bonus } = copy.ledger;
  if (!out && amount - outside - bonus > MAX_TOTAL) return reject('too_many', 'amount', 'no more money can be counted');
  const id = copy.next.transfer;
  turn.emit({
    type: 'copy.transferred',
    at: turn.at,
    id,
    wallet: wallet.id,
    kind,
    amount: out ? -amount : amount,
    externalId,
    commentClient,
    commentCompany,
  } satisfies WalletTransferred);
  return done(id);
}
