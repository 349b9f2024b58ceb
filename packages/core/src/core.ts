import {
  ACCOUNTS_EVENTS,
  type AccountsCommand,
  type AccountsSnapshot,
  applyAccounts,
  decideAccounts,
  restoreAccounts,
  snapshotAccounts,
} from './accounts/index.ts';
import { type Command, checkForm } from './commands.ts';
import { Fingerprint } from './digest.ts';
import { type CoreEvent, EventCodec } from './events/index.ts';
import {
  applyExchange,
  continueExchange,
  EXCHANGE_EVENTS,
  type ExchangeSnapshot,
  nextExchangeTime,
  reactExchange,
  restoreExchange,
  rollOver,
  snapshotExchange,
  tickExchange,
} from './exchange/index.ts';
import {
  applyInstruments,
  decideInstruments,
  INSTRUMENTS_EVENTS,
  type InstrumentsCommand,
  type InstrumentsEvent,
  type InstrumentsSnapshot,
  instrumentById,
  restoreInstruments,
  snapshotInstruments,
} from './instruments/index.ts';
import { applyTick, checkTick, emptyMarket, refuseTick, type Tick } from './market/index.ts';
import {
  applyOrders,
  continueMassCancel,
  expireOrders,
  type FinishedOrder,
  ORDERS_EVENTS,
  type OrdersCommand,
  type OrdersSnapshot,
  orderRow,
  plannedOrders,
  restoreOrders,
  snapshotOrders,
  snapshotOrdersHead,
  takeFinished,
} from './orders/index.ts';
import type { Rejection } from './rejections.ts';
import {
  applyRisk,
  continueRisk,
  decideOwnOrders,
  decideRisk,
  judgeMargins,
  mustJudge,
  nextRiskTime,
  RISK_EVENTS,
  type RiskCommand,
  type RiskSnapshot,
  reactRisk,
  restoreRisk,
  snapshotRisk,
  tickMargin,
  touchMargin,
} from './risk/index.ts';
import { RunningTurn } from './running-turn.ts';
import { type CoreState, emptyState } from './state.ts';
import {
  applyStops,
  continueStops,
  nextStopsTime,
  restoreStops,
  STOPS_EVENTS,
  type StopsSnapshot,
  snapshotStops,
  tellDueMarks,
  tellMovedMarks,
  tickStops,
} from './stops/index.ts';
import { type Decision, done, isRejection, type Outcome, reject, type Turn } from './turn.ts';

/** Version of the snapshot's form. */
export const SNAPSHOT_VERSION = 3;

/** Every event type the journal can hold. */
export const EVENT_DEFINITIONS = [
  ...INSTRUMENTS_EVENTS,
  ...ACCOUNTS_EVENTS,
  ...ORDERS_EVENTS,
  ...EXCHANGE_EVENTS,
  ...STOPS_EVENTS,
  ...RISK_EVENTS,
];

export interface CoreSnapshot {
  readonly version: number;
  readonly now: number;
  readonly instruments: InstrumentsSnapshot;
  readonly accounts: AccountsSnapshot;
  readonly orders: OrdersSnapshot;
  readonly exchange: ExchangeSnapshot;
  readonly stops: StopsSnapshot;
  readonly risk: RiskSnapshot;
}

/** What one command came to: its events are one atomic batch for the journal. A refused command has none of its own. */
export interface TurnResult {
  readonly events: readonly CoreEvent[];
  readonly outcome: Outcome | null;
  readonly rejection: Rejection | null;
}

/**
 * The trading core: a deterministic state machine. Commands, market data and the clock go in, events come out. It has no
 * clock, no chance, no input or output of its own: the same inputs give the same events, and replaying the events through
 * `apply` gives the same state.
 */
export class Core {
  readonly state: CoreState;
  /** Event format of the journal. */
  static readonly codec = new EventCodec(EVENT_DEFINITIONS);

  /** Market time of the newest turn that had events (ms UTC). */
  #now: number;

