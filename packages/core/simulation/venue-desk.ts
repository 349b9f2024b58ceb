import { type CoreEvent, type Order, type OrdersEvent, openQuantity } from '../src/index.ts';
import { must } from './failure.ts';
import type { Link } from './link.ts';
import { VENUE } from './listing.ts';
import type { Plant } from './planting.ts';
import type { Platform } from './platform.ts';
import type { SimulatedVenue, VenueRequest, VenueWord } from './venue.ts';

/** Steps after which a submission that nobody has answered counts as unknown. */
const TIMEOUT = 12;
/** Steps for which a submission is good at the venue; only then may the venue be asked whether it is there. */
const VALID = 30;
/** Steps between two questions about the same order. */
const ASK_EVERY = 25;

/** What the runtime remembers of an order on its way. Lost in a crash. */
interface Sent {
  readonly at: number;
  /** Before this step a submission may still arrive. */
  readonly validUntil: number;
  askedAt: number;
}

export function clientIdOf(order: number): string {
  return `o${order}`;
}

/** The runtime's side of the venue: sends what durable events ask for, takes reports back, asks where it does not know. */
export class VenueDesk {
  readonly #platform: Platform;
  readonly #requests: Link<VenueRequest>;
  readonly #plant: Plant;
  readonly #referenceOf: (instrument: number) => number;
  #sent = new Map<number, Sent>();
  /** Orders ever submitted, over all lives of the process: none may be submitted twice. */
  readonly #submitted = new Set<number>();
  /** Once true every open order is asked for again and again. */
  eager = false;

  constructor(
    platform: Platform,
    requests: Link<VenueRequest>,
    plant: Plant,
    referenceOf: (instrument: number) => number,
  ) {
    this.#platform = platform;
    this.#requests = requests;
    this.#plant = plant;
    this.#referenceOf = referenceOf;
  }

  /** Carries out the effects of durable events. */
  publish(events: readonly CoreEvent[], now: number): void {
    for (const event of events) {
      const known = event as OrdersEvent;
      if (known.type === 'orders.cancelRequested')
        this.#requests.send({ kind: 'cancel', clientId: clientIdOf(known.id) }, now);
      const leaves = (known.type === 'orders.placed' && known.trigger === null) || known.type === 'orders.triggered';
      if (leaves) this.#submit(known.id, now);
    }
  }

  /** Takes the venue's words to the core. */
  hear(words: readonly VenueWord[], clock: number): void {
    for (const { clientId, reports } of words) {
      const order = Number(clientId.slice(1));
      for (const report of reports) this.#platform.decide({ type: 'orders.report', order, report }, clock);
    }
  }

  /** Time-outs and questions. */
  watch(clock: number, now: number): void {
    for (const order of [...this.#openOrders()]) {
      const sent = this.#sent.get(order.id);
      if (sent === undefined) continue;
      if (order.status === 'submitting' && now - sent.at > TIMEOUT) {
        this.#platform.decide({ type: 'orders.report', order: order.id, report: { kind: 'unknown' } }, clock);
      }
      const unclear = order.status === 'unknown' || order.status === 'closing' || order.cancelRequested;
      const pause = this.eager ? 0 : unclear ? ASK_EVERY : 4 * ASK_EVERY;
      if (now <= sent.validUntil || now - sent.askedAt < pause) continue;
      sent.askedAt = now;
      const clientId = clientIdOf(order.id);
      if (order.cancelRequested) this.#requests.send({ kind: 'cancel', clientId }, now);
      this.#requests.send({ kind: 'ask', clientId }, now);
    }
  }

  /** After a restart: what was sent is not known. Nothing is sent again; the venue is asked. */
  recover(clock: number, now: number): void {
    this.#sent = new Map();
    if (this.#plant.forgetsVenue === true) return;
    for (const order of [...this.#openOrders()]) {
      this.#sent.set(order.id, { at: now, validUntil: now + VALID, askedAt: now });
      if (order.status !== 'submitting') continue;
      if (this.#plant.sendsAgain === true) this.#send(order, `o${order.id}.1`, now);
      this.#platform.decide({ type: 'orders.report', order: order.id, report: { kind: 'unknown' } }, clock);
    }
  }

  /** The platform's view of every order at the venue is the venue's own. */
  agree(venue: SimulatedVenue, filledOf: (order: number) => number): void {
    const { open } = this.#platform.core.state.orders;
    for (const [clientId, there] of venue.orders) {
      const id = Number(clientId.slice(1));
      const here = open.get(id);
      must(clientId === clientIdOf(id), () => `the venue has an order ${clientId} that is no order of ours`);
      must(
        (there.state === 'open') === (here !== undefined),
        () => `order ${id} is ${there.state} at the venue and ${here === undefined ? 'not open' : here.status} here`,
      );
      must(
        filledOf(id) === there.filled,
        () => `order ${id} has ${there.filled} filled at the venue and ${filledOf(id)} here`,
      );
    }
    for (const order of this.#openOrders()) {
      must(
        venue.orders.has(clientIdOf(order.id)),
        () => `order ${order.id} is ${order.status} here and unknown at the venue`,
      );
      must(order.status === 'working', () => `order ${order.id} is still ${order.status}`);
    }
  }

  #submit(id: number, now: number): void {
    const order = this.#platform.core.state.orders.open.get(id);
    if (order === undefined || !this.#isOurs(order)) return;
    must(!this.#submitted.has(id), () => `order ${id} was submitted twice`);
    this.#submitted.add(id);
    this.#sent.set(id, { at: now, validUntil: now + VALID, askedAt: now });
    this.#send(order, clientIdOf(id), now);
  }

  #send(order: Order, clientId: string, now: number): void {
    const { side, price, instrument } = order;
    this.#requests.send(
      {
        kind: 'submit',
        clientId,
        side,
        quantity: openQuantity(order),
        price,
        reference: this.#referenceOf(instrument),
        mayRest: price !== 0 && (order.validity === 'day' || order.validity === 'gtc'),
        validUntil: now + VALID,
      },
      now,
    );
  }

  *#openOrders(): IterableIterator<Order> {
    for (const order of this.#platform.core.state.orders.open.values()) {
      if (order.status !== 'armed' && this.#isOurs(order)) yield order;
    }
  }

  #isOurs(order: Order): boolean {
    return this.#platform.core.state.accounts.accounts.get(order.account)?.venue === VENUE;
  }
}
