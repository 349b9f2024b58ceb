import { Counter, Gauge, type Histogram, type MetricType, type Registry } from 'prom-client';
import type { Distribution } from './distribution.ts';

export type Labels = Readonly<Record<string, string>>;

/** A counter that is read when somebody asks. */
export function exportCounter(registry: Registry, name: string, help: string, value: () => number): void {
  exportCounters(registry, name, help, [], () => [[{}, value()]]);
}

/** A counter with labels that is read when somebody asks. */
export function exportCounters(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  values: () => Iterable<readonly [Labels, number]>,
): void {
  new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      for (const [labels, value] of values()) this.inc(labels, value);
    },
  });
}

/** A gauge that is read when somebody asks. */
export function exportGauge(registry: Registry, name: string, help: string, value: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(value());
    },
  });
}

/** A distribution as a histogram that is read when somebody asks. */
export function exportDistribution(registry: Registry, name: string, help: string, distribution: Distribution): void {
  exportDistributions(registry, name, help, [], () => [[{}, distribution]]);
}

/** Distributions with labels as a histogram that is read when somebody asks. */
export function exportDistributions(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  distributions: () => Iterable<readonly [Labels, Distribution]>,
): void {
  const type: `${MetricType}` = 'histogram';
  const metric = {
    name,
    help,
    type,
    labelNames,
    aggregator: 'sum',
    async get() {
      const values = [...distributions()].flatMap(([labels, each]) => histogramValues(name, labels, each));
      return { name, help, type, values, aggregator: 'sum' };
    },
    reset: () => undefined,
  };
  // the registry asks for no more than this of a metric; prom-client's own histogram would count every value in objects
  registry.registerMetric(metric as unknown as Histogram);
}

interface HistogramValue {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

function histogramValues(name: string, labels: Labels, { bounds, counts, sum }: Distribution): HistogramValue[] {
  let count = 0;
  const buckets = [...bounds, '+Inf'].map((le, at): HistogramValue => {
    count += counts[at] as number;
    return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
