import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { CallMetrics, Distribution, exportDistribution, StreamMetrics, WAIT_SECONDS } from '../metrics/index.ts';
import { type EngineMetrics, engineMetrics } from '../runtime/index.ts';

/** How often refused market data is looked for (ms): a broken feed fills no log. */
const REFUSALS_MS = 1_000;

/** Everything the platform measures. The registry turns it into text when somebody asks. */
export interface PlatformMetrics {
  readonly registry: Registry;
  readonly engine: EngineMetrics;
  readonly calls: CallMetrics;
  readonly streamMetrics: StreamMetrics;
  /** Seconds of a search in the read model, waiting included. */
  readonly queries: Distribution;
}

export function platformMetrics(): PlatformMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const engine = engineMetrics(registry);
  const calls = new CallMetrics(registry);
  const streamMetrics = new StreamMetrics(registry);
  const queries = new Distribution(WAIT_SECONDS);
  exportDistribution(registry, 'outcry_query_seconds', 'Time of a search in the read model, waiting included', queries);
  return { registry, engine, calls, streamMetrics, queries };
}

/** Logs malformed market data: the newest fault and how many there were, at most once a second. Returns how to end it. */
export function logRefusedTicks(
  engine: { readonly refusedTicks: { readonly count: number; readonly last: string | null } },
  log: Logger,
  every = REFUSALS_MS,
): () => void {
  let told = 0;
  const looking = setInterval(() => {
    const { count, last } = engine.refusedTicks;
    if (count === told) return;
    log.warn({ refused: count - told, refusedInAll: count, last }, 'malformed market data was not taken');
    told = count;
  }, every);
  looking.unref();
  return () => clearInterval(looking);
}
