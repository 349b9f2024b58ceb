import type { Account, Core, CoreState } from '../src/index.ts';
import {
  bestAsk,
  bestBid,
  isStopOpen,
  isTrailing,
  ledgerSum,
  MAX_ORDERS_PER_MINUTE,
  openQuantity,
  ownerOf,
  positionCurrency,
  positionsOf,
  stopId,
} from '../src/index.ts';
import { checkCopy } from './copy-check.ts';
import { checkDeals } from './deal-check.ts';
import { must } from './failure.ts';
import { checkMargins } from './margins.ts';
import { checkTrades } from './trade-check.ts';

/** Rules that hold after every step, whatever has happened. `mayOwe`: accounts that may have less than nothing. */
export function checkInvariants(core: Core, mayOwe: (account: Account) => boolean): void {
  checkLedger(core);
  checkSetAside(core);
  for (const account of core.state.accounts.accounts.values()) {
    if (account.owner === 0 || mayOwe(account)) continue;
    for (const [asset, { total, held, margin }] of account.balances) {
      must(total >= 0n, () => `cash account ${account.id} has ${total} of asset ${asset}`);
      must(
        total - held - margin >= 0n,
        () =>
          `cash account ${account.id} set aside more than it has of asset ${asset}: ${held} + ${margin} of ${total}`,
      );
    }
  }
  checkOrders(core);
  checkBooks(core);
  checkStops(core.state);
  checkMargins(core.state);
  checkRisk(core.state);
  checkDeals(core);
  checkTrades(core);
  checkCopy(core);
}

/** Every movement has two sides. */
function checkLedger(core: Core): void {
  for (const asset of core.state.instruments.assets) {
    if (asset === undefined) continue;
    const sum = ledgerSum(core.state.accounts, asset.id);
    must(sum === 0n, () => `the ledger of ${asset.code} sums to ${sum}`);
  }
}

/** Held is what open orders hold, margin is what open positions need. */
function checkSetAside(core: Core): void {
  const { accounts, instruments, orders } = core.state;
  const sums = new Map<string, { held: bigint; margin: bigint }>();
  const at = (account: number, asset: number): { held: bigint; margin: bigint } => {
    const key = `${account}:${asset}`;
    const known = sums.get(key);
    if (known !== undefined) return known;
    const sum = { held: 0n, margin: 0n };
    sums.set(key, sum);
    return sum;
  };
  for (const order of orders.open.values()) {
    const account = accounts.accounts.get(order.account) as Account;
    const instrument = instruments.instruments[order.instrument];
    if (instrument === undefined) continue;
    must(order.heldMoney >= 0n && order.heldUnits >= 0n, () => `order ${order.id} holds less than nothing`);
    at(account.id, positionCurrency(account, instrument)).held += order.heldMoney;
    if (order.heldUnits !== 0n) at(account.id, instrument.base).held += order.heldUnits;
  }
  for (const account of accounts.accounts.values()) {
    for (const position of positionsOf(account)) {
      must(position.quantity !== 0, () => `account ${account.id} has a position of nothing in ${position.instrument}`);
      at(account.id, position.currency).margin += position.margin;
    }
  }
  for (const account of accounts.accounts.values()) {
    for (const [asset, balance] of account.balances) {
      const sum = sums.get(`${account.id}:${asset}`) ?? { held: 0n, margin: 0n };
      must(
        balance.held === sum.held,
        () => `account ${account.id} holds ${balance.held} of asset ${asset}, its orders ${sum.held}`,
      );
      must(
        balance.margin === sum.margin,
        () => `account ${account.id} has margin ${balance.margin} of asset ${asset}, its positions ${sum.margin}`,
      );
    }
  }
}

function checkOrders(core: Core): void {
  const { orders, exchange } = core.state;
  for (const order of orders.open.values()) {
    must(openQuantity(order) > 0, () => `order ${order.id} is open and has nothing left`);
  }
  let listed = 0;
  for (const list of orders.byAccount.values()) listed += list.count;
  must(listed === orders.open.size, () => `${orders.open.size} orders are open, the accounts' lists have ${listed}`);
  for (const ids of exchange.sandbox.values()) {
    for (const id of ids) must(orders.open.has(id), () => `order ${id} rests beside the book and is not open`);
  }
}

