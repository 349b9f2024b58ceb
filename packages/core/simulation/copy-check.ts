import {
  accountFigures,
  accountState,
  type Core,
  hasPositions,
  PriceTable,
  walletById,
  walletFigures,
} from '../src/index.ts';
import { must } from './failure.ts';

/** States that each status may have (`ramm-rules.md` 4.3). */
const STATES: readonly (readonly number[])[] = [[0], [2, 3], [4, 5], [6, 7, 8, 9], [10, 11], [12, 13], [14]];

/** What must hold of the core's own state after every turn (I1, I2, I9, I12, I15, I16). */
export function checkCopy(core: Core): void {
  const { copy } = core.state;
  let sum = copy.ledger.liquidity + copy.ledger.house + copy.ledger.outside + copy.ledger.bonus;
  for (const { id, balance } of copy.wallets.values()) {
    must(balance >= 0, () => `wallet ${id} has ${balance}`);
    sum += balance;
  }
  for (const account of copy.accounts.values()) {
    sum += account.balance;
    const { id, kind, factor, offer, status, positions } = account;
    must(kind !== 0 || (factor === 10_000 && offer === 0), () => `security account ${id} has rates`);
    must(
      status !== 6 || hasPositions(account) || account.commands.length > 0,
      () => `account ${id} is closed and open`,
    );
    must(
      STATES[status]?.includes(accountState(account)) === true,
      () => `account ${id} has state ${accountState(account)}`,
    );
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
  const prices = new PriceTable(core.state);
  const sums = new Map<number, { invested: number; margin: number }>();
  for (const account of copy.accounts.values()) {
    const { equity, margin } = accountFigures(core.state, account, prices);
    const sum = sums.get(account.wallet) ?? { invested: 0, margin: 0 };
    sums.set(account.wallet, { invested: sum.invested + equity, margin: sum.margin + margin });
  }
  for (const [id, { invested, margin }] of sums) {
    const told = walletFigures(core.state, walletById(copy, id), prices);
    must(told.invested === invested && told.margin === margin, () => `wallet ${id} tells ${told.invested}`);
  }
}
