import type { Ended, Filled, JournalEvent, Moved, Placed, Told, Triggered, WaitingMoved } from './history.ts';
import { allows, isReached, openOf, opposite, type PaperOrder, Queue } from './paper-order.ts';
import { ShownBook } from './shown-book.ts';
import { type Change, isBetter, type Side, type TapeLine } from './tape.ts';
import { type Share, shareOf } from './trade-share.ts';
import type { Fault, Rule, Verdict } from './verdict.ts';
import { waitOf } from './wait.ts';

const DAY = 86_400_000;

/** Judges a history of one instrument against the tape it was played from. It stops at the first fault. */
export function judge(tape: readonly TapeLine[], history: readonly Told[]): Verdict {
  const checker = new FillChecker(tape);
  for (const told of history) {
    checker.take(told);
    if (checker.faults.length > 0) break;
  }
  return checker;
}

/**
 * Says of every fill in a journal which rule of the paper venue allows it, and of every moment whether something that had to
 * be filled was not. It knows the lines of the tape and the events, and nothing of the core.
 */
class FillChecker implements Verdict {
  readonly faults: Fault[] = [];
  readonly fills = {
    'displayed size': 0,
    'another user': 0,
    'trade through': 0,
    'trade at the price': 0,
    'quote through': 0,
  };
  readonly judged: { step: number; event: number; rule: Rule }[] = [];
  triggered = 0;
  private readonly tape: readonly TapeLine[];
  private readonly all = new Map<number, PaperOrder>();
  private readonly waiting = new Set<PaperOrder>();
  private readonly unseen = new Set<PaperOrder>();
  private readonly entering = new Set<PaperOrder>();
  private readonly queues = [new Queue(0), new Queue(1)] as const;
  private readonly shown = new ShownBook();
  private status: 'normal' | 'break' | 'closed' = 'normal';
  private last: number | null = null;
  private shares: readonly Share[] = [];
  private step = -1;
  private event = 0;
  private cause: 'quote' | 'trade' | 'nothing' = 'nothing';
  private day = -1;
  /** The waiting order that was placed or moved in this step. */
  private newest: PaperOrder | null = null;

  constructor(tape: readonly TapeLine[]) {
    this.tape = tape;
  }

  get orders(): number {
    return this.all.size;
  }

  take(told: Told): void {
    this.step += 1;
    this.shares = [];
    this.cause = 'nothing';
    this.newest = null;
    if (told.kind === 'line') this.line(this.tape[told.line] as TapeLine);
    if (told.kind === 'status') {
      this.status = told.status;
      this.cause = 'quote';
    }
    const { events } = told;
    for (this.event = 0; this.event < events.length; this.event += 1) {
      this.happened(events[this.event] as JournalEvent, events[this.event + 1]);
    }
    this.settled();
  }

  private line(line: TapeLine): void {
    if (line.kind === 'trade') {
      this.cause = 'trade';
      if (this.status !== 'normal') {
        this.last = line.price;
        return;
      }
      this.shares = [shareOf(0, this.queues[0], line), shareOf(1, this.queues[1], line)];
      for (const { ahead } of this.shares) for (const [order, left] of ahead) order.ahead = left;
      this.sawPrice(line.price);
    } else {
      this.cause = 'quote';
      for (const change of line.changes) this.shown.change(change);
      this.shown.seen();
      for (const change of line.changes) this.queueChanged(change);
      for (const order of this.unseen) this.lookFor(order);
    }
    const day = Math.floor(line.at / DAY);
    if (this.day >= 0 && day > this.day) this.dayEnded();
    this.day = day;
  }

  private queueChanged({ side, price, size, outOfSight }: Change): void {
    for (const order of this.queues[side].at(price)) {
      if (outOfSight) this.unseen.add(order);
      else order.ahead = Math.min(order.ahead, size);
    }
  }

  /** An order whose price was out of sight keeps what stood before it until the price can be seen again. */
  private lookFor(order: PaperOrder): void {
    const resting = order.state === 'resting';
    if (resting && !this.shown.isInSight(order.side, order.price)) return;
    this.unseen.delete(order);
    if (resting) order.ahead = Math.min(order.ahead, this.shown.sizeAt(order.side, order.price));
  }

