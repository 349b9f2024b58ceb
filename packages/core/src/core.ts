import { type AccountsCommand, decideAccounts } from './accounts/index.ts';
import {
  type BotsCommand,
  continueBots,
  decideBots,
  driveBots,
  type FinishedDeal,
  hasActiveDeals,
  hearSignals,
  mustDriveBots,
  nextBotsTime,
  takeFinishedDeals,
} from './bots/index.ts';
import { type Command, checkForm } from './commands.ts';
import {
  beginCopyTurn,
  type CopyCommand,
  continueCopy,
  decideCopy,
  driveCopy,
  hasCopyWork,
  mustDriveCopy,
  nextCopyTime,
  tickCopy,
} from './copy/index.ts';
import { type CoreEvent, EventCodec } from './events/index.ts';
import { continueExchange, nextExchangeTime, reactExchange, rollOver, tickExchange } from './exchange/index.ts';
import { EVENT_DEFINITIONS, foldEvent } from './fold.ts';
import {
  continueGrid,
  decideGrid,
  driveGrid,
  type GridCommand,
  hasActiveGrids,
  mustDriveGrid,
  nextGridTime,
} from './grid/index.ts';
import {
  decideInstruments,
  type InstrumentsCommand,
  type InstrumentsEvent,
  instrumentById,
} from './instruments/index.ts';
import { checkLegChange } from './legs/index.ts';
import { applyTick, checkTick, refuseTick, type Tick } from './market/index.ts';
import {
  continueMassCancel,
  expireOrders,
  type FinishedOrder,
  type OrdersCommand,
  plannedOrders,
  takeFinished,
} from './orders/index.ts';
import type { Rejection } from './rejections.ts';
import {
  continueRisk,
  decideOwnOrders,
  decideRisk,
  judgeMargins,
  mustJudge,
  nextRiskTime,
  type RiskCommand,
  reactRisk,
  tickMargin,
} from './risk/index.ts';
import { isTime, momentOf, RunningTurn } from './running-turn.ts';
import {
  beginSignalHistory,
  continueSignals,
  giveSignalHistory,
  nextSignalsTime,
  type SignalCandle,
  type SignalHistory,
  tickSignals,
  wantsSignalHistory,
} from './signals/index.ts';
import {
  continueTrades,
  decideTrades,
  driveTrades,
  type FinishedTrade,
  mustDriveTrades,
  nextTradesTime,
  type TradesCommand,
  takeFinishedTrades,
} from './smart-trades/index.ts';
import { type CoreSnapshot, digestState, restoreState, snapshotState } from './snapshot.ts';
import { type CoreState, emptyState } from './state.ts';
import { continueStops, nextStopsTime, tellDueMarks, tellMovedMarks, tickStops } from './stops/index.ts';
import { type Decision, done, isRejection, type Outcome, reject, type Turn } from './turn.ts';

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
    if (turn.events.length > 0) this.#follow(turn);
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
    tickSignals(this.state.signals, tick, turn.at);
    this.#react(turn);
    tickMargin(this.state, market, tick);
    tickCopy(this.state, market, tick);
    hearSignals(this.state);
    this.#follow(turn);
    return turn.events;
  }

  /** Carries out what is due by `at` and goes on with long work. Call again while `nextTimer` is not after `at`. */
  advance(at: number): readonly CoreEvent[] {
    const turn = this.#begin(at);
    continueExchange(this.state, turn);
    continueStops(this.state, turn);
    tellDueMarks(this.state, turn);
    continueSignals(this.state.signals, turn.at);
    this.#react(turn);
    continueMassCancel(this.state, turn);
    expireOrders(this.state, turn);
    // a day ends when all orders of the day have ended
    if (!turn.full && this.state.orders.nextExpiry > turn.at) rollOver(this.state, turn);
    this.#react(turn);
    continueRisk(this.state, turn);
    this.#react(turn);
    continueBots(this.state, turn);
    continueTrades(this.state, turn);
    continueGrid(this.state, turn);
    continueCopy(this.state, turn);
    hearSignals(this.state);
    this.#follow(turn);
    return turn.events;
  }

  /** Market time of the next thing `advance` has to do; 0 when there is something to do now. */
  get nextTimer(): number {
    if (this.hasLongWork) return 0;
    return Math.min(
      this.state.orders.nextExpiry,
      nextExchangeTime(this.state),
      nextStopsTime(this.state),
      nextSignalsTime(this.state.signals),
      nextRiskTime(this.state),
      nextBotsTime(this.state),
      nextTradesTime(this.state),
      nextCopyTime(this.state),
      nextGridTime(this.state),
    );
  }

  /** Whether there is work for which one turn has no room: it goes on in `advance`, commands and ticks may come in between. */
  get hasLongWork(): boolean {
    return this.state.orders.massCancels.length > 0 || hasCopyWork(this.state);
  }

  /** Whether signals want candles of the past. */
  get wantsHistory(): boolean {
    return wantsSignalHistory(this.state.signals);
  }

  /**
   * Which candles of the past signals want, each told once, `most` at a time. The answer must hold every trade the core has taken in up to
   * this call and none of a later one: the candle under construction as it stands now is its last. `since`: trades before
   * this moment (ms UTC) are in it even if the feed brings them again.
   */
  beginHistory(since: number, most: number): readonly SignalHistory[] {
    return beginSignalHistory(this.state.signals, since, most);
  }

  /**
   * Takes candles that `beginHistory` asked for, oldest first; null when they cannot be had, then they are asked for again.
   * Throws RangeError when they are not in order.
   */
  giveHistory(
    { instrument, interval }: Pick<SignalHistory, 'instrument' | 'interval'>,
    candles: readonly SignalCandle[] | null,
    at: number,
  ): readonly CoreEvent[] {
    const turn = this.#begin(at);
    giveSignalHistory(this.state.signals, instrument, interval, candles);
    hearSignals(this.state);
    this.#follow(turn);
    return turn.events;
  }

  /** Folds one event of the journal. Live turns use the same fold. */
  apply(event: CoreEvent): void {
    if (event.at > this.#now) this.#now = event.at;
    foldEvent(this.state, event);
  }

  /** Replays one journal row. */
  applyTurn(at: number, body: string): void {
    for (const event of Core.codec.decode(body, at)) this.apply(event);
    this.takeFinished();
    this.takeFinishedDeals();
    this.state.legs.ended.clear();
    this.takeFinishedTrades();
    beginCopyTurn(this.state.copy);
  }

  /** The body of a journal row for the events of one turn. */
  encode(events: readonly CoreEvent[]): string {
    return Core.codec.encode(events);
  }

  /** Orders that have ended since the last call, for the read model. */
  takeFinished(): readonly FinishedOrder[] {
    return takeFinished(this.state.orders);
  }

  /** Deals that have ended since the last call, for the read model. */
  takeFinishedDeals(): readonly FinishedDeal[] {
    return takeFinishedDeals(this.state.bots);
  }

  /** Smart trades that have ended since the last call, for the read model. */
  takeFinishedTrades(): readonly FinishedTrade[] {
    return takeFinishedTrades(this.state.trades);
  }

  /** The durable state as plain JSON. */
  snapshot(): CoreSnapshot {
    return snapshotState(this.state, this.#now);
  }

  /** A core with the durable state of a snapshot; its market is empty until the feed fills it. */
  static restore(snapshot: CoreSnapshot): Core {
    return new Core(restoreState(snapshot), snapshot.now);
  }

  /** One fingerprint over the durable state. */
  digest(): string {
    return digestState(this.state, this.#now);
  }

  #begin(at: number): RunningTurn {
    if (this.state.legs.ended.size > 0) this.state.legs.ended.clear();
    beginCopyTurn(this.state.copy);
    return new RunningTurn(this, momentOf(at, this.#now));
  }

  #decide(command: Command, turn: Turn): Decision {
    const type: unknown = command?.type;
    if (typeof type !== 'string') return reject('unknown_command', 'type', 'a command has a type');
    const module = type.slice(0, type.indexOf('.'));
    const wrong = module === 'orders' || module === 'accounts' || module === 'risk' ? checkForm(command) : null;
    if (wrong !== null) return wrong;
    switch (module) {
      case 'orders':
        return (
          checkLegChange(this.state.legs, command as OrdersCommand) ??
          decideOwnOrders(this.state, command as OrdersCommand, turn)
        );
      case 'risk':
        return decideRisk(this.state, command as RiskCommand, turn);
      case 'bots':
        return decideBots(this.state, command as BotsCommand, turn);
      case 'copy':
        return decideCopy(this.state, command as CopyCommand, turn);
      case 'trades':
        return decideTrades(this.state, command as TradesCommand, turn);
      case 'grid':
        return decideGrid(this.state, command as GridCommand, turn);
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
    if (command.type === 'accounts.close' && hasActiveDeals(this.state.bots, command.account)) {
      return reject('account_not_empty', 'account', 'end its active deals first');
    }
    if (command.type === 'accounts.close' && this.state.trades.byAccount.has(command.account)) {
      return reject('account_not_empty', 'account', 'end its smart trades first');
    }
    if (command.type === 'accounts.close' && hasActiveGrids(this.state.grid, command.account)) {
      return reject('account_not_empty', 'account', 'disable its grid bots first');
    }
    return decideAccounts(this.state, command, turn, (account) => plannedOrders(this.state.orders, account));
  }

  #decideInstruments(command: InstrumentsCommand, turn: Turn): Decision {
    const decision = decideInstruments(this.state.instruments, command, turn.at);
    if (!Array.isArray(decision)) return decision;
    for (const event of decision) turn.emit(event);
    return done((decision[0] as InstrumentsEvent | undefined)?.id ?? 0);
  }

  /** What follows from what has happened: automatic traders act, margins are judged; until nothing new comes. */
  #follow(turn: RunningTurn): void {
    this.#judgeMargins(turn);
    while (this.#mustDrive() && !turn.full) {
      const before = turn.events.length;
      driveBots(this.state, turn);
      driveTrades(this.state, turn);
      driveGrid(this.state, turn);
      driveCopy(this.state, turn);
      this.#react(turn);
      this.#judgeMargins(turn);
      if (turn.events.length === before) break;
    }
    this.#tellMarks(turn);
  }

  #mustDrive(): boolean {
    return (
      mustDriveBots(this.state) || mustDriveTrades(this.state) || mustDriveGrid(this.state) || mustDriveCopy(this.state)
    );
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
