import type { Command, Core, CoreEvent, CoreState } from '@outcry/core';
import type { TimedTick } from '../feeds/feed.ts';
import { DEFAULT_GROUP_LIMITS, GroupCommit, type GroupLimits, type StatementRun } from '../journal/index.ts';
import { takeEnded } from '../readmodel/index.ts';
import { type Alive, aliveIn } from './alive.ts';
import { type CommandSql, type Compose, NO_STATEMENTS, sqlOf } from './command-sql.ts';
import type { EngineParts } from './engine-parts.ts';
import { KnownKeys } from './known-keys.ts';
import { Listeners } from './listeners.ts';
import { Overloaded } from './overloaded.ts';
import { type PastCandles, SignalHistoryReader } from './signal-history.ts';
import { TickQueue } from './tick-queue.ts';
import type { Answer, DurableTurn, Show, TurnCause } from './turn.ts';
import { ChangeReader } from './turn-changes.ts';
import { TurnsInFlight } from './turns-in-flight.ts';
import { WorkSoon } from './work-soon.ts';

/** Format version of a journal body: the codec of `@outcry/core`. */
export const BODY_VERSION = 1;

/** Longest stretch of ticks and long work before waiting commands get their turn (ms). */
const SLICE_MS = 4;

/** How often what is due is looked for when neither ticks nor commands come (ms). */
const TIMER_MS = 250;

/** Turns that one moment may need; more can only be a timer that never ends. */
const MAX_TIMER_TURNS = 100_000;

/** Commands that may wait for their turn to become durable; more are refused as overload. */
const MAX_WAITING_COMMANDS = 20_000;

/**
 * The single writer. Commands are decided in the order of arrival, in memory; each turn with events becomes one journal
 * row; nothing of it leaves the engine before that row is on disk. Commands go before ticks. Whatever goes wrong inside a
 * turn ends the engine: it never goes on with state that is not on disk.
 */
