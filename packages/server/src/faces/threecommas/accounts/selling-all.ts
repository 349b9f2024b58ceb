import {
  available,
  bestAsk,
  type Command,
  type CoreState,
  findByName,
  gridsOf,
  type Instrument,
  isTradable,
  quantityFor,
  quantitySteps,
  tradesOf,
} from '@outcry/core';
import { refusal } from '../errors.ts';
import type { Call } from '../route.ts';
import { amountOf } from '../wire/numbers.ts';
import { accountOf } from './seen.ts';

const NO_PRICE = 0 as never;

const ORIGIN = 'threecommas';

/** Percent of the tethers that bitcoins are bought for: fees and a book that is dearer behind its best price take the rest. */
const SPENT_PERCENT = 99n;

type Acting = Pick<Call, 'desk' | 'person' | 'requestId'>;

/** Currencies into which everything can be sold, and through which others are. */
export type Target = 'USDT' | 'BTC';

/**
 * Ends every bot, deal, smart trade and grid bot of an account, takes its orders back, and sells what is free at the market: for tethers, or for
 * bitcoins where there is such a pair, and what that brings in tethers for bitcoins. What has no pair, or is less than its market
 * takes, stays. Throws Fault.
 */
export async function sellAll(call: Acting, id: number, target: Target): Promise<void> {
  const { engine } = call.desk.parts;
  const bots = await engine.read((state) => [
    ...(state.bots.byAccount.get(accountOf(state, call.person.id, id).id) ?? []),
  ]);
  for (const bot of bots) await carryOut(call, { type: 'bots.panicSellAll', bot });
  for (const trade of await engine.read((state) => tradesOf(state.trades, id).map((each) => each.id)))
    await endTrade(call, trade);
  for (const bot of await engine.read((state) => gridsOf(state.grid, id).map((each) => each.id)))
    await endGrid(call, bot);
  await carryOut(call, { type: 'orders.cancelAll', account: id, instrument: 0 });
  for (const order of await engine.read((state) => salesOf(state, id, target))) await tryOut(call, order);
  if (target === 'USDT') return;
  const rest = await engine.read((state) => purchaseOf(state, id));
  if (rest !== null) await tryOut(call, rest);
}

async function carryOut({ desk, requestId }: Acting, command: Command): Promise<void> {
  const { rejection } = await desk.parts.engine.submit(command, undefined, requestId);
  if (rejection !== null) throw refusal(rejection);
}

/** Sells what a smart trade holds; one that holds nothing yet is cancelled. It may have ended meanwhile. */
async function endTrade({ desk, requestId }: Acting, trade: number): Promise<void> {
  const { rejection } = await desk.parts.engine.submit({ type: 'trades.panicSell', trade }, undefined, requestId);
  if (rejection !== null) await desk.parts.engine.submit({ type: 'trades.cancel', trade }, undefined, requestId);
}

/** Sells what a grid bot holds. It may be disabled already, or deleted meanwhile. */
async function endGrid({ desk, requestId }: Acting, bot: number): Promise<void> {
  await desk.parts.engine.submit({ type: 'grid.disable', bot, sell: true }, undefined, requestId);
}

/** A sale that the market does not take leaves its coins where they are. */
async function tryOut({ desk, requestId }: Acting, command: Command): Promise<void> {
  const { rejection } = await desk.parts.engine.submit(command, undefined, requestId);
  if (rejection !== null)
    desk.parts.log.info({ face: 'threecommas', reason: rejection.reason }, 'some coins could not be sold');
}

function salesOf(state: CoreState, id: number, target: Target): Command[] {
  const account = state.accounts.accounts.get(id);
  if (account === undefined) return [];
  const orders: Command[] = [];
  for (const asset of account.balances.keys()) {
    const held = state.instruments.assets[asset];
    if (held === undefined || held.code === target || held.code === 'USDT') continue;
    const pair = pairBetween(state, target, held.code) ?? pairBetween(state, 'USDT', held.code);
    if (pair === undefined) continue;
    const quantity = quantitySteps(pair, amountOf(held, available(account, asset)), 'floor');
    if (quantity > 0) orders.push(atMarket(id, pair, 'sell', quantity));
  }
  return orders;
}

/** Bitcoins for the free tethers at the best price. */
function purchaseOf(state: CoreState, id: number): Command | null {
  const account = state.accounts.accounts.get(id);
  const pair = pairBetween(state, 'BTC', 'USDT') ?? pairBetween(state, 'USDT', 'BTC');
  const tether = state.instruments.assetByCode.get('USDT');
  if (account === undefined || pair === undefined || tether === undefined) return null;
  const ask = bestAsk(state.market.markets[pair.id]);
  if (ask === undefined) return null;
  const free = amountOf(tether, available(account, tether.id));
  const spent = { coefficient: free.coefficient * SPENT_PERCENT, scale: free.scale + 2 };
  const quantity = quantityFor(pair, spent, ask.price, 'floor');
  return quantity > 0 ? atMarket(id, pair, 'buy', quantity) : null;
}

function pairBetween(state: CoreState, quote: string, base: string): Instrument | undefined {
  const pair = findByName(state.instruments, `${quote}_${base}`);
  return pair !== undefined && isTradable(state.instruments, pair) ? pair : undefined;
}

function atMarket(account: number, { id }: Instrument, action: 'buy' | 'sell', quantity: number): Command {
  return {
    type: 'orders.place',
    account,
    instrument: id,
    action,
    orderType: 'market',
    validity: 'fak',
    quantity: quantity as never,
    price: NO_PRICE,
    stopPrice: NO_PRICE,
    leg: 'net',
    key: null,
    origin: ORIGIN,
    comment: null,
  };
}
