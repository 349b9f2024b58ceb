import { setWanting } from './apply-book.ts';
import type {
  AccountBalanced,
  DayMark,
  IntervalEnded,
  JobBegun,
  JobMoved,
  MoneyEvent,
  RewardPaid,
  SwapBooked,
  UnitsMarked,
  WalletTransferred,
} from './money-events.ts';
import { type CopyState, companyOf, copyAccount, strategyById, type Wallet, walletById } from './state.ts';
import { termsOf } from './terms.ts';
import type { Cents } from './units.ts';

export function applyMoney(copy: CopyState, event: MoneyEvent): void {
  switch (event.type) {
    case 'copy.transferred':
      return transfer(copy, event);
    case 'copy.balanced':
      return balance(copy, event);
    case 'copy.intervalEnded':
      return endInterval(copy, event);
    case 'copy.corrected': {
      const account = copyAccount(copy, event.account);
      account.balance += event.amount;
      copy.ledger.house -= event.amount;
      copy.next.deal = event.deal + 1;
      copy.work.touched.add(account.id);
      return;
    }
    case 'copy.rewardPaid':
      return payReward(copy, event);
    case 'copy.payoutDone':
      companyOf(copy, event.company).payoutAt = event.next;
      return;
    case 'copy.dayBegun':
      copy.day = event.day;
      return markDay(copy, event.marks);
    case 'copy.dayValued':
      return markDay(copy, event.marks);
    case 'copy.unitsMarked':
      return markInterval(copy, event.units);
    case 'copy.jobBegun':
      return beginJob(copy, event);
    case 'copy.jobMoved':
      return moveJob(copy, event);
    case 'copy.swapBooked':
      return bookSwap(copy, event);
  }
}

function transfer(copy: CopyState, { id, wallet: owner, kind, amount, externalId, at }: WalletTransferred): void {
  const wallet = addToWallet(copy, owner, amount);
  if (kind <= 1) copy.ledger.outside -= amount;
  else {
    wallet.bonus += amount;
    copy.ledger.bonus -= amount;
  }
  copy.next.transfer = id + 1;
  copy.keys.expire(at);
  if (externalId === null) return;
  copy.keys.remember(owner, `${kind}:${externalId}`, 'transfer', id);
  copy.keys.finish(owner, `${kind}:${externalId}`, at);
}

/** Money comes into a wallet or (below zero) leaves it. */
function addToWallet(copy: CopyState, id: number, amount: Cents): Wallet {
  const wallet = walletById(copy, id);
  wallet.balance += amount;
  companyOf(copy, wallet.company).free += amount;
  return wallet;
}

function balance(copy: CopyState, event: AccountBalanced): void {
  const { amount, deal, transfer: id } = event;
  const account = copyAccount(copy, event.account);
  account.balance += amount;
  addToWallet(copy, account.wallet, -amount);
  if (amount > 0) account.deposited += amount;
  else account.withdrawn -= amount;
  account.profitBase = event.profitBase;
  account.drawdownIn = event.drawdownIn;
  account.protectionLevel = event.protectionLevel;
  account.targetLevel = event.targetLevel;
  if (account.kind === 0) {
    const strategy = strategyById(copy, account.strategy);
    strategy.unitPrice = event.unitPrice;
    strategy.unitEquity = event.unitEquity;
  }
  if (amount > 0) setWanting(copy, account, event.wantsSync);
  copy.next.deal = deal + 1;
  copy.next.transfer = id + 1;
  copy.work.touched.add(account.id);
}

function endInterval(copy: CopyState, event: IntervalEnded): void {
  const { gross, fee, partner, deal, transfer: id, partnerTransfer, next } = event;
  const account = copyAccount(copy, event.account);
  const strategy = strategyById(copy, account.strategy);
  account.balance -= fee;
  account.feePaid += fee;
  account.pastProfit += gross - fee;
  account.profitBase = event.profitBase;
  account.drawdownIn = event.drawdownIn;
  if (fee > 0) {
    addToWallet(copy, strategy.wallet, fee - partner);
    strategy.feesReceived += fee - partner;
    if (partner > 0) addToWallet(copy, termsOf(copy, account).partner, partner);
  }
  if (deal > 0) copy.next.deal = deal + 1;
  copy.next.transfer = Math.max(copy.next.transfer, id + 1, partnerTransfer + 1);
  copy.work.touched.add(account.id);
  if (next === 0) return;
  account.interval = next;
  account.intervalSince = event.at;
  copy.next.interval = next + 1;
}

function payReward(copy: CopyState, { strategy: id, wallet, kind, amount, transfer: paid }: RewardPaid): void {
  const strategy = strategyById(copy, id);
  addToWallet(copy, wallet, amount);
  copy.next.transfer = paid + 1;
  if (kind === 7) {
    strategy.rewards -= amount;
    strategy.commissionsReceived += amount;
    return;
  }
  const left = (strategy.partnerRewards.get(wallet) ?? 0) - amount;
  if (left === 0) strategy.partnerRewards.delete(wallet);
  else strategy.partnerRewards.set(wallet, left);
}

function beginJob(copy: CopyState, { id, job, next, units }: JobBegun): void {
  copy.jobs.set(id, { id, terms: job, strategy: 0, account: 0 });
  copy.next.job = id + 1;
  if (job.kind !== 'interval') return;
  companyOf(copy, job.company).intervalEnds = next;
  markInterval(copy, units);
}

function markInterval(copy: CopyState, units: UnitsMarked['units']): void {
  for (const [strategy, price] of units) strategyById(copy, strategy).marks.interval = price;
}

function markDay(copy: CopyState, marks: readonly DayMark[]): void {
  for (const [id, day, week, month, quarter] of marks) {
    Object.assign(strategyById(copy, id).marks, { day, week, month, quarter });
  }
}

function moveJob(copy: CopyState, { id, strategy, account }: JobMoved): void {
  const job = copy.jobs.get(id);
  if (job === undefined) throw new Error(`no job ${id}`);
  job.strategy = strategy;
  job.account = account;
  if (strategy !== 0) return;
  copy.jobs.delete(id);
  if (job.terms.strategy !== 0) copy.work.strategies.add(job.terms.strategy);
}

function bookSwap(copy: CopyState, { rows, at }: SwapBooked): void {
  for (let i = 0; i < rows.length; i += 3) {
    const account = copyAccount(copy, rows[i] as number);
    const position = account.positions.find(({ id }) => id === rows[i + 1]);
    if (position === undefined) throw new Error(`account ${account.id} has no position ${rows[i + 1]}`);
    position.swap += rows[i + 2] as number;
    position.swapAt = at;
    copy.work.touched.add(account.id);
  }
}
