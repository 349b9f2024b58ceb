import { type Feed, skipFeed, type TimedTick } from './feed.ts';

/** Where ticks go: the queue in front of the core. */
export interface TickSink {
  offer(ticks: TimedTick[]): void;
  /** Resolves when nothing waits in the queue. */
  idle(): Promise<void>;
}

/** Market time passes this many times faster than wall time, or as fast as the ticks can be taken. */
export type Speed = number | 'max';

export type PlayerState = 'waiting' | 'playing' | 'paused' | 'ended' | 'stopped';

/**
 * Market time that has been passed over.
 * - `quiet`: no instrument of the tape had a tick for more than an hour; nothing is left out
 * - `late`: the machine slept or could not keep up; the ticks of that time are left out
 */
export interface PlayerJump {
  readonly why: 'quiet' | 'late';
  /** Market time before and after, ms UTC. */
  readonly from: number;
  readonly to: number;
}

export interface PlayerOptions {
  readonly feed: Feed;
  /**
   * `wall`: market time is wall time, for the synthetic market in real time; ticks are handed over when they are due.
   * When it has fallen more than 60 seconds behind (a machine that slept), it jumps to now: the ticks in between are
   * left out, quotes and books come anew.
   * `tape`: market time begins with the first tick and moves at `speed`; ticks are handed over only when the queue is
   * empty, so market time waits for a slow platform. When the next tick of any instrument is more than an hour away (a
   * night, a gap of years between two files), market time jumps to one second before it and goes on at the same speed.
   */
  readonly clock: 'wall' | 'tape';
  readonly speed: Speed;
  /** `command`: waits for `play`. */
  readonly start: 'now' | 'command';
  /** Wall clock, ms UTC. */
  readonly now: () => number;
  readonly sink: TickSink;
  /** Market time jumps; called before the ticks that follow. */
  readonly onJump?: (jump: PlayerJump) => void;
  /** The tape has ended and its last tick has been handed over. */
  readonly onEnd?: () => void;
  /** The feed or the sink threw: playing has stopped. */
  readonly onError: (error: unknown) => void;
}

/** Drives a feed: the only place where market data meets a timer. */
export interface Player {
  readonly state: PlayerState;
  readonly speed: Speed;
  /** Market time, ms UTC: every tick up to it has been handed over, and none of a later time. Never goes back. */
  now(): number;
  play(): void;
  pause(): void;
  /** Hands over the next `count` ticks while it is not playing and returns how many there were. */
  step(count: number): number;
  setSpeed(speed: Speed): void;
  /** Ends it for good. */
  stop(): void;
}

/** A command the player cannot follow in its state; the message says what to do instead. */
export class PlayerCommandError extends Error {
  override readonly name = 'PlayerCommandError';
}

/** Ticks handed over at once. */
const CHUNK = 2000;

/** Chunks on the wall clock before input and output get their turn: enough for what is due at a start. */
const WALL_CHUNKS = 10;

/** Longest pause between two looks at the clock, ms. */
const LONGEST_PAUSE_MS = 20;

/** A tape that falls further behind its clock than this (wall ms) moves the clock instead of hurrying after it. */
const LONGEST_LAG_MS = 1000;

/** A tape that has no tick for longer than this (market ms) is quiet, and where its time jumps to before the next one. */
const QUIET_MS = 3_600_000;
const BEFORE_NEXT_MS = 1000;

/** A market on the wall clock that is further behind than this (ms) jumps. */
const LATE_MS = 60_000;

/** Most ticks of one `step`. */
const MOST_STEPS = 1_000_000;

/** Makes a player; with `start: 'now'` it plays at once and has handed over the ticks that are due when this returns. */
export function createPlayer(options: PlayerOptions): Player {
  const player = new FeedPlayer(options);
  if (options.start === 'now') player.play();
  return player;
}

class FeedPlayer implements Player {
  state: PlayerState = 'waiting';
  speed: Speed;
  private readonly options: PlayerOptions;
  /** Market time reached. */
  private position: number;
  private anchorMarket = 0;
  private anchorWall = 0;
  /** Counts plays and pauses, so that what an older loop left behind ends itself. */
  private run = 0;

  constructor(options: PlayerOptions) {
    checkSpeed(options.speed);
    if (options.clock === 'wall' && options.speed !== 1)
      throw new RangeError('speed must be 1 while market time is wall time');
    this.options = options;
    this.speed = options.speed;
    this.position = options.feed.peek() ?? options.now();
  }

  now(): number {
    return this.position;
  }

  play(): void {
    if (this.state === 'playing' || this.state === 'ended') return;
    if (this.state === 'stopped') throw new PlayerCommandError('the feed has been stopped: start the platform again');
    this.state = 'playing';
    this.anchor();
    this.run += 1;
    if (this.options.clock === 'wall') this.playDue(this.run);
    else void this.playTape(this.run);
  }

  pause(): void {
    this.refuseOnWallClock('paused');
    if (this.state === 'playing') {
      this.state = 'paused';
      this.run += 1;
    }
  }

