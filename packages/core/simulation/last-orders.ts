import { type Account, type Money, NO_LIMITS, positionsOf, type Trade } from '../src/index.ts';
import { must } from './failure.ts';
import { VENUE } from './listing.ts';
import type { SimulatedMarket } from './market.ts';
import type { Wish } from './orders-of-clients.ts';
import type { Platform } from './platform.ts';

/** Rounds in which every deal, smart trade and grid must have ended. */
export const LAST_ROUNDS = 150;

/** Market time between them (ms): longer than anything waits before it is tried again. */
export const ROUND_TIME = 61_000;

/** Much of every asset, in whole units. */
const PLENTY = 10_000_000n;

/** How the owner of all ends bots and smart trades once the faults are over: what is needed from outside, and the orders. */
export class LastOrders {
  readonly #platform: Platform;
  readonly #ask: (wish: Wish) => void;

  constructor(platform: Platform, ask: (wish: Wish) => void) {
    this.#platform = platform;
    this.#ask = ask;
  }

  /** Nothing stands in the way any more: no limits, no stops, no faults, and money and coins for every order. */
  prepare(): void {
    const { accounts, bots, trades, grid } = this.#platform.core.state;
    const all = [...bots.deals.values(), ...trades.trades.values(), ...grid.bots.values()];
    const held = new Set(all.map(({ account }) => account));
    for (const id of held) {
      const account = accounts.accounts.get(id) as Account;
      this.#ask(() => ({ type: 'risk.resume', account: id }));
      this.#ask(() => ({ type: 'risk.setLimits', account: id, limits: NO_LIMITS }));
      if (account.fillPolicy === 'sandbox') {
        const faults = { rejectEvery: null, partialPercent: null, delayMs: null };
        this.#ask(() => ({ type: 'accounts.setFaults', account: id, faults }));
      }
    }
    for (const { account, instrument } of bots.deals.values()) this.#fund(account, instrument);
    for (const { account, settings } of trades.trades.values()) this.#fund(account, settings.instrument);
    for (const { account, settings } of grid.bots.values()) this.#fund(account, settings.instrument);
  }

  /** All bots rest. Half of their deals, of the smart trades and of the grids are to be sold, the others cancelled. */
  giveOrders(): void {
    const { bots, trades, grid } = this.#platform.core.state;
    for (const { id } of [...bots.bots.values()]) this.#ask(() => ({ type: 'bots.disable', bot: id }));
    for (const deal of [...bots.deals.values()]) {
      const { id, bot, status } = deal;
      const sold = (bot / 16) % 2 === 0 && this.#canSell(deal.account, deal.instrument);
      if (sold && (status === 'bought' || status === 'trailing'))
        this.#ask(() => ({ type: 'bots.panicSellDeal', deal: id }));
      if (!sold && status !== 'cancelPending') this.#ask(() => ({ type: 'bots.cancelDeal', deal: id }));
    }
    for (const trade of [...trades.trades.values()]) this.#giveOrder(trade);
    for (const { id, account, status, settings } of [...grid.bots.values()]) {
      const sell = (id / 16) % 2 === 0 && this.#canSell(account, settings.instrument);
      if (status !== 'disabled') this.#ask(() => ({ type: 'grid.disable', bot: id, sell }));
    }
  }

  #giveOrder({ id, account, settings, status, enteredSteps, exitedSteps }: Trade): void {
    if (status === 'cancelling') return;
    const sold = (id / 16) % 2 === 0 && enteredSteps > exitedSteps && this.#canSell(account, settings.instrument);
    if (!sold) this.#ask(() => ({ type: 'trades.cancel', trade: id }));
    else if (status !== 'panicSale') this.#ask(() => ({ type: 'trades.panicSell', trade: id }));
  }

  /** Markets are open, deep and come back to where they were. */
  trade(markets: Iterable<SimulatedMarket>, clock: number): void {
    for (const market of markets) for (const tick of market.calm()) this.#platform.tick(tick, clock);
  }

  mustBeOver(): void {
    const { bots, legs, orders, trades, grid } = this.#platform.core.state;
    for (const { id, status, error } of bots.deals.values()) {
      const open = legs.byOwner.deal.get(id)?.map(({ role, order }) => `${role} ${orders.open.get(order)?.status}`);
      must(false, () => `deal ${id} never ends: it is ${status}, ${error}; ${open?.join(', ') ?? 'no orders'}`);
    }
    for (const { id, status, error } of trades.trades.values()) {
      must(false, () => `trade ${id} never ends: it is ${status}, ${error}`);
    }
    for (const { id, status, error } of grid.bots.values()) {
      must(status === 'disabled', () => `grid ${id} never ends: it is ${status}, ${error}`);
    }
    for (const [order, leg] of legs.byOrder) {
      const { status, account } = orders.open.get(order) ?? {};
      must(
        false,
        () => `${JSON.stringify(leg)} is left of what has ended: order ${order}, ${status}, account ${account}`,
      );
    }
  }

  /** Delisted pairs are not sold; nor can an account trade that has a position whose worth nobody knows any more. */
  #canSell(id: number, instrument: number): boolean {
    const { accounts, instruments } = this.#platform.core.state;
    const held = positionsOf(accounts.accounts.get(id) as Account);
    const pairs = [instrument, ...Array.from(held, (position) => position.instrument)];
    return !pairs.some((pair) => instruments.delistedAt.has(pair));
  }

  #fund(id: number, instrument: number): void {
    const { accounts, instruments } = this.#platform.core.state;
    const pair = instruments.instruments[instrument];
    for (const asset of [pair?.base, pair?.quote]) {
      const { code, scale } = instruments.assets[asset ?? 0] ?? { code: '', scale: 0 };
      const amount = (PLENTY * 10n ** BigInt(scale)) as Money;
      const venue = accounts.accounts.get(id)?.venue === VENUE;
      if (venue) this.#ask(() => ({ type: 'accounts.reportBalance', account: id, asset: code, total: amount }));
      else this.#ask((key) => ({ type: 'accounts.deposit', account: id, asset: code, amount, key }));
    }
  }
}
