import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the engine counts. */
export interface EngineMetrics {
  readonly commands: Counter<'type' | 'result'>;
  readonly events: Counter;
  readonly ticks: Counter;
  readonly overloads: Counter;
  readonly turn: Histogram;
}

/** Registers the engine's metrics. */
export function engineMetrics(registry: Registry): EngineMetrics {
  const registers = [registry];
  return {
    commands: new Counter({
      name: 'outcry_commands_total',
      help: 'Commands decided, by type and result',
      labelNames: ['type', 'result'],
      registers,
    }),
    events: new Counter({ name: 'outcry_events_total', help: 'Events journaled', registers }),
    ticks: new Counter({ name: 'outcry_ticks_total', help: 'Market updates taken in', registers }),
    overloads: new Counter({
      name: 'outcry_overloads_total',
      help: 'Commands refused because too much waited',
      registers,
    }),
    turn: new Histogram({
      name: 'outcry_turn_seconds',
      help: 'Time to decide one command in memory',
      buckets: [5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 5e-3, 2e-2, 0.1],
      registers,
    }),
  };
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