export class Engine {
  readonly #parts: EngineParts;
  readonly #core: Core;
  readonly #group: GroupCommit;
  readonly #limits: GroupLimits;
  readonly #ticks = new TickQueue();
  readonly #turnListeners: Listeners<DurableTurn>;
  readonly #tickListeners: Listeners<readonly TimedTick[]>;
  readonly #changes: ChangeReader;
  readonly #keys: KnownKeys;
  readonly #inFlight: TurnsInFlight;
  readonly #history: SignalHistoryReader;
  readonly #soon: WorkSoon;
  #seq: number;
  #waitingCommands = 0;
  #stopped = false;
  #failure: Error | null = null;
  #timer: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#core = parts.core;
    this.#limits = parts.limits ?? DEFAULT_GROUP_LIMITS;
    this.#group = new GroupCommit(parts.journal, this.#limits, (turns, bytes) => {
      if (turns > 0) parts.metrics.batchTurns.observe(turns);
      parts.metrics.batchBytes.observe(bytes);
    });
    this.#soon = new WorkSoon(this.#group, () => this.#work());
    this.#seq = parts.journal.lastSeq;
    this.#turnListeners = new Listeners(parts.onFault);
    this.#changes = new ChangeReader(parts.core.state);
    this.#keys = new KnownKeys(parts);
    this.#inFlight = new TurnsInFlight(this.#turnListeners, this.#keys.inFlight);
    this.#tickListeners = new Listeners(parts.onFault);
    this.#history = new SignalHistoryReader(parts.core, {
      now: () => this.now,
      took: (events) => void this.#commit(events, NO_STATEMENTS, 'history'),
      done: () => this.#soon.ask(),
      onFault: parts.onFault,
      onFatal: (error) => this.#fail(error),
    });
    void parts.journal.failed.then((error) => this.#fail(error));
  }

  /** Number of the newest turn, durable or not. */
  get seq(): number {
    return this.#seq;
  }

  get durableSeq(): number {
    return this.#group.durableSeq;
  }

  /** Commands whose answer and turns that wait for the disk, and ticks that wait for the core. */
  get waiting(): { commands: number; turns: number; ticks: number } {
    return { commands: this.#waitingCommands, turns: this.#group.waitingRows, ticks: this.#ticks.length };
  }

  /** How much may wait before commands are refused. */
  get limits(): { commands: number; turns: number } {
    return { commands: MAX_WAITING_COMMANDS, turns: this.#limits.maxGatheredRows };
  }

  /** Malformed market updates that were not taken since the start, and what was wrong with the last one. */
  get refusedTicks(): { count: number; last: string | null } {
    const { refusedTicks, lastRefusal } = this.#core.state.market;
    return { count: refusedTicks, last: lastRefusal };
  }

  /** Market time as the core will see it: never past a tick that still waits, because commands go before ticks. */
  get now(): number {
    const feed = Math.min(this.#parts.now(), this.#ticks.nextAt ?? Number.POSITIVE_INFINITY);
    return Math.max(feed, this.#core.now);
  }

  /** From now on what is due is carried out also when neither ticks nor commands come. Ended by `stop`. */
  start(): void {
    if (this.#stopped || this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.advance(), TIMER_MS);
    this.#timer.unref();
  }

  /**
   * Decides a command and answers once everything it saw and did is on disk. `statements` are written in the same
   * transaction, but only when the core carries the command out: not when it refuses it, not when its key was known.
   * `requestId` names whose request it was, for the log. Throws Overloaded when too much waits already, and what has failed
   * when the engine ends meanwhile.
   */
  submit(command: Command, statements = NO_STATEMENTS, requestId: string | null = null): Promise<Answer> {
    return this.#submit(
      () => command,
      statements,
      requestId,
      (_state, answer) => answer,
    );
  }

  /**
   * Makes a command of the state, decides it and shows what came of it, all in one moment, and answers once everything it
   * saw and did is on disk. `sql` is of the same transaction. Throws as `submit`
   * does, and what `compose` threw.
   */
  transact<T>(compose: Compose, show: Show<T>, requestId: string | null = null, sql: CommandSql = []): Promise<T> {
    return this.#submit(compose, sql, requestId, show);
  }

  async #submit<T>(compose: Compose, sql: CommandSql, requestId: string | null, show: Show<T>): Promise<T> {
    this.#refuseAtEnd();
    if (this.#group.full || this.#waitingCommands >= MAX_WAITING_COMMANDS) {
      this.#parts.metrics.overloads++;
      throw new Overloaded(`${this.#waitingCommands} commands wait for the disk`);
    }
    const arrived = performance.now();
    let command: Command;
    try {
      command = compose(this.#core.state);
    } catch (error) {
      await this.#group.whenDurable(this.#seq);
      throw error;
    }
    const { answer, durable } = this.#decide(this.#keys.withKnown(command), sql, requestId);
    const shown = show(this.#core.state, answer, this.#inFlight.endedIn(answer.seq));
    this.#waitingCommands++;
    try {
      await durable;
    } finally {
      this.#waitingCommands--;
      this.#parts.metrics.commandWait.observe((performance.now() - arrived) / 1_000);
    }
    return shown;
  }

  /** Writes SQL that belongs to no turn (logins, settings); resolves when it is on disk. */
  async write(statements: readonly StatementRun[]): Promise<void> {
    this.#refuseAtEnd();
    await this.#group.write(statements);
  }

  /** Reads core state; the answer is released once the last turn it saw is durable. `read` must copy what it returns. */
  async read<T>(read: (state: CoreState) => T): Promise<T> {
    if (this.#failure !== null) throw this.#failure;
    const seen = this.#seq;
    const answer = read(this.#core.state);
    if (seen > this.#group.durableSeq) await this.#group.whenDurable(seen);
    return answer;
  }

  /** Market state stands outside the journal and may be read at once. Never use it for accounts or orders. */
  market<T>(read: (state: Pick<CoreState, 'market' | 'instruments'>) => T): T {
    return read(this.#core.state);
  }

  whenDurable(seq: number): Promise<void> {
    return this.#group.whenDurable(seq);
  }

  /** Calls the listener with every turn, in order, once it is durable. Returns how to stop it. */
  onTurn(listener: (turn: DurableTurn) => void): () => void {
    return this.#turnListeners.add(listener);
  }

  /** Calls the listener with market data the core has taken in. Returns how to stop it. */
  onTicks(listener: (ticks: readonly TimedTick[]) => void): () => void {
    return this.#tickListeners.add(listener);
  }

  /** Gives the core's signals the candles of the past. `tapeWaits`: market data waits while they are read. */
  openHistory(candles: PastCandles, tapeWaits: boolean): void {
    this.#history.open(candles, tapeWaits);
  }

  /** Takes market data from a feed. `live`: newer quotes may replace waiting ones, and long work does not hold it up. */
  offer(ticks: readonly TimedTick[], live = false): void {
    if (this.#stopped) return;
    this.#ticks.push(ticks, live);
    this.#soon.ask();
  }

  /** Resolves when no tick and no long work waits and the disk is not behind: a recorded feed may be pulled further. */
  idle(): Promise<void> {
    const isBehind = this.#ticks.length > 0 || this.#core.hasLongWork || this.#group.full;
    if (!isBehind && !this.#history.holds) return Promise.resolve();
    this.#soon.ask();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Carries out what is due at market time now, without any tick or command. */
  advance(): void {
    if (this.#stopped) return;
    try {
      if (!this.#history.holds) this.#advance(this.now, SLICE_MS);
      this.#history.look();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The digest of the state after turn `seq`, for comparing with the follower. */
  digest(): { seq: number; digest: string } {
    return { seq: this.#seq, digest: this.#core.digest() };
  }

  /** What is in memory; by the orders it is chosen how often snapshots are worth their price. */
  get alive(): Alive {
    return aliveIn(this.#core.state);
  }

  /** Takes nothing more and resolves when everything decided is on disk. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#history.stop();
    clearInterval(this.#timer);
    this.#keys.stop();
    await this.#group.drain();
  }

  #refuseAtEnd(): void {
    if (this.#stopped) throw new Overloaded('the platform is stopping');
  }

  #decide(command: Command, sql: CommandSql, requestId: string | null): { answer: Answer; durable: Promise<void> } {
    try {
      const at = this.now;
      this.#advance(at, 0);
      const started = performance.now();
      const { events, outcome, rejection } = this.#core.execute(command, at);
      const durable = this.#commit(events, sqlOf(sql, outcome), command.type, requestId);
      const seq = this.#seq;
      const seconds = (performance.now() - started) / 1_000;
      this.#parts.metrics.decided(command.type, rejection?.reason ?? 'ok', seconds);
      this.#advance(at, 0);
      this.#history.look();
      return { answer: { outcome, rejection, seq }, durable: durable ?? this.#group.whenDurable(seq) };
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /**
   * Carries out what is due by `at`. Long work is no matter of a moment: after `budgetMs` it goes on between commands and
   * ticks, and when the disk keeps up. Says whether all is done.
   */
  #advance(at: number, budgetMs: number): boolean {
    if (this.#core.nextTimer > at) return true;
    const { orders } = this.#core.state;
    const end = performance.now() + budgetMs;
    for (let turns = 0; this.#core.nextTimer <= at; turns++) {
      const canWait = this.#core.hasLongWork && orders.nextExpiry > at;
      if (canWait && (this.#group.busy || performance.now() >= end)) {
        this.#soon.ask();
        return false;
      }
      if (turns === MAX_TIMER_TURNS) throw new Error(`what is due at market time ${at} never ends`);
      const events = this.#core.advance(at);
      if (events.length === 0) return true;
      void this.#commit(events, NO_STATEMENTS, 'time');
    }
    return true;
  }

  /** Appends one turn to the journal; undefined when there is nothing to append. */
  #commit(
    events: readonly CoreEvent[],
    statements: readonly StatementRun[],
    cause: TurnCause,
    requestId: string | null = null,
  ): Promise<void> | undefined {
    if (events.length === 0) {
      return statements.length === 0 ? undefined : this.#group.write(statements);
    }
    const seq = ++this.#seq;
    const { at } = events[0] as CoreEvent;
    const turn = { seq, at, events, ...takeEnded(this.#core) };
    const projected = this.#parts.project(turn, this.#core.state);
    const row = { seq, at, version: BODY_VERSION, body: this.#core.encode(events) };
    const durable = this.#group.append(row, statements.length === 0 ? projected : [...projected, ...statements]);
    this.#parts.metrics.events += events.length;
    this.#parts.onDecided?.({ seq, at, cause, requestId, events: events.length });
    if (this.#inFlight.add({ ...turn, changes: this.#changes.read(turn, this.#core.state) }, durable)) {
      // Runs before those who wait for the same batch get their answers.
      durable.then(
        () => this.#inFlight.release(this.#group.durableSeq),
        (error) => this.#fail(error),
      );
    }
    return durable;
  }

  /** One short stretch of work, so that commands come in between. */
  #work(): void {
    if (this.#stopped) return;
    let done = false;
    try {
      done = !this.#history.holds && this.#takeTicks(performance.now() + SLICE_MS);
      this.#history.look();
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (this.#history.holds) return;
    if (this.#core.hasLongWork && this.#group.busy && !this.#ticksMayPass) this.#soon.askAfterBatch();
    else if (!done || this.#group.full) this.#soon.ask();
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Ticks in order, each after all that is due before it. False: something is left. */
  #takeTicks(end: number): boolean {
    const taken: TimedTick[] = [];
    const { metrics } = this.#parts;
    let done = false;
    let now = performance.now();
    metrics.tickQueue.observe(this.#ticks.length);
    // long work has half of the time when ticks wait, too
    let budget = this.#ticksMayPass ? (end - now) / 2 : end - now;
    do {
      const next = this.#ticks.nextAt;
      const at = next === undefined ? this.now : Math.max(next, this.#core.now);
      if (!this.#advance(at, budget) && !this.#ticksMayPass) break;
      const timed = this.#ticks.shift();
      done = timed === undefined && !this.#core.hasLongWork;
      if (timed === undefined) break;
      const events = this.#core.tick(timed.tick, timed.at);
      if (events.length > 0) void this.#commit(events, NO_STATEMENTS, 'tick');
      taken.push(timed);
      const before = now;
      now = performance.now();
      budget = this.#ticksMayPass ? 0 : end - now;
      metrics.tick.observe((now - before) / 1_000);
    } while (now < end && !this.#group.full && !this.#history.holds);
    metrics.ticks += taken.length;
    if (taken.length > 0) this.#tickListeners.tell(taken);
    return done;
  }

  /** Whether ticks pass long work. Orders that are being cancelled meet no more of them. */
  get #ticksMayPass(): boolean {
    return this.#ticks.live && this.#core.state.orders.massCancels.length === 0;
  }

  /** The first failure counts. A half-applied turn may be in memory: nothing is decided or read any more. */
  #fail(error: unknown): Error {
    if (this.#failure !== null) return this.#failure;
    this.#failure = error instanceof Error ? error : new Error(String(error));
    const told = this.#stopped;
    this.#stopped = true;
    this.#history.stop();
    clearInterval(this.#timer);
    if (!told) this.#parts.onFatal(this.#failure);
    return this.#failure;
  }
}
