import {
  type Command,
  type CopyEvent,
  Core,
  type CoreEvent,
  type CoreSnapshot,
  type Instrument,
  type KnownWork,
  type Outcome,
  type Rejection,
  type Tick,
} from '../src/index.ts';
import type { Audit } from './audit.ts';
import { CandleArchive } from './candles.ts';
import { Disk, type Row } from './disk.ts';
import { must } from './failure.ts';
import { checkClosedOut } from './margins.ts';
import type { Plant } from './planting.ts';

/** The answer to one command. It may be handed out once turn `seq` is durable. */
export interface Answer {
  readonly token: string;
  readonly seq: number;
  readonly outcome: Outcome | null;
  readonly rejection: Rejection | null;
}

/** Calls of `advance` that one moment may need; more means that some timer never ends. */
const MAX_ADVANCES = 200;

/** The runtime around the core: one writer, group commit, answers and effects only after the disk, recovery by replay. */
export class Platform {
  core: Core;
  readonly disk = new Disk();
  /** Follows the journal, as the snapshot worker does; its state is always the durable one. */
  #follower: Core;
  readonly #audit: Audit;
  readonly #plant: Plant;
  readonly #archive = new CandleArchive();
  #seq = 0;
  #waiting: Answer[] = [];
  #ready: Answer[] = [];
  /** Durable events that have not been acted upon yet: what goes to the venue. */
  #effects: CoreEvent[] = [];
  /** Keys of turns that are not durable yet. */
  readonly #keysInFlight = new Map<string, KnownWork>();
  /** The same of external ids of transfers, `wallet:kind:id`. */
  readonly #transfersInFlight = new Map<string, number>();
  /** Turns that had events, over all lives of the process. */
  turns = 0;

  constructor(audit: Audit, plant: Plant) {
    this.#audit = audit;
    this.#plant = plant;
    this.core = this.#newCore();
    this.#follower = this.#newCore();
  }

  /** Market time as the core sees it: it never goes back. */
  now(clock: number): number {
    return Math.max(clock, this.core.now);
  }