/** No bid at or above an ask: not between users, nor between users and what is displayed. */
function checkBooks(core: Core): void {
  const { exchange, market, orders } = core.state;
  exchange.books.forEach((book, instrument) => {
    if (book === undefined) return;
    const bid = book.bestPrice(0);
    const ask = book.bestPrice(1);
    must(!(bid >= ask), () => `the book of ${instrument} is crossed: ${bid} bid, ${ask} asked`);
    for (const entry of book.entries()) {
      const order = orders.open.get(entry.id);
      must(
        order !== undefined && openQuantity(order) === entry.quantity && order.price === entry.price,
        () => `order ${entry.id} is ${entry.quantity} at ${entry.price} in the book, and ${order?.price} in the orders`,
      );
    }
    const displayed = market.markets[instrument];
    if (displayed === undefined || displayed.status !== 'normal') return;
    const displayedBid = bestBid(displayed)?.price ?? Number.NaN;
    const displayedAsk = bestAsk(displayed)?.price ?? Number.NaN;
    must(!(bid >= displayedAsk), () => `a bid of ${bid} rests in ${instrument} while ${displayedAsk} is offered`);
    must(!(ask <= displayedBid), () => `an ask of ${ask} rests in ${instrument} while ${displayedBid} is bid`);
  });
}

/** An order is armed exactly while its condition, the one it says, is in the stop index or waits for its turn to fire. */
export function checkStops({ orders, stops }: CoreState): void {
  let armed = 0;
  for (const { id, status, instrument, stopPrice, trigger, trailing } of orders.open.values()) {
    const open = isStopOpen(stops, stopId('order', id));
    const condition = stops.index.entry(stopId('order', id));
    must(
      condition === undefined ||
        (condition.instrument === instrument &&
          condition.kind === trigger?.by &&
          (isTrailing(condition)
            ? trailing && condition.distance === trigger.trail?.distance && condition.unit === trigger.trail.unit
            : !trailing && condition.level === stopPrice)),
      () => `order ${id} does not wait for what it says: ${JSON.stringify(condition)}`,
    );
    must(
      open === (status === 'armed'),
      () => `order ${id} is ${status}, its condition ${open ? 'waits' : 'does not wait'}`,
    );
    if (open) armed++;
  }
  let others = 0;
  for (const condition of stops.index.entries()) if (ownerOf(condition.id) !== 'order') others++;
  for (const id of stops.due.keys()) if (ownerOf(id) !== 'order') others++;
  const waiting = stops.index.count + stops.due.size - others;
  must(armed === waiting, () => 'a condition waits for an order that is not armed');
}

/**
 * Once an account is stopped nothing of it waits at the paper exchange but what its closing has sent, unless the rest is
 * still to be cancelled; times of orders are kept for those alone whose orders a minute are limited.
 */
export function checkRisk({ accounts, orders, risk }: CoreState): void {
  for (const [id, { limits, placements, killed, day }] of risk.accounts) {
    const most = limits.maxOrdersPerMinute === null ? 0 : MAX_ORDERS_PER_MINUTE;
    must(placements.length <= most, () => `account ${id} keeps ${placements.length} times`);
    must((day !== null) === (limits.maxDailyLoss !== null), () => `account ${id} has a day without a limit, or none`);
    if (killed === null || accounts.accounts.get(id)?.venue !== 'paper') continue;
    if (orders.massCancels.some(({ account }) => account === id)) continue;
    for (let order = orders.byAccount.get(id)?.first ?? null; order !== null; order = order.next) {
      const { id: open, origin } = order;
      must(origin === 'risk:flatten', () => `order ${open} of account ${id} is open though trading is stopped`);
    }
  }
  for (const id of risk.closings.keys()) {
    must(
      accounts.accounts.get(id)?.closed === false,
      () => `account ${id} is closed and its positions are being closed`,
    );
  }
}