  step(count: number): number {
    this.refuseOnWallClock('stepped');
    if (!Number.isInteger(count) || count < 1 || count > MOST_STEPS) {
      throw new RangeError(`count must be an integer from 1 to ${MOST_STEPS}, not ${count}`);
    }
    if (this.state === 'playing') throw new PlayerCommandError('the feed is playing: pause it before you step');
    if (this.state === 'ended' || this.state === 'stopped') return 0;
    const ticks = this.options.feed.pull(Number.POSITIVE_INFINITY, count);
    this.handOver(ticks);
    if (this.options.feed.peek() === null) this.end();
    return ticks.length;
  }

  setSpeed(speed: Speed): void {
    this.refuseOnWallClock('sped up');
    checkSpeed(speed);
    this.speed = speed;
    this.anchor();
  }

  stop(): void {
    this.state = 'stopped';
    this.run += 1;
  }

  private refuseOnWallClock(what: string): void {
    if (this.options.clock === 'wall') {
      throw new PlayerCommandError(
        `the synthetic market follows the wall clock and cannot be ${what}: start it with another speed or on command`,
      );
    }
  }

  /** From now on market time is counted from here. */
  private anchor(): void {
    this.anchorMarket = this.position;
    this.anchorWall = this.options.now();
  }

  /** Hands over all that is due by the wall clock. `position` reaches `due` once no tick up to it is left. */
  private playDue(run: number): void {
    if (this.run !== run) return;
    const due = Math.max(this.position, this.options.now());
    this.guard(() => {
      if (due - this.position > LATE_MS) this.jumpLate(due);
      for (let chunk = 0; chunk < WALL_CHUNKS && this.run === run; chunk += 1) {
        if (this.advance(due) || this.position >= due) break;
      }
      if (this.run === run) pauseFor(this.position < due ? 0 : LONGEST_PAUSE_MS / 2, () => this.playDue(run));
    });
  }

  private async playTape(run: number): Promise<void> {
    while (this.run === run) {
      try {
        await this.options.sink.idle();
      } catch (error) {
        this.fail(error);
        return;
      }
      if (this.run !== run) return;
      const due = this.tapeClock();
      let wait = 0;
      this.guard(() => {
        if (!this.advance(due) && this.position >= due) {
          this.jumpQuiet();
          wait = this.untilNextTick();
        }
      });
      if (this.run === run) await new Promise<void>((resolve) => pauseFor(wait, resolve));
    }
  }

  /** Leaves out what was due long ago. */
  private jumpLate(to: number): void {
    const from = this.position;
    skipFeed(this.options.feed, to);
    this.position = to - 1;
    this.options.onJump?.({ why: 'late', from, to });
  }

  /** Goes on to the next tick when that is far away. */
  private jumpQuiet(): void {
    const next = this.options.feed.peek();
    const from = this.position;
    if (this.speed === 'max' || next === null || next - from <= QUIET_MS) return;
    this.position = next - BEFORE_NEXT_MS;
    this.anchor();
    this.options.onJump?.({ why: 'quiet', from, to: this.position });
  }

  private tapeClock(): number {
    if (this.speed === 'max') return Number.POSITIVE_INFINITY;
    const clock = Math.floor(this.anchorMarket + (this.options.now() - this.anchorWall) * this.speed);
    if (clock - this.position <= LONGEST_LAG_MS * this.speed) return Math.max(this.position, clock);
    const due = Math.floor(this.position + LONGEST_LAG_MS * this.speed);
    this.anchorMarket = due;
    this.anchorWall = this.options.now();
    return due;
  }

  private untilNextTick(): number {
    if (this.speed === 'max') return 0;
    const wait = ((this.options.feed.peek() ?? 0) - this.position) / this.speed;
    return Math.min(LONGEST_PAUSE_MS, Math.max(1, wait));
  }

  /** Hands over a chunk of what is due; moves market time to `due` when that was all. Says whether the tape ended. */
  private advance(due: number): boolean {
    const { feed } = this.options;
    const ticks = feed.pull(due, CHUNK);
    this.handOver(ticks);
    const next = feed.peek();
    if (next === null) {
      this.end();
      return true;
    }
    if (next > due) this.position = Math.max(this.position, due);
    return false;
  }

  private handOver(ticks: TimedTick[]): void {
    const last = ticks.at(-1);
    if (last === undefined) return;
    this.position = Math.max(this.position, last.at);
    this.options.sink.offer(ticks);
  }

  private end(): void {
    this.state = 'ended';
    this.run += 1;
    this.options.onEnd?.();
  }

  private guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.stop();
    this.options.onError(error);
  }
}

/** Waits without keeping the program alive; no time at all means after what already waits for input or output. */
function pauseFor(milliseconds: number, then: () => void): void {
  if (milliseconds <= 0) setImmediate(then);
  else setTimeout(then, milliseconds).unref();
}

function checkSpeed(speed: Speed): void {
  if (speed === 'max') return;
  if (!Number.isFinite(speed) || speed <= 0 || speed > 1_000_000) {
    throw new RangeError(`speed must be \`max\` or a number above 0 and at most 1000000, not ${speed}`);
  }
}
