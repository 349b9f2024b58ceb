import { checkRisk, checkStops } from '../simulation/invariants.ts';
import { checkMargins } from '../simulation/margins.ts';
import {
  bestAsk,
  bestBid,
  type CoreState,
  type OrderFilled,
  openQuantity,
  positionCurrency,
  positionsOf,
} from '../src/index.ts';
import type { History } from './random-history.ts';

/** Throws when something is wrong with the state that no history may bring about. */
export function checkState(history: History): void {
  const { state } = history.world.core;
  for (const sum of history.world.ledgerSums()) must(sum === 0n, `an asset sums to ${sum}`);
  checkBalances(state, history.cash);
  checkBooks(state);
  checkStops(state);
  checkMargins(state);
  checkRisk(state);
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function checkBalances(state: CoreState, cash: readonly number[]): void {
  const { accounts, instruments, orders } = state;
  const held = new Map<string, bigint>();
  const margin = new Map<string, bigint>();
  const add = (map: Map<string, bigint>, key: string, amount: bigint): void => {
    map.set(key, (map.get(key) ?? 0n) + amount);
  };
  for (const order of orders.open.values()) {
    const account = accounts.accounts.get(order.account);
    const instrument = instruments.instruments[order.instrument];
    if (account === undefined || instrument === undefined) throw new Error(`order ${order.id} of nobody`);
    must(order.heldMoney >= 0n && order.heldUnits >= 0n, `order ${order.id} holds less than nothing`);
    must(openQuantity(order) > 0, `order ${order.id} is open with nothing left`);
    add(held, `${account.id} ${positionCurrency(account, instrument)}`, order.heldMoney);
    add(held, `${account.id} ${instrument.base}`, order.heldUnits);
  }
  for (const account of accounts.accounts.values()) {
    const borrowed = new Map<number, bigint>();
    for (const position of account.net.values()) {
      const instrument = instruments.instruments[position.instrument];
      if (instrument === undefined || position.quantity > 0) continue;
      const short = BigInt(-position.quantity) * instrument.stepUnits;
      borrowed.set(instrument.base, (borrowed.get(instrument.base) ?? 0n) + short);
    }
    for (const position of positionsOf(account)) {
      must(position.quantity !== 0, `account ${account.id} has a position of nothing`);
      must(position.margin >= 0n, `a position of account ${account.id} has negative margin`);
      add(margin, `${account.id} ${position.currency}`, position.margin);
    }
    for (const [asset, balance] of account.balances) {
      const key = `${account.id} ${asset}`;
      must(balance.held >= 0n, `${key} holds ${balance.held}`);
      must(balance.held === (held.get(key) ?? 0n), `${key} holds ${balance.held}, its orders ${held.get(key) ?? 0n}`);
      must(
        balance.margin === (margin.get(key) ?? 0n),
        `${key} has margin ${balance.margin}, its positions ${margin.get(key)}`,
      );
      if (cash.includes(account.id))
        must(balance.total >= balance.held, `cash ${key}: ${balance.total} < ${balance.held} held`);
      const owing =
        account.owner > 0 &&
        account.venue === 'paper' &&
        account.fillPolicy === 'book' &&
        instruments.assets[asset]?.kind !== 'fiat';
      must(
        !owing || balance.total + (borrowed.get(asset) ?? 0n) >= 0n,
        `${key} owes ${-balance.total} without a short position`,
      );
      held.delete(key);
    }
  }
  for (const [key, amount] of held) must(amount === 0n, `${key} has no balance for a hold of ${amount}`);
}

function checkBooks(state: CoreState): void {
  state.exchange.books.forEach((book, instrument) => {
    if (book === undefined) return;
    for (const { id, price, quantity, account } of book.entries()) {
      const order = state.orders.open.get(id);
      must(order !== undefined, `order ${id} rests and is not open`);
      must(order?.price === price && order.account === account, `order ${id} rests elsewhere`);
      must(order !== undefined && openQuantity(order) === quantity, `order ${id} rests with ${quantity}`);
    }
    const bid = book.bestPrice(0);
    const ask = book.bestPrice(1);
    must(!(bid >= ask), `book ${instrument} is crossed: ${bid} and ${ask}`);
    const market = state.market.markets[instrument];
    if (market === undefined || market.status !== 'normal') return;
    const shownAsk = bestAsk(market)?.price;
    const shownBid = bestBid(market)?.price;
    must(
      shownAsk === undefined || !(bid >= shownAsk),
      `bid ${bid} of ${instrument} meets the displayed ask ${shownAsk}`,
    );
    must(
      shownBid === undefined || !(ask <= shownBid),
      `ask ${ask} of ${instrument} meets the displayed bid ${shownBid}`,
    );
  });
}

/** Follows every order through the events: filled + cancelled + open = ordered, and nothing happens after the end. */
export function checkLives(history: History): void {
  const lives = new Map<number, { ordered: number; filled: number; ended: boolean }>();
  for (const event of history.world.events) {
    if (!event.type.startsWith('orders.') || event.type.startsWith('orders.mass')) continue;
    const { id } = event as OrderFilled;
    if (event.type === 'orders.placed') {
      must(!lives.has(id), `order ${id} is placed twice`);
      lives.set(id, { ordered: (event as OrderFilled).quantity, filled: 0, ended: false });
      continue;
    }
    const life = lives.get(id);
    if (life === undefined) throw new Error(`${event.type} of order ${id}, which was never placed`);
    must(!life.ended && life.filled < life.ordered, `${event.type} of order ${id} after its end`);
    if (event.type === 'orders.filled') life.filled += (event as OrderFilled).quantity;
    if (event.type === 'orders.moved' || event.type === 'orders.waitingMoved')
      life.ordered = (event as OrderFilled).quantity;
    if (event.type === 'orders.ended') life.ended = true;
    must(life.filled <= life.ordered, `order ${id} is filled with ${life.filled} of ${life.ordered}`);
  }
  const { open } = history.world.core.state.orders;
  for (const [id, { ordered, filled, ended }] of lives) {
    const order = open.get(id);
    must(
      (order === undefined) === (ended || filled === ordered),
      `order ${id} is ${order === undefined ? 'gone' : 'open'}`,
    );
    if (order !== undefined)
      must(order.filled === filled && order.quantity === ordered, `order ${id} counts ${order.filled}`);
  }
  must(lives.size >= open.size, 'orders in memory that were never placed');
}
