import {
  type Core,
  type CoreEvent,
  entityOf,
  type Instrument,
  LEG_OWNERS,
  type LegSent,
  type OrdersEvent,
  ownerOf,
  type StopsEvent,
} from '../src/index.ts';
import { must } from './failure.ts';
import type { Issued } from './issued.ts';
import type { AuditedLeg } from './leg-audit.ts';
import type { AuditedOwners } from './owners-audit.ts';

/** What sends orders by itself: a deal, a smart trade, a grid bot. */
export interface OrderOwner {
  readonly id: number;
  readonly account: number;
  readonly instrument: Instrument;
  /** Open orders by id. */
  readonly legs: Map<number, AuditedLeg>;
}

type Of<T extends OrdersEvent['type']> = Extract<OrdersEvent, { type: T }>;
export type Filled = Of<'orders.filled'>;
export type Moved = Of<'orders.moved'>;
export type Ended = Of<'orders.ended'>;
export type Armed = Extract<StopsEvent, { type: 'stops.armed' | 'stops.trailingArmed' }>;

/** How owners of one kind are told apart in the journal. */
interface Kind {
  /** Their name in the core, in origins of orders and in ids of conditions. */
  readonly owner: 'deal' | 'trade' | 'grid';
  /** What their own events begin with. */
  readonly events: string;
  /** Room for conditions of one of them in the ids of conditions. */
  readonly slots: number;
}

/**
 * What the audits of all owners of orders have in common: whose an order or a condition is, as the journal tells it. It fails on
 * an order without a purpose, with two owners, on another account or pair than its owner's, or moved by somebody else.
 */
export abstract class OrderOwnerAudit<O extends OrderOwner> {
  protected readonly issued: Issued;
  protected readonly owners: AuditedOwners;
  readonly #kind: Kind;
  readonly #byOrder = new Map<number, O>();
  /** An order whose purpose has not been told yet. */
  #placed: Of<'orders.placed'> | null = null;

  constructor(kind: Kind, issued: Issued, owners: AuditedOwners) {
    this.#kind = kind;
    this.issued = issued;
    this.owners = owners;
  }

  take(event: CoreEvent, instrumentOf: (id: number) => Instrument): void {
    const known = event as LegSent | OrdersEvent | StopsEvent;
    const { owner: kind, events } = this.#kind;
    if (this.#placed !== null) {
      const { id } = this.#placed;
      must(known.type === 'legs.sent' && known.order === id, () => `order ${id} of a ${kind} has no purpose`);
    }
    switch (known.type) {
      case 'orders.placed':
        if (known.origin.startsWith(`${kind}:`)) this.#placed = known;
        return;
      case 'legs.sent':
        return LEG_OWNERS[known.owner] === kind ? this.#sent(known) : undefined;
      case 'orders.filled':
        return this.#ofOrder(known.id, (owner, leg) => {
          leg.left -= known.quantity;
          this.filled(owner, leg, known);
          if (leg.left <= 0) this.#drop(owner, known.id);
        });
      case 'orders.moved':
        return this.#ofOrder(known.id, (owner, leg) => this.moved(owner, leg, known));
      case 'orders.cancelRequested':
        return this.#ofOrder(known.id, (owner) => this.cancelRequested(owner, known.id));
      case 'orders.ended':
        return this.#ofOrder(known.id, (owner, leg) => {
          this.ended(owner, leg, known);
          this.#drop(owner, known.id);
        });
      case 'stops.armed':
      case 'stops.trailingArmed':
        return this.#ofCondition(known.id, (owner, slot) => this.armed(owner, slot, known));
      case 'stops.cancelled':
        return this.#ofCondition(known.id, (owner, slot) => this.disarmed(owner, slot));
      case 'stops.fired':
        for (const id of known.ids) this.#ofCondition(id, (owner, slot) => this.fired(owner, slot));
        return;
      default:
        if (event.type.startsWith(events)) this.own(event, instrumentOf);
    }
  }

  /** An event of the owners themselves. */
  protected abstract own(event: CoreEvent, instrumentOf: (id: number) => Instrument): void;
  /** The owner with this id, which must be there and not over; `what`: what is told of it. */
  protected abstract running(id: number, what: string): O;
  /** An order that the owner is about to have must be one that it should have. */
  protected abstract checkLeg(owner: O, leg: AuditedLeg): void;
  /** What is left of the order has been counted. */
  protected abstract filled(owner: O, leg: AuditedLeg, fill: Filled): void;
  protected abstract fired(owner: O, slot: number): void;

  protected sent(_owner: O, _leg: AuditedLeg): void {}

  protected moved({ id }: O, { order }: AuditedLeg, _moved: Moved): void {
    must(false, () => `order ${order} of ${this.#kind.owner} ${id} was moved past it`);
  }

  protected cancelRequested(_owner: O, _order: number): void {}
  protected ended(_owner: O, _leg: AuditedLeg, _ended: Ended): void {}
  /** The order is open no more. */
  protected dropped(_owner: O, _order: number): void {}
  protected armed(_owner: O, _slot: number, _armed: Armed): void {}
  protected disarmed(_owner: O, _slot: number): void {}

  /** The core must have exactly the orders that are open in the journal. */
  protected agreeOnOrders({ state: { legs } }: Core): void {
    const { owner: kind } = this.#kind;
    const here = [...legs.byOrder.values()].filter(({ owner }) => owner === kind).length;
    must(this.#byOrder.size === here, () => `${this.#byOrder.size} orders of ${kind}s, the core has ${here}`);
  }

  #sent(sent: LegSent): void {
    const { owner: kind } = this.#kind;
    const placed = this.#placed;
    this.#placed = null;
    must(placed !== null, () => `order ${sent.order} got a purpose and was not placed`);
    must(placed.origin === `${kind}:${sent.entity}`, () => `order ${sent.order} belongs to two ${kind}s`);
    const owner = this.running(sent.entity, sent.type);
    const astray = placed.account !== owner.account || placed.instrument !== owner.instrument.id;
    must(!astray, () => `order ${sent.order} of ${kind} ${owner.id} is astray`);
    const { role, step } = sent;
    const side = placed.action === 'buy' ? 0 : 1;
    const leg: AuditedLeg = { order: placed.id, role, step, side, price: placed.price, left: placed.quantity };
    this.checkLeg(owner, leg);
    owner.legs.set(placed.id, leg);
    this.#byOrder.set(placed.id, owner);
    this.sent(owner, leg);
  }

  #ofOrder(order: number, take: (owner: O, leg: AuditedLeg) => void): void {
    const owner = this.#byOrder.get(order);
    const leg = owner?.legs.get(order);
    if (owner !== undefined && leg !== undefined) take(owner, leg);
  }

  #drop(owner: O, order: number): void {
    owner.legs.delete(order);
    this.#byOrder.delete(order);
    this.dropped(owner, order);
  }

  #ofCondition(id: number, take: (owner: O, slot: number) => void): void {
    const { owner: kind, slots } = this.#kind;
    if (ownerOf(id) !== kind) return;
    const entity = entityOf(id);
    take(this.running(Math.floor(entity / slots), 'a condition'), entity % slots);
  }
}