  private sawPrice(price: number): void {
    this.last = price;
    for (const order of this.waiting) {
      if (isBetter(order.side, order.mark, price)) order.mark = price;
    }
  }

  /** Day orders of the day before have ended by now. */
  private dayEnded(): void {
    for (const order of this.all.values()) {
      if (order.validity === 'day' && order.state !== 'ended') this.fault(order.id, 'a day order outlived its day');
    }
  }

  private happened(event: JournalEvent, next: JournalEvent | undefined): void {
    switch (event.type) {
      case 'orders.placed':
        return this.placed(event as Placed);
      case 'orders.triggered':
        return this.fired(event as Triggered);
      case 'orders.moved':
        return this.moved(event as Moved);
      case 'orders.waitingMoved':
        return this.waitingMoved(event as WaitingMoved);
      case 'orders.accepted':
        if (event.resting === true) this.rest(event);
        return;
      case 'orders.rested':
        return this.rest(event);
      case 'orders.ended':
        return this.ended(event as Ended);
      case 'orders.filled':
        return this.filled(event as Filled, next as Filled | undefined);
    }
  }

  private placed(event: Placed): void {
    if (this.status !== 'normal') this.fault(event.id, 'is placed while trading is closed');
    const { wait, limited } = waitOf(event);
    const order: PaperOrder = {
      id: event.id,
      account: event.account,
      side: event.action === 'buy' ? 0 : 1,
      validity: event.validity,
      limited,
      wait,
      price: event.price,
      stopPrice: event.stopPrice,
      quantity: event.quantity,
      filled: 0,
      state: wait === null ? 'entering' : 'waiting',
      ahead: 0,
      mark: this.last ?? 0,
    };
    this.all.set(order.id, order);
    this.newest = order;
    if (wait === null) this.entering.add(order);
    else this.waiting.add(order);
  }

  private fired(event: Triggered): void {
    const order = this.known(event.id, 'waiting');
    if (order === undefined) return;
    if (this.status !== 'normal') this.fault(order.id, 'fires while trading is closed');
    if (event.price !== this.last || !isReached(order, event.price)) this.fault(order.id, 'fires at no such price');
    this.triggered += 1;
    this.enter(order);
  }

  private enter(order: PaperOrder): void {
    this.waiting.delete(order);
    this.queues[order.side].leave(order);
    order.state = 'entering';
    this.entering.add(order);
  }

  private moved({ id, price, quantity, keepsPriority }: Moved): void {
    const order = this.known(id, 'resting');
    if (order === undefined) return;
    if (keepsPriority !== (price === order.price && quantity < order.quantity))
      this.fault(id, keepsPriority ? 'keeps its place without right' : 'loses its place without reason');
    order.price = price;
    order.quantity = quantity;
    if (!keepsPriority) this.enter(order);
  }

  private waitingMoved({ id, price, stopPrice, quantity }: WaitingMoved): void {
    const order = this.known(id, 'waiting');
    if (order === undefined) return;
    // a price of a break that has reached it counts at the next trade, or when the stop price is another
    if (stopPrice !== order.stopPrice) this.newest = order;
    Object.assign(order, { price, stopPrice, quantity });
  }

  private rest({ id }: JournalEvent): void {
    const order = this.known(id as number, 'entering');
    if (order === undefined) return;
    if (!order.limited || order.validity === 'fok' || order.validity === 'fak') this.fault(order.id, 'may not rest');
    if (this.offered(order)) this.fault(order.id, 'rests although it could trade');
    this.entering.delete(order);
    order.state = 'resting';
    order.ahead = this.shown.left(order.side, order.price);
    this.queues[order.side].join(order);
  }

  /** Whether something is there that an order which takes could take. */
  private offered(order: PaperOrder): boolean {
    const level = this.shown.best(opposite(order.side));
    const user = this.queues[opposite(order.side)].first;
    return (level !== undefined && allows(order, level.price)) || (user !== undefined && allows(order, user.price));
  }

