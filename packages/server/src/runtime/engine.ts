import type { Command, Core, CoreEvent, CoreState, FinishedOrder, InstrumentsState, Outcome, Rejection } from '@outcry/core';
import type { TimedTick } from '../feeds/feed.ts';
import { GroupCommit } from '../journal/group-commit.ts';
import type { Journal, StatementRun } from '../journal/journal.ts';
import { KeysInFlight } from './keys-in-flight.ts';
import type { EngineMetrics } from './metrics.ts';
import { Overloaded } from './overloaded.ts';
import { TickQueue } from './tick-queue.ts';

/** Format version of a journal body: the codec of `@outcry/core`. */
export const BODY_VERSION = 1;

/** Longest stretch of ticks before waiting commands get their turn (ms). */
const TICK_SLICE_MS = 4;

/** Commands that may wait for their turn to become durable; more are refused as overload. */
const MAX_WAITING_COMMANDS = 100_000;

/** A turn that is on disk. */
export interface DurableTurn {
  readonly seq: number;
  readonly at: number;
  readonly events: readonly CoreEvent[];
  /** Orders that ended in it. */
  readonly finished: readonly FinishedOrder[];
}

/** The answer to a command, given once its turn is durable. */
export interface Answer {
  readonly outcome: Outcome | null;
  readonly rejection: Rejection | null;
  /** The turn it was decided in, or the last one it saw. */
  readonly seq: number;
}

/** What the engine is put together from. */
export interface EngineParts {
  readonly core: Core;
  readonly journal: Journal;
  /** Market time now (ms UTC), given by the feed. */
  readonly now: () => number;
  /** The rows of the read model that a turn writes, in the same transaction. */
  readonly project: (
    seq: number,
    at: number,
    events: readonly CoreEvent[],
    finished: readonly FinishedOrder[],
    instruments: InstrumentsState,
  ) => readonly StatementRun[];
  /** The id that an idempotency key older than the core's memory belongs to. */
  readonly findKey: (account: number, key: string) => number | undefined;
  readonly metrics: EngineMetrics;
  /** Something failed that must stop the process. */
  readonly onFatal: (error: Error) => void;
}

/**
 * The single writer. Commands are decided in the order of arrival, in memory; each turn with events becomes one journal
 * row; nothing of it leaves the engine before that row is on disk. Commands go before ticks.
 */
export class Engine {
  readonly #parts: EngineParts;
  readonly #core: Core;
  readonly #group: GroupCommit;
  readonly #ticks = new TickQueue();
  readonly #keys = new KeysInFlight();
  readonly #turnListeners = new Set<(turn: DurableTurn) => void>();
  readonly #tickListeners = new Set<(ticks: readonly TimedTick[]) => void>();
  #seq: number;
  #waitingCommands = 0;
  #pumping = false;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#core = parts.core;
    this.#group = new GroupCommit(parts.journal);
    this.#seq = parts.journal.lastSeq;
    void parts.journal.failed.then((error) => this.#fail(error));
  }

  /** Number of the newest turn, durable or not. */
  get seq(): number {
    return this.#seq;
  }

  get durableSeq(): number {
    return this.#group.durableSeq;
  }

