import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const BUCKETS = [5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 5e-3, 2e-2, 0.1];

/** What the engine counts: plain numbers, cheap enough for every turn, turned into metrics when somebody asks. */
export class EngineMetrics {
  /** Events journaled. */
  events = 0;
  /** Market updates taken in. */
  ticks = 0;
  /** Commands refused because too much waited. */
  overloads = 0;
  readonly #turn: Histogram;
  /** Commands decided, by type and result. */
  readonly #commands = new Map<string, Map<string, number>>();

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = (name: string, help: string, value: () => number): void => {
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(value());
        },
      });
    };
    counter('outcry_events_total', 'Events journaled', () => this.events);
    counter('outcry_ticks_total', 'Market updates taken in', () => this.ticks);
    counter('outcry_overloads_total', 'Commands refused because too much waited', () => this.overloads);
    this.#turn = new Histogram({
      name: 'outcry_turn_seconds',
      help: 'Time to decide one command in memory',
      buckets: BUCKETS,
      registers,
    });
    const commands = this.#commands;
    new Counter({
      name: 'outcry_commands_total',
      help: 'Commands decided, by type and result',
      labelNames: ['type', 'result'],
      registers,
      collect() {
        this.reset();
        for (const [type, results] of commands) {
          for (const [result, count] of results) this.inc({ type, result }, count);
        }
      },
    });
  }

  /** A command was decided with this result: `ok` or the reason it was refused for. */
  decided(type: string, result: string, seconds: number): void {
    let results = this.#commands.get(type);
    if (results === undefined) {
      results = new Map();
      this.#commands.set(type, results);
    }
    results.set(result, (results.get(result) ?? 0) + 1);
    this.#turn.observe(seconds);
  }
}

/** Registers the engine's metrics. */
export function engineMetrics(registry: Registry): EngineMetrics {
  return new EngineMetrics(registry);
}

/** Gauges that are read when somebody asks. */
export function watchEngine(
  registry: Registry,
  engine: {
    readonly waiting: { turns: number; ticks: number };
    readonly seq: number;
    readonly durableSeq: number;
    readonly openOrders: number;
  },
): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  };
  gauge('outcry_waiting_turns', 'Turns decided and not yet on disk', () => engine.waiting.turns);
  gauge('outcry_waiting_ticks', 'Market updates that wait for the core', () => engine.waiting.ticks);
  gauge('outcry_journal_seq', 'Number of the newest turn', () => engine.seq);
  gauge('outcry_journal_durable_seq', 'Number of the newest turn on disk', () => engine.durableSeq);
  gauge('outcry_open_orders', 'Orders in memory', () => engine.openOrders);
}