  constructor(state: CoreState = emptyState(), now = 0) {
    this.state = state;
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** Decides a command at market time `at` (never earlier than the turn before) and applies what follows from it. */
  execute(command: Command, at: number): TurnResult {
    const turn = this.#begin(at);
    const decision = isTime(at)
      ? this.#decide(command, turn)
      : reject('invalid_value', 'at', 'must be whole ms since 1970');
    this.#react(turn);
    // a refused command has no events
    if (turn.events.length > 0) this.#judgeMargins(turn);
    this.#tellMarks(turn);
    return isRejection(decision)
      ? { events: turn.events, outcome: null, rejection: decision }
      : { events: turn.events, outcome: decision, rejection: null };
  }

  /**
   * Takes market data in. Ticks of unknown and delisted instruments are ignored; malformed ones change nothing and are
   * counted in `state.market`.
   */
  tick(tick: Tick, at: number): readonly CoreEvent[] {
    const { instruments, market: markets } = this.state;
    const instrument = instrumentById(instruments, tick.instrument);
    if (instrument === undefined || instruments.delistedAt.has(instrument.id)) return NO_EVENTS;
    const wrong = isTime(at) ? checkTick(instrument, tick) : 'at must be whole ms since 1970';
    if (wrong !== null) {
      refuseTick(markets, `${instrument.symbol}: ${wrong}`);
      return NO_EVENTS;
    }
    const turn = this.#begin(at);
    const market = applyTick(this.state.market, instrument, tick, turn.at);
    tickExchange(this.state, market, tick, turn);
    tickStops(this.state, market, tick, turn);
    this.#react(turn);
    tickMargin(this.state, market, tick);
    this.#judgeMargins(turn);
    this.#tellMarks(turn);
    return turn.events;
  }

  /** Carries out what is due by `at` and goes on with long work. Call again while `nextTimer` is not after `at`. */
  advance(at: number): readonly CoreEvent[] {
    const turn = this.#begin(at);
    continueExchange(this.state, turn);
    continueStops(this.state, turn);
    tellDueMarks(this.state, turn);
    this.#react(turn);
    continueMassCancel(this.state, turn);
    expireOrders(this.state, turn);
    // a day ends when all orders of the day have ended
    if (!turn.full && this.state.orders.nextExpiry > turn.at) rollOver(this.state, turn);
    this.#react(turn);
    continueRisk(this.state, turn);
    this.#react(turn);
    this.#judgeMargins(turn);
    this.#tellMarks(turn);
    return turn.events;
  }

  /** Market time of the next thing `advance` has to do; 0 when there is something to do now. */
  get nextTimer(): number {
    const { massCancels, nextExpiry } = this.state.orders;
    if (massCancels.length > 0) return 0;
    return Math.min(nextExpiry, nextExchangeTime(this.state), nextStopsTime(this.state), nextRiskTime(this.state));
  }

  /** Folds one event of the journal. Live turns use the same fold. */
  apply(event: CoreEvent): void {
    if (event.at > this.#now) this.#now = event.at;
    const world = this.state;
    switch (event.type.charCodeAt(0)) {
      case 111: // orders.
        applyExchange(world, event);
        applyOrders(world, event);
        touchMargin(world, event);
        if (world.risk.accounts.size > 0) applyRisk(world, event);
        return;
      case 97: // accounts.
        applyAccounts(world.accounts, event);
        touchMargin(world, event);
        applyRisk(world, event);
        return;
      case 101: // exchange.
        applyExchange(world, event);
        applyRisk(world, event);
        return;
      case 114: // risk.
        applyRisk(world, event);
        touchMargin(world, event);
        return;
      case 115: // stops.
        applyStops(world.stops, event);
        return;
      default:
        applyInstruments(world.instruments, event as InstrumentsEvent);
        touchMargin(world, event);
    }
  }

  /** Replays one journal row. */
  applyTurn(at: number, body: string): void {
    for (const event of Core.codec.decode(body, at)) this.apply(event);
    this.takeFinished();
  }

  /** The body of a journal row for the events of one turn. */
  encode(events: readonly CoreEvent[]): string {
    return Core.codec.encode(events);
  }

  /** Orders that have ended since the last call, for the read model. */
  takeFinished(): readonly FinishedOrder[] {
    return takeFinished(this.state.orders);
  }

  /** The durable state as plain JSON. */
  snapshot(): CoreSnapshot {
    return this.#snapshotWith(snapshotOrders(this.state.orders));
  }

  #snapshotWith<O>(orders: O): Omit<CoreSnapshot, 'orders'> & { readonly orders: O } {
    const { instruments, accounts, exchange, stops, risk } = this.state;
    return {
      version: SNAPSHOT_VERSION,
      now: this.#now,
      instruments: snapshotInstruments(instruments),
      accounts: snapshotAccounts(accounts),
      orders,
      exchange: snapshotExchange(exchange),
      stops: snapshotStops(stops),
      risk: snapshotRisk(risk),
    };
  }

  /** A core with the durable state of a snapshot; its market is empty until the feed fills it. */
  static restore(snapshot: CoreSnapshot): Core {
    if (snapshot.version !== SNAPSHOT_VERSION) {
      throw new Error(`snapshot has version ${snapshot.version}, this program reads ${SNAPSHOT_VERSION}`);
    }
    const instruments = restoreInstruments(snapshot.instruments);
    const accounts = restoreAccounts(snapshot.accounts, (id) => instruments.instruments[id]?.settlement === 'futures');
    const orders = restoreOrders(snapshot.orders);
    const exchange = restoreExchange(snapshot.exchange, orders);
    const stops = restoreStops(snapshot.stops);
    const risk = restoreRisk(snapshot.risk);
    return new Core({ instruments, market: emptyMarket(), stops, accounts, orders, exchange, risk }, snapshot.now);
  }

  /** One fingerprint over the durable state: the text of the snapshot, taken in parts, for it may be large. */
  digest(): string {
    const { orders } = this.state;
    const print = new Fingerprint().add(JSON.stringify(this.#snapshotWith(snapshotOrdersHead(orders))));
    let part = '';
    for (const order of orders.open.values()) {
      part += JSON.stringify(orderRow(order));
      if (part.length < DIGEST_PART) continue;
      print.add(part);
      part = '';
    }
    return print.add(part).value;
  }

  #begin(at: number): RunningTurn {
    return new RunningTurn(this, isTime(at) && at > this.#now ? at : this.#now);
  }

  #decide(command: Command, turn: Turn): Decision {
    const type: unknown = command?.type;
    if (typeof type !== 'string') return reject('unknown_command', 'type', 'a command has a type');
    const module = type.slice(0, type.indexOf('.'));
    const wrong = module === 'orders' || module === 'accounts' || module === 'risk' ? checkForm(command) : null;
    if (wrong !== null) return wrong;
    switch (module) {
      case 'orders':
        return decideOwnOrders(this.state, command as OrdersCommand, turn);
      case 'risk':
        return decideRisk(this.state, command as RiskCommand, turn);
      case 'accounts':
        return this.#decideAccounts(command as AccountsCommand, turn);
      case 'instruments':
        return this.#decideInstruments(command as InstrumentsCommand, turn);
      default:
        return reject('unknown_command', 'type', `no command ${type}`);
    }
  }

  #decideAccounts(command: AccountsCommand, turn: Turn): Decision {
    if (command.type === 'accounts.close' && this.state.orders.byAccount.has(command.account)) {
      return reject('account_not_empty', 'account', 'cancel its orders first');
    }
    if (command.type === 'accounts.close' && this.state.risk.closings.has(command.account)) {
      return reject('account_not_empty', 'account', 'its positions are being closed');
    }
    return decideAccounts(this.state, command, turn, (account) => plannedOrders(this.state.orders, account));
  }

  #decideInstruments(command: InstrumentsCommand, turn: Turn): Decision {
    const decision = decideInstruments(this.state.instruments, command, turn.at);
    if (!Array.isArray(decision)) return decision;
    for (const event of decision) turn.emit(event);
    return done((decision[0] as InstrumentsEvent | undefined)?.id ?? 0);
  }

