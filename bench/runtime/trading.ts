import type { Command, Core, Money, PlaceOrder, Price, Quantity } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import type { TimedTick } from '../../packages/server/src/feeds/index.ts';

/** 2026-11-20T10:00Z, a Friday. */
export const START = Date.UTC(2026, 10, 20, 10);
const ACCOUNT = 2_000_000_000;
const SBER = 1;
const MID = 30_000;
const DEPTH = 20;
/** Orders that stay open before the oldest are cancelled. */
const OPEN = 20_000;

/** What the core must know before it can trade: assets, SBER, one rich account. */
export function preparations(): Command[] {
  const instrument = catalogue(START).find((spec) => spec.symbol === 'SBER');
  if (instrument === undefined) throw new Error('SBER is not in the catalogue');
  const fees = { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' } as const;
  const paper = { venue: 'paper', fillPolicy: 'book', margin: false, hedging: false } as const;
  return [
    ...ASSETS.map((asset) => ({ type: 'instruments.defineAsset', asset }) as const),
    { type: 'instruments.list', instrument },
    { type: 'accounts.open', owner: 16, name: 'rich', currency: 'rub', fees, ...paper },
    { type: 'accounts.deposit', account: ACCOUNT, asset: 'rub', amount: (10n ** 24n) as Money, key: null },
    { type: 'accounts.deposit', account: ACCOUNT, asset: 'SBER', amount: (10n ** 12n) as Money, key: null },
  ];
}

/** A displayed book as the synthetic market shows it: 20 levels a side. */
export function book(at: number): TimedTick {
  const bids: number[] = [];
  const asks: number[] = [];
  for (let level = 1; level <= DEPTH; level++) {
    bids.push(MID - level, 1_000 * level);
    asks.push(MID + level, 1_000 * level);
  }
  return { at, tick: { kind: 'depth', instrument: SBER, bids, asks } };
}

/**
 * Commands of one account, endless and always the same: of ten, six limit orders that rest, three cancels of an older one
 * and one order that takes what is displayed. `keyed`: each order carries an idempotency key.
 */
export class Flow {
  readonly #core: Core;
  readonly #keyed: boolean;
  #count = 0;

  constructor(core: Core, keyed: boolean) {
    this.#core = core;
    this.#keyed = keyed;
  }

  next(): Command {
    const n = this.#count++;
    const kind = n % 10;
    const { open } = this.#core.state.orders;
    if (kind % 3 === 2 && open.size > OPEN) return { type: 'orders.cancel', order: open.keys().next().value as number };
    if (kind === 4) return this.#order(n, MID + DEPTH, 1 + (n % 7));
    return this.#order(n, MID - DEPTH - ((n * 7_919) % 500), 1 + (n % 50));
  }

  #order(n: number, price: number, quantity: number): PlaceOrder {
    return {
      type: 'orders.place',
      account: ACCOUNT,
      instrument: SBER,
      action: 'buy',
      orderType: 'limit',
      validity: 'gtc',
      quantity: quantity as Quantity,
      price: price as Price,
      stopPrice: 0 as Price,
      leg: 'net',
      key: this.#keyed ? `order-${n}` : null,
      origin: 'native',
      comment: null,
    };
  }
}