  /** Turns that wait for the disk, and ticks that wait for the core. */
  get waiting(): { turns: number; ticks: number } {
    return { turns: this.#group.waitingRows, ticks: this.#ticks.length };
  }

  /** Market time as the core will see it. */
  get now(): number {
    return Math.max(this.#parts.now(), this.#core.now);
  }

  /**
   * Decides a command and answers once everything it saw and did is on disk. `statements` are written in the same
   * transaction, but only when the core accepts the command. Throws Overloaded when too much waits already.
   */
  async submit(command: Command, statements: readonly StatementRun[] = []): Promise<Answer> {
    if (this.#stopped) throw new Overloaded('the platform is stopping');
    if (this.#group.full || this.#waitingCommands >= MAX_WAITING_COMMANDS) {
      this.#parts.metrics.overloads.inc();
      throw new Overloaded(`${this.#waitingCommands} commands wait for the disk`);
    }
    this.#waitingCommands++;
    try {
      return await this.#decide(this.#withKnownKey(command), statements);
    } finally {
      this.#waitingCommands--;
    }
  }

  /** Writes SQL that belongs to no turn (logins, settings); resolves when it is on disk. */
  write(statements: readonly StatementRun[]): Promise<void> {
    return this.#group.write(statements);
  }

  /** Reads core state; the answer is released once the last turn it saw is durable. `read` must copy what it returns. */
  async read<T>(read: (state: CoreState) => T): Promise<T> {
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
    this.#turnListeners.add(listener);
    return () => this.#turnListeners.delete(listener);
  }

  /** Calls the listener with market data the core has taken in. */
  onTicks(listener: (ticks: readonly TimedTick[]) => void): () => void {
    this.#tickListeners.add(listener);
    return () => this.#tickListeners.delete(listener);
  }

  /** Takes market data from a feed. `conflate`: newer quotes may replace waiting ones when the core is behind. */
  offer(ticks: readonly TimedTick[], conflate = false): void {
    if (this.#stopped) return;
    this.#ticks.push(ticks, conflate);
    this.#pump();
  }

  /** Resolves when no tick waits and the disk is not behind: a recorded feed may be pulled further. */
  idle(): Promise<void> {
    if (this.#ticks.length === 0 && !this.#group.full) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Carries out what is due at market time now, without any tick or command. */
  advance(): void {
    if (!this.#stopped) this.#advance(this.now);
  }

  /** The digest of the state after turn `seq`, for comparing with the follower. */
  digest(): { seq: number; digest: string } {
    return { seq: this.#seq, digest: this.#core.digest() };
  }

  /** Open orders, for choosing how often snapshots are worth their price. */
  get openOrders(): number {
    return this.#core.state.orders.open.size;
  }

  /** Takes nothing more and resolves when everything decided is on disk. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#group.drain();
  }

  async #decide(command: Command, statements: readonly StatementRun[]): Promise<Answer> {
    const started = process.hrtime.bigint();
    const at = this.now;
    this.#advance(at);
    const { events, outcome, rejection } = this.#core.execute(command, at);
    const durable = this.#commit(events, rejection === null ? statements : []);
    this.#parts.metrics.turn.observe(Number(process.hrtime.bigint() - started) / 1e9);
    this.#parts.metrics.commands.inc({ type: command.type, result: rejection?.reason ?? 'ok' });
    this.#advance(at);
    const seq = this.#seq;
    await (durable ?? this.#group.whenDurable(seq));
    return { outcome, rejection, seq };
  }

  /** Commands with a key that the core may have forgotten carry what SQL knows of it. */
  #withKnownKey(command: Command): Command {
    if (!('key' in command) || command.key === null || command.key === undefined) return command;
    const { account } = command;
    if (this.#core.state.accounts.keys.find(account, command.key) !== undefined) return command;
    const known = this.#keys.find(account, command.key) ?? this.#parts.findKey(account, command.key);
    return known === undefined ? command : { ...command, known };
  }

  #advance(at: number): void {
    while (this.#core.nextTimer <= at) {
      const events = this.#core.advance(at);
      if (events.length === 0) return;
      void this.#commit(events, []);
    }
  }

  /** Appends one turn to the journal; undefined when there is nothing to append. */
  #commit(events: readonly CoreEvent[], statements: readonly StatementRun[]): Promise<void> | undefined {
    if (events.length === 0) {
      return statements.length === 0 ? undefined : this.#group.write(statements);
    }
    const seq = ++this.#seq;
    const stamp = (events[0] as CoreEvent).at;
    const finished = this.#core.takeFinished();
    const projected = this.#parts.project(seq, stamp, events, finished, this.#core.state.instruments);
    const row = { seq, at: stamp, version: BODY_VERSION, body: this.#core.encode(events) };
    const durable = this.#group.append(row, statements.length === 0 ? projected : [...projected, ...statements]);
    this.#keys.hold(finished);
    this.#parts.metrics.events.inc(events.length);
    const turn: DurableTurn = { seq, at: stamp, events, finished };
    durable.then(
      () => this.#publish(turn),
      (error: Error) => this.#fail(error),
    );
    return durable;
  }

  #publish(turn: DurableTurn): void {
    this.#keys.release(turn.finished);
    for (const listener of this.#turnListeners) listener(turn);
    if (this.#idle.length > 0 && this.#ticks.length === 0) this.#tellIdle();
  }

  /** Works through waiting ticks in short stretches, so that commands come in between. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      if (this.#stopped) return;
      this.#takeTicks();
      if (this.#ticks.length > 0) this.#pump();
      else this.#tellIdle();
    });
  }

  #takeTicks(): void {
    const end = performance.now() + TICK_SLICE_MS;
    const taken: TimedTick[] = [];
    for (let timed = this.#ticks.shift(); timed !== undefined; timed = this.#ticks.shift()) {
      const events = this.#core.tick(timed.tick, timed.at);
      if (events.length > 0) void this.#commit(events, []);
      this.#advance(Math.max(timed.at, this.#core.now));
      taken.push(timed);
      if (performance.now() >= end) break;
    }
    this.#parts.metrics.ticks.inc(taken.length);
    for (const listener of this.#tickListeners) listener(taken);
  }

  #tellIdle(): void {
    if (this.#group.full) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #fail(error: Error): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#parts.onFatal(error);
  }
}
