import {
  accountFigures,
  type CopyAccount,
  type Core,
  hasPositions,
  PriceTable,
  walletById,
  walletFigures,
} from '../src/index.ts';
import { must } from './failure.ts';

/** What must hold of the core's own state after every turn (I1, I2, I9, I12, I15, half of I16). */
export function checkCopy(core: Core): void {
  const { copy } = core.state;
  let sum = copy.ledger.liquidity + copy.ledger.house + copy.ledger.outside + copy.ledger.bonus;
  const free = new Map<number, number>();
  for (const { id, balance, company } of copy.wallets.values()) {
    must(balance >= 0, () => `wallet ${id} has ${balance}`);
    sum += balance;
    free.set(company, (free.get(company) ?? 0) + balance);
  }
  for (const company of copy.companies.values()) {
    must(company.free === (free.get(company.id) ?? 0), () => `company ${company.id} has ${company.free} in wallets`);
  }
  for (const account of copy.accounts.values()) {
    sum += account.balance;
    const { id, kind, factor, offer, status, positions } = account;
    must(kind !== 0 || (factor === 10_000 && offer === 0), () => `security account ${id} has rates`);
    const left = status === 6 && !hasPositions(account) && account.group === 0;
    // an account that closes pays out as soon as it is flat, and is gone
    must(!left || core.nextTimer === 0, () => `account ${id} is flat, closed, and has ${account.balance}`);
    for (const { volume, idealEquity, requestLong, requestShort } of positions) {
      const meant = volume !== 0 || idealEquity !== 0 || requestLong + requestShort !== 0;
      must(meant, () => `account ${id} keeps an empty position`);
      must(account.group !== 0 || requestLong + requestShort === 0, () => `account ${id} has requests without a group`);
    }
  }
  for (const { rewards, partnerRewards } of copy.strategies.values()) {
    sum += rewards;
    for (const part of partnerRewards.values()) sum += part;
  }
  must(sum === 0, () => `all books of copied strategies together have ${sum} cents`);
  for (const { id, follows, status, queue, wanting } of copy.strategies.values()) {
    if (follows === 0 || status !== 1 || queue.length > 0 || core.nextTimer === 0) continue;
    for (const account of wanting) {
      // nobody else would sync it
      must(
        copy.accounts.get(account)?.group !== 0,
        () => `account ${account} of strategy ${id} waits for a sync for ever`,
      );
    }
  }
  const prices = new PriceTable(core.state);
  // work that is left is done in the next turn
  if (core.nextTimer > 0) for (const account of copy.accounts.values()) checkStops(core, account, prices);
  const sums = new Map<number, { invested: number; margin: number }>();
  for (const account of copy.accounts.values()) {
    const { equity, margin } = accountFigures(core.state, account, prices);
    const sum = sums.get(account.wallet) ?? { invested: 0, margin: 0 };
    sums.set(account.wallet, { invested: sum.invested + equity, margin: sum.margin + margin });
  }
  for (const [id, { invested, margin }] of sums) {
    const told = walletFigures(core.state, walletById(copy, id));
    must(told.invested === invested && told.margin === margin, () => `wallet ${id} tells ${told.invested}`);
  }
}

/** No account goes on beyond a level at which it is to be stopped; every one is valued, whatever the index of bounds says. */
function checkStops(core: Core, account: CopyAccount, prices: PriceTable): void {
  const { id, status, protectionLevel, targetLevel, positions } = account;
  if (status !== 1) return;
  const { markets } = core.state.market;
  const held = positions.filter(({ volume }) => volume !== 0);
  if (held.some(({ instrument }) => (markets[instrument]?.lastAt ?? 0) === 0)) return;
  const { equity, margin, mcLevel } = accountFigures(core.state, account, prices);
  must(
    margin === 0 || equity * 100 > mcLevel * margin,
    () => `account ${id} of ${equity} is not stopped by margin ${margin}`,
  );
  must(protectionLevel === 0 || equity * 10_000 > protectionLevel, () => `account ${id} of ${equity} is not protected`);
  must(
    targetLevel === 0 || equity * 10_000 < targetLevel,
    () => `account ${id} of ${equity} goes on beyond its target`,
  );
}