  private ended({ id, reason }: Ended): void {
    const order = this.all.get(id);
    if (order === undefined || order.state === 'ended') return this.fault(id, 'ends without being there');
    const why = this.endProblem(order, reason);
    if (why !== null) this.fault(id, why);
    this.end(order);
  }

  private endProblem(order: PaperOrder, reason: string): string | null {
    switch (reason) {
      case 'client':
        return null;
      case 'expired':
        return order.validity === 'day' ? null : 'expires without reason';
      case 'market_closed':
        return this.status === 'normal' ? 'ends because of a closed market that is open' : null;
      case 'self_trade':
        return this.meetsOwn(order) ? null : 'gives way to no order of its account';
      case 'no_liquidity':
      case 'not_filled_at_once':
        if (order.state !== 'entering' || (order.limited && !['fok', 'fak'].includes(order.validity)))
          return 'ends although it may rest';
        if (order.validity === 'fok')
          return order.filled > 0 || this.canFillWhole(order) ? 'is not filled whole' : null;
        return this.offered(order) ? 'ends although it could trade' : null;
      default:
        return `ends for ${reason}`;
    }
  }

  private meetsOwn(order: PaperOrder): boolean {
    const taker = [...this.entering].find(({ account, side }) => account === order.account && side !== order.side);
    return taker !== undefined && this.queues[order.side].first === order && allows(taker, order.price);
  }

  private canFillWhole(order: PaperOrder): boolean {
    const others = this.queues[opposite(order.side)].orders.filter(
      ({ account, price }) => account !== order.account && allows(order, price),
    );
    const users = others.reduce((sum, other) => sum + openOf(other), 0);
    return users + this.shown.leftWithin(opposite(order.side), (price) => allows(order, price)) >= openOf(order);
  }

  private end(order: PaperOrder): void {
    this.waiting.delete(order);
    this.entering.delete(order);
    this.queues[order.side].leave(order);
    order.state = 'ended';
  }

  private filled(event: Filled, next: Filled | undefined): void {
    const order = this.all.get(event.id);
    if (order === undefined) return this.fault(event.id, 'is filled before it exists');
    if (this.status !== 'normal') return this.fault(event.id, 'is filled while trading is closed');
    if (order.side !== event.side || order.account !== event.account) return this.fault(event.id, 'is another order');
    if (!Number.isSafeInteger(event.quantity) || event.quantity < 1 || event.quantity > openOf(order))
      return this.fault(event.id, `is filled with ${event.quantity}, ${openOf(order)} were open`);
    if (event.maker !== (order.state === 'resting'))
      return this.fault(event.id, `is filled as ${event.maker ? 'maker' : 'taker'} while ${order.state}`);
    const isTrade = event.maker && next?.type === 'orders.filled' && next.fill === event.fill && !next.maker;
    if (!event.maker) this.takes(event, order);
    else if (isTrade) this.usersTrade(event, order, next);
    else this.outsideTakes(event, order);
  }

  private takes(event: Filled, order: PaperOrder): void {
    const side = opposite(order.side);
    const level = this.shown.best(side);
    const user = this.queues[side].first;
    if (level === undefined || level.price !== event.price || !allows(order, event.price))
      return this.fault(event.id, `takes at ${event.price}, the best displayed price is ${level?.price}`);
    if (user !== undefined && isBetter(side, user.price, level.price))
      return this.fault(event.id, `takes at ${event.price} although order ${user.id} has a better price`);
    const before = user?.price === level.price ? user.ahead : Number.POSITIVE_INFINITY;
    const left = Math.min(level.size - level.taken, before);
    if (event.quantity > left) return this.fault(event.id, `takes ${event.quantity} where ${left} are left to take`);
    level.taken += event.quantity;
    for (const behind of this.queues[side].at(level.price)) behind.ahead = Math.max(0, behind.ahead - event.quantity);
    this.count(event, order, 'displayed size');
  }

