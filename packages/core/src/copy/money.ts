import type { Turn } from '../turn.ts';
import type { CopyAccount } from './account.ts';
import { mulDiv } from './arithmetic.ts';
import type { AccountBalanced, AccountCorrected, IntervalEnded } from './money-events.ts';
import { type CopyWorld, strategyById } from './state.ts';
import { termsOf } from './terms.ts';
import { unitPriceAt } from './unit-price.ts';
import { type Cents, ONE } from './units.ts';
import { feeToPay, type Worth } from './valuation.ts';

/** Moves money between wallet and account (> 0: into the account), with what follows from it (`ramm-rules.md` 5.3). */
export function balanceAccount(
  { copy }: CopyWorld,
  account: CopyAccount,
  amount: Cents,
  equity: Cents,
  command: number,
  turn: Turn,
): void {
  const { protection, target, protectionLevel, targetLevel, drawdownIn } = account;
  const strategy = strategyById(copy, account.strategy);
  const security = account.kind === 0;
  const kept = amount >= 0 || equity <= 0 ? drawdownIn : mulDiv(drawdownIn, equity + amount, equity, 'halfUp');
  turn.emit({
    type: 'copy.balanced',
    at: turn.at,
    account: account.id,
    amount,
    deal: copy.next.deal,
    transfer: copy.next.transfer,
    command,
    profitBase: account.profitBase + amount,
    drawdownIn: kept,
    protectionLevel: Math.max(0, protectionLevel + protection * amount),
    targetLevel: target === 0 ? 0 : Math.max(1, targetLevel + (ONE + target) * amount),
    unitPrice: security ? unitPriceAt(strategy, equity) : 0,
    unitEquity: security ? equity + amount : 0,
    // one that is paused or stopped wants it when it goes on
    wantsSync: amount > 0 && account.status === 1 && wantsSync(strategy.legs.size),
  } satisfies AccountBalanced);
}

/** An account is synced when there is something to copy. */
function wantsSync(legs: number): boolean {
  return legs > 0;
}

/** Ends the trading interval of an account: takes the fee that its free money covers (`ramm-rules.md` 6). */
export function endInterval(
  world: CopyWorld,
  account: CopyAccount,
  { equity, margin }: Worth,
  closes: boolean,
  turn: Turn,
): void {
  const { copy } = world;
  const gross = equity - account.profitBase;
  const fee = Math.min(feeToPay(world, account, equity), Math.max(0, equity - margin));
  const { partner, partnerShare } = termsOf(copy, account);
  const part = partner === 0 ? 0 : mulDiv(fee, partnerShare, ONE, 'down');
  const { deal, transfer, interval } = copy.next;
  turn.emit({
    type: 'copy.intervalEnded',
    at: turn.at,
    account: account.id,
    interval: account.interval,
    gross,
    fee,
    partner: part,
    deal: fee > 0 ? deal : 0,
    transfer: fee > part ? transfer : 0,
    partnerTransfer: part > 0 ? transfer + (fee > part ? 1 : 0) : 0,
    profitBase: equity - fee,
    drawdownIn: Math.max(0, account.drawdownIn - gross),
    next: closes ? 0 : interval,
    since: account.intervalSince,
  } satisfies IntervalEnded);
}

/** The operator brings a flat account that owes money to zero (`ramm-rules.md` 5.4). */
export function correctBalance({ copy }: CopyWorld, account: CopyAccount, turn: Turn): void {
  turn.emit({
    type: 'copy.corrected',
    at: turn.at,
    account: account.id,
    amount: -account.balance,
    deal: copy.next.deal,
  } satisfies AccountCorrected);
}
