import type { Price, Quantity, Report } from '../src/index.ts';
import type { Link } from './link.ts';
import type { Random } from './random.ts';

/** What the platform sends to the venue. The client order id comes from the order: the venue knows each id once. */
export type VenueRequest =
  | {
      readonly kind: 'submit';
      readonly clientId: string;
      readonly side: 0 | 1;
      readonly quantity: number;
      /** Limit in price steps; 0 at the market. */
      readonly price: number;
      /** Where the market was: market orders are filled near it. */
      readonly reference: number;
      readonly mayRest: boolean;
      /** Step after which the venue refuses to take it (a receive window): an order cannot appear after it was asked for. */
      readonly validUntil: number;
    }
  | { readonly kind: 'cancel'; readonly clientId: string }
  | { readonly kind: 'ask'; readonly clientId: string };

/** What the venue says of one order, in the order in which it happened. */
export interface VenueWord {
  readonly clientId: string;
  readonly reports: readonly Report[];
}

export interface VenueOrder {
  readonly clientId: string;
  readonly side: 0 | 1;
  readonly quantity: number;
  readonly price: number;
  readonly reference: number;
  filled: number;
  state: 'open' | 'filled' | 'cancelled' | 'rejected';
  readonly fills: Report[];
}

/** A real venue behind the seam, with its own truth about every order it has ever seen. */
export class SimulatedVenue {
  readonly orders = new Map<string, VenueOrder>();
  readonly #random: Random;
  readonly #words: Link<VenueWord>;
  #fillCounter = 0;

  constructor(random: Random, words: Link<VenueWord>) {
    this.#random = random;
    this.#words = words;
  }

  /** Takes one request from the line. */
  take(request: VenueRequest, now: number): void {
    switch (request.kind) {
      case 'submit':
        return this.#submit(request, now);
      case 'cancel':
        return this.#cancel(request.clientId, now);
      case 'ask':
        return this.#say(request.clientId, this.#stateOf(request.clientId), now);
    }
  }

  /** Time goes by at the venue: an open order is filled in part or whole, now and then it is cancelled. */
  trade(now: number): void {
    const open = [...this.orders.values()].filter((order) => order.state === 'open');
    if (open.length === 0) return;
    const order = this.#random.pick(open);
    if (this.#random.chance(0.06)) this.#end(order, now);
    else this.#fill(order, this.#random.between(1, order.quantity - order.filled), now);
  }

  #submit(request: Extract<VenueRequest, { kind: 'submit' }>, now: number): void {
    if (now > request.validUntil || this.orders.has(request.clientId)) return;
    const { clientId, side, quantity, price, reference } = request;
    const order: VenueOrder = { clientId, side, quantity, price, reference, filled: 0, state: 'open', fills: [] };
    this.orders.set(clientId, order);
    if (this.#random.chance(0.08)) {
      order.state = 'rejected';
      return this.#say(clientId, [{ kind: 'rejected', detail: 'the venue does not like it' }], now);
    }
    this.#say(clientId, [{ kind: 'accepted' }], now);
    if (request.mayRest) return;
    if (this.#random.chance(0.8)) this.#fill(order, this.#random.between(1, quantity), now);
    if (this.#isOpen(order)) this.#end(order, now);
  }

  #isOpen(order: VenueOrder): boolean {
    return order.state === 'open';
  }

  #cancel(clientId: string, now: number): void {
    const order = this.orders.get(clientId);
    if (order === undefined || order.state !== 'open' || this.#random.chance(0.05)) {
      return this.#say(clientId, [{ kind: 'cancelRejected', detail: 'too late' }], now);
    }
    if (this.#random.chance(0.15)) this.#fill(order, this.#random.between(1, order.quantity - order.filled), now);
    if (this.#isOpen(order)) this.#end(order, now);
  }

  #fill(order: VenueOrder, quantity: number, now: number): void {
    const slip = Math.floor(order.reference / 400);
    const at = order.price === 0 ? order.reference + this.#random.between(-slip, slip) : order.price;
    const better = order.price === 0 ? 0 : this.#random.between(0, 3);
    const fill: Report = {
      kind: 'filled',
      fill: `v${++this.#fillCounter}`,
      price: (order.side === 0 ? at - better : at + better) as Price,
      quantity: quantity as Quantity,
      maker: order.price !== 0 && this.#random.chance(0.5),
    };
    order.filled += quantity;
    order.fills.push(fill);
    if (order.filled === order.quantity) order.state = 'filled';
    this.#say(order.clientId, [fill], now);
  }

  #end(order: VenueOrder, now: number): void {
    order.state = 'cancelled';
    this.#say(order.clientId, [{ kind: 'cancelled', filledTotal: order.filled as Quantity }], now);
  }

  /** Everything that happened to an order, for whoever asks. */
  #stateOf(clientId: string): Report[] {
    const order = this.orders.get(clientId);
    if (order === undefined) return [{ kind: 'absent' }];
    switch (order.state) {
      case 'open':
        return [{ kind: 'accepted' }, ...order.fills];
      case 'filled':
        return [...order.fills];
      case 'cancelled':
        return [...order.fills, { kind: 'cancelled', filledTotal: order.filled as Quantity }];
      case 'rejected':
        return [{ kind: 'rejected', detail: 'the venue does not like it' }];
    }
  }

  #say(clientId: string, reports: Report[], now: number): void {
    this.#words.send({ clientId, reports }, now);
  }
}