  private usersTrade(event: Filled, maker: PaperOrder, other: Filled): void {
    const taker = this.all.get(other.id);
    if (taker?.state !== 'entering') return this.fault(other.id, `takes while ${taker?.state}`);
    const level = this.shown.best(maker.side);
    if (maker.account === taker.account) return this.fault(taker.id, 'trades with its own account');
    if (maker.side === taker.side || other.side !== taker.side) return this.fault(taker.id, 'trades with its own side');
    if (this.queues[maker.side].first !== maker)
      return this.fault(maker.id, 'is filled before one that stands before it');
    if (event.price !== maker.price || other.price !== maker.price || !allows(taker, maker.price))
      return this.fault(maker.id, `trades at ${event.price}, its price is ${maker.price}`);
    if (event.quantity !== other.quantity || event.quantity > openOf(taker))
      return this.fault(taker.id, `takes ${other.quantity} for ${event.quantity}`);
    if (level !== undefined && isBetter(maker.side, level.price, maker.price))
      return this.fault(taker.id, `takes at ${event.price} although ${level.price} is displayed`);
    if (level?.price === maker.price && maker.ahead > 0)
      return this.fault(maker.id, `is filled although ${maker.ahead} stand before it`);
    this.count(event, maker, 'another user');
    this.event += 1;
    this.count(other, taker, 'another user');
  }

  private outsideTakes(event: Filled, order: PaperOrder): void {
    if (event.price !== order.price)
      return this.fault(event.id, `is filled at ${event.price}, its price is ${order.price}`);
    if (this.cause === 'trade') return this.tradeTakes(event, order);
    if (this.cause === 'nothing') return this.fault(event.id, 'is filled by nothing');
    const level = this.shown.best(opposite(order.side));
    if (level === undefined || !allows(order, level.price)) return this.fault(event.id, 'is reached by no quote');
    if (this.queues[order.side].first !== order)
      return this.fault(event.id, 'is filled before one that stands before it');
    const left = level.size - level.taken;
    if (event.quantity > left) return this.fault(event.id, `is filled with ${event.quantity} by a quote of ${left}`);
    level.taken += event.quantity;
    this.count(event, order, 'quote through');
  }

  private tradeTakes(event: Filled, order: PaperOrder): void {
    const owed = this.shares[order.side]?.owed;
    const own = owed?.get(order);
    if (owed === undefined || own === undefined)
      return this.fault(event.id, 'no trade reaches it, or not past what stands before it');
    if (event.quantity !== own.quantity)
      return this.fault(event.id, `is filled with ${event.quantity}, of the trade ${own.quantity} are left for it`);
    owed.delete(order);
    this.count(event, order, own.rule);
  }

  private count({ quantity }: Filled, order: PaperOrder, rule: Rule): void {
    order.filled += quantity;
    if (openOf(order) === 0) this.end(order);
    this.fills[rule] += 1;
    this.judged.push({ step: this.step, event: this.event, rule });
  }

  /** Whatever had to happen has happened by the end of a step. */
  private settled(): void {
    for (const { owed } of this.shares) {
      for (const [{ id }, { quantity, rule }] of owed) this.fault(id, `is owed ${quantity} by a ${rule}`);
    }
    for (const { id } of this.entering) this.fault(id, 'neither rests nor ends');
    if (this.status !== 'normal') return;
    for (const side of [0, 1] as const) this.notCrossed(side);
    if (this.last === null) return;
    // prices of a break count at the next trade
    for (const order of this.cause === 'trade' ? this.waiting : [this.newest]) {
      if (order?.state === 'waiting' && isReached(order, this.last)) this.fault(order.id, 'did not fire');
    }
  }

  private notCrossed(side: Side): void {
    const order = this.queues[side].first;
    if (order === undefined) return;
    const level = this.shown.best(opposite(side));
    if (level !== undefined && allows(order, level.price))
      this.fault(order.id, `is owed a fill by the quote ${level.price}`);
    const user = this.queues[opposite(side)].first;
    if (user !== undefined && allows(order, user.price)) this.fault(order.id, `crosses order ${user.id}`);
  }

  private known(id: number, state: PaperOrder['state']): PaperOrder | undefined {
    const order = this.all.get(id);
    if (order?.state === state) return order;
    this.fault(id, `is ${order?.state ?? 'unknown'}, not ${state}`);
    return undefined;
  }

  private fault(order: number, problem: string): void {
    this.faults.push({ step: this.step, order, problem });
  }
}