  /** Every turn that the journal keeps ends with how far trailing marks have moved. */
  #tellMarks(turn: RunningTurn): void {
    if (turn.events.length > 0 && this.state.stops.index.hasMovedMarks) tellMovedMarks(this.state, turn);
  }

  /** Values accounts whose margin may not suffice any more, until nothing follows from it. */
  #judgeMargins(turn: RunningTurn): void {
    while (mustJudge(this.state)) {
      const before = turn.events.length;
      judgeMargins(this.state, turn);
      if (turn.events.length === before) return;
      this.#react(turn);
    }
  }

  /** Offers each event to the modules that react, first in first out, until nothing new comes. */
  #react(turn: RunningTurn): void {
    for (; turn.offered < turn.events.length; turn.offered++) {
      const event = turn.events[turn.offered] as CoreEvent;
      reactExchange(this.state, event, turn);
      reactRisk(this.state, event, turn);
    }
  }
}

const NO_EVENTS: readonly CoreEvent[] = [];

/** Characters that a digest takes at once. */
const DIGEST_PART = 65_536;

/** The last moment a date can have (ms UTC), so that every moment 30 days later is still a safe integer. */
const LAST_TIME = 8_640_000_000_000_000;

function isTime(at: number): boolean {
  return Number.isSafeInteger(at) && at >= 0 && at <= LAST_TIME;
}