  /** A client's command. Its answer comes out of `answer` later. */
  submit(token: string, command: Command, clock: number): void {
    const answer = this.decide(command, clock);
    (this.#plant.answersEarly === true ? this.#ready : this.#waiting).push({ token, seq: this.#seq, ...answer });
  }

  /** Decides a command, as the engine does: what is due goes first. */
  decide(command: Command, clock: number): Pick<Answer, 'outcome' | 'rejection'> {
    const at = this.now(clock);
    this.advance(at);
    const { events, outcome, rejection } = this.core.execute(this.#withKnownKey(command), at);
    must(
      rejection === null || events.length === 0 || command.type === 'orders.replace',
      () =>
        `${command.type} was refused (${rejection?.reason}) and did something: ${events.map((e) => e.type).join(', ')}`,
    );
    must((outcome === null) !== (rejection === null), () => `${command.type} has no answer, or two`);
    this.#commit(events);
    this.advance(at);
    return { outcome, rejection };
  }

  tick(tick: Tick, clock: number): number {
    this.#archive.add(tick, this.now(clock));
    const events = this.core.tick(tick, this.now(clock));
    this.#commit(events);
    this.advance(this.now(clock));
    return events.length;
  }

  /** Gives the history that signals want; sometimes it cannot be had. */
  giveHistory(clock: number, there: boolean): void {
    const at = this.now(clock);
    for (const wanted of this.core.wantsHistory ? this.core.beginHistory(at, 3) : []) {
      this.#commit(this.core.giveHistory(wanted, there ? this.#archive.of(wanted, at) : null, at));
      this.advance(at);
    }
  }

  advance(at: number): void {
    for (let calls = 0; this.core.nextTimer <= at; calls++) {
      must(calls < MAX_ADVANCES, () => `a timer is still due after ${MAX_ADVANCES} calls of advance at ${at}`);
      const events = this.core.advance(at);
      this.#commit(events);
      // what could not be closed is tried again later, without an event
      const moves = events.length > 0 || this.core.nextTimer > at;
      must(moves, () => `a timer is due at ${this.core.nextTimer}, and advance at ${at} does nothing`);
    }
  }

  beginWrite(): boolean {
    return this.disk.begin();
  }

  finishWrite(): number {
    return this.#durable(this.disk.finish());
  }

  /** Whether everything decided is on disk. */
  get settled(): boolean {
    return this.#seq === this.disk.lastSeq;
  }

  /** An answer whose turn is durable. */
  answer(): Answer | undefined {
    return this.#ready.shift();
  }

  takeEffects(): CoreEvent[] {
    return this.#effects.splice(0);
  }

  writeSnapshot(): void {
    this.disk.snapshots.push({
      seq: this.disk.lastSeq,
      text: JSON.stringify(this.#follower.snapshot()),
      digest: this.#follower.digest(),
    });
  }

  /** The live state, once it is all on disk, is the state that replay gives. */
  compareWithFollower(): void {
    must(this.settled, () => 'compared too early');
    const [live, replayed] = [this.core.digest(), this.#follower.digest()];
    must(live === replayed, () => `the live state has digest ${live}, the replayed one ${replayed}`);
  }

  crash(saved: boolean): void {
    this.#durable(this.disk.crash(saved));
    this.#waiting = [];
    this.#ready = [];
    this.#effects = [];
    this.#keysInFlight.clear();
    this.#transfersInFlight.clear();
  }

  /** Starts again from a snapshot (`back` 0 is the newest; past the oldest: from the first turn) and the tail behind it. */
  restart(back: number): string {
    const snapshot = this.disk.snapshots[this.disk.snapshots.length - 1 - back];
    const core = snapshot === undefined ? this.#newCore() : this.#restored(snapshot.text, snapshot.digest);
    const from = snapshot?.seq ?? 0;
    for (const row of this.disk.rows.slice(from)) this.#plant.replay(core, row);
    this.core = core;
    this.#seq = this.disk.lastSeq;
    this.compareWithFollower();
    return snapshot === undefined ? `${this.#seq} turns` : `snapshot ${from} and ${this.#seq - from} turns`;
  }

  #restored(text: string, digest: string): Core {
    const core = Core.restore(JSON.parse(text) as CoreSnapshot);
    must(core.digest() === digest, () => `a snapshot restores to ${core.digest()}, it was made from ${digest}`);
    this.#plant.install?.(core);
    return core;
  }

  #newCore(): Core {
    const core = new Core();
    this.#plant.install?.(core);
    return core;
  }

  #withKnownKey(command: Command): Command {
    if (command.type === 'copy.transfer') return this.#withKnownTransfer(command);
    if (!('key' in command) || command.key === null) return command;
    if (this.core.state.accounts.keys.find(command.account, command.key) !== undefined) return command;
    const name = `${command.account}:${command.key}`;
    const known = this.#keysInFlight.get(name) ?? this.#audit.keys.get(name);
    return known === undefined || this.#plant.forgetsKeys === true ? command : { ...command, known };
  }

  /** External ids of transfers are looked up as keys are, while their turns are on the way to the disk, too. */
  #withKnownTransfer(command: Extract<Command, { type: 'copy.transfer' }>): Command {
    const { wallet, kind, externalId } = command;
    const name = `${wallet}:${kind}:${externalId}`;
    const known = this.#transfersInFlight.get(name) ?? this.#audit.copies.transfers.get(name);
    return known === undefined || this.#plant.forgetsKeys === true ? command : { ...command, known };
  }

  #commit(events: readonly CoreEvent[]): void {
    this.core.takeFinished();
    if (events.length === 0) return;
    checkClosedOut(this.core.state, events);
    this.turns++;
    const { at } = events[0] as CoreEvent;
    for (const event of events) {
      must(event.at === at, () => `the events of one turn have different times: ${event.at} and ${at}`);
      const moved = event as CopyEvent;
      if (moved.type === 'copy.transferred' && moved.externalId !== null) {
        this.#transfersInFlight.set(`${moved.wallet}:${moved.kind}:${moved.externalId}`, moved.id);
      }
      const keyed = event as { key?: string | null; account?: number; id?: number };
      if (typeof keyed.key !== 'string') continue;
      const kind = event.type === 'orders.placed' ? 'order' : 'transfer';
      this.#keysInFlight.set(`${keyed.account}:${keyed.key}`, { kind, id: keyed.id ?? 0 });
    }
    this.disk.append({ seq: ++this.#seq, at, body: Core.codec.encode(events) });
  }

  #durable(rows: readonly Row[]): number {
    const instrumentOf = (id: number): Instrument => this.#follower.state.instruments.instruments[id] as Instrument;
    for (const row of rows) {
      this.#plant.replay(this.#follower, row);
      for (const event of Core.codec.decode(row.body, row.at)) {
        this.#audit.take(event, row.seq, instrumentOf);
        this.#effects.push(event);
      }
    }
    while (this.#waiting.length > 0 && (this.#waiting[0] as Answer).seq <= this.disk.lastSeq) {
      this.#ready.push(this.#waiting.shift() as Answer);
    }
    return rows.length;
  }
}
