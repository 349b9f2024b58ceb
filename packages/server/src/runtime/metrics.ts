import type { Registry } from 'prom-client';
import {
  Distribution,
  Distributions,
  exportCounter,
  exportCounters,
  exportDistribution,
  exportDistributions,
  exportGauge,
  WAIT_SECONDS,
  WORK_SECONDS,
} from '../metrics/index.ts';
import type { Alive } from './alive.ts';

const BATCH_TURNS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const BATCH_BYTES = [1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7];
const QUEUE_TICKS = [0, 1, 10, 100, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000];

/** What the engine counts: plain numbers, cheap enough for every turn, turned into metrics when somebody asks. */
export class EngineMetrics {
  /** Events journaled. */
  events = 0;
  /** Market updates taken in. */
  ticks = 0;
  /** Commands refused because too much waited. */
  overloads = 0;
  /** Seconds from a command's arrival until its answer may leave. */
  readonly commandWait = new Distribution(WAIT_SECONDS);
  /** Turns and bytes (estimated) of a batch. */
  readonly batchTurns = new Distribution(BATCH_TURNS);
  readonly batchBytes = new Distribution(BATCH_BYTES);
  /** Seconds that the journal's writer took for a batch, its fsync included. */
  readonly batchWrite = new Distribution(WAIT_SECONDS);
  /** Seconds to take in one market update. */
  readonly tick = new Distribution(WORK_SECONDS);
  /** Market updates that waited at the beginning of a stretch of work. */
  readonly tickQueue = new Distribution(QUEUE_TICKS);
  /** Seconds for the digest of the live core, during which nothing is decided, and until the snapshot was on disk. */
  readonly digest = new Distribution(WAIT_SECONDS);
  readonly snapshot = new Distribution(WAIT_SECONDS);
  readonly #turns = new Distributions(WORK_SECONDS);
  /** Commands decided, by type and result. */
  readonly #commands = new Map<string, Map<string, number>>();

  constructor(registry: Registry) {
    exportCounter(registry, 'outcry_events_total', 'Events journaled', () => this.events);
    exportCounter(registry, 'outcry_ticks_total', 'Market updates taken in', () => this.ticks);
    exportCounter(registry, 'outcry_overloads_total', 'Commands refused because too much waited', () => this.overloads);
    exportCounters(registry, 'outcry_commands_total', 'Commands decided, by type and result', ['type', 'result'], () =>
      this.#commandCounts(),
    );
    exportDistributions(
      registry,
      'outcry_turn_seconds',
      'Time to decide one command in memory, by type',
      ['type'],
      () => [...this.#turns.entries()].map(([type, distribution]) => [{ type }, distribution]),
    );
    for (const [name, help, distribution] of [
      ['command_wait_seconds', "Time from a command's arrival until its answer may leave", this.commandWait],
      ['batch_turns', 'Turns that became durable together', this.batchTurns],
      ['batch_bytes', 'Bytes of journal rows and SQL in a batch, estimated', this.batchBytes],
      ['batch_write_seconds', "Time of the journal's writer for one batch, its fsync included", this.batchWrite],
      ['tick_seconds', 'Time to take in one market update, with what was due before it', this.tick],
      ['tick_queue_length', 'Market updates that waited at the beginning of a stretch of work', this.tickQueue],
      ['digest_seconds', 'Time to take the fingerprint of the live state; nothing is decided meanwhile', this.digest],
      ['snapshot_seconds', 'Time until a snapshot was compared and on disk', this.snapshot],
    ] as const) {
      exportDistribution(registry, `outcry_${name}`, help, distribution);
    }
  }

  /** A command was decided with this result: `ok` or the reason it was refused for. */
  decided(type: string, result: string, seconds: number): void {
    let results = this.#commands.get(type);
    if (results === undefined) {
      results = new Map();
      this.#commands.set(type, results);
    }
    results.set(result, (results.get(result) ?? 0) + 1);
    this.#turns.of(type).observe(seconds);
  }

  *#commandCounts(): Generator<[{ type: string; result: string }, number]> {
    for (const [type, results] of this.#commands)
      for (const [result, count] of results) yield [{ type, result }, count];
  }
}

/** Registers the engine's metrics. */
export function engineMetrics(registry: Registry): EngineMetrics {
  return new EngineMetrics(registry);
}

/** What is read of an engine when somebody asks. */
export interface WatchedEngine {
  readonly waiting: { readonly commands: number; readonly turns: number; readonly ticks: number };
  readonly limits: { readonly commands: number; readonly turns: number };
  readonly seq: number;
  readonly durableSeq: number;
  readonly alive: Alive;
  readonly refusedTicks: { readonly count: number };
}

/** Gauges and counters that are read off the engine when somebody asks. */
export function watchEngine(registry: Registry, engine: WatchedEngine): void {
  for (const [name, help, value] of [
    ['waiting_commands', 'Commands decided whose answer waits for the disk', () => engine.waiting.commands],
    ['waiting_commands_limit', 'Commands that may wait; more are refused', () => engine.limits.commands],
    ['waiting_turns', 'Turns decided and not yet on disk', () => engine.waiting.turns],
    ['waiting_turns_limit', 'Turns that may wait; beyond, commands are refused', () => engine.limits.turns],
    ['waiting_ticks', 'Market updates that wait for the core', () => engine.waiting.ticks],
    ['journal_seq', 'Number of the newest turn', () => engine.seq],
    ['journal_durable_seq', 'Number of the newest turn on disk', () => engine.durableSeq],
    ['open_orders', 'Orders in memory', () => engine.alive.orders],
    ['bots', 'Bots, enabled or not', () => engine.alive.bots],
    ['active_deals', 'Deals of bots that run', () => engine.alive.deals],
    ['active_trades', 'Smart trades that run', () => engine.alive.trades],
  ] as const) {
    exportGauge(registry, `outcry_${name}`, help, value);
  }
  exportCounter(
    registry,
    'outcry_refused_ticks_total',
    'Market updates that were malformed and not taken; the log says why',
    () => engine.refusedTicks.count,
  );
}
