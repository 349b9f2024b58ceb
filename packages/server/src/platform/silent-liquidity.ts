import { type CoreState, lotsText } from '@outcry/core';
import type { Logger } from 'pino';

/** An order of copied strategies that has waited this long for its fills is told of (ms of market time). */
export const SILENCE_MS = 30_000;

/** How often such orders are looked for (ms). */
const LOOK_MS = 5_000;

/** An order and what is told of it. */
interface SilentRequest {
  readonly request: number;
  readonly warning: string;
}

/**
 * Warns, once for each, of aggregated orders that liquidity does not answer. Accounts in them that meet margin, protection or
 * target are stopped at once, but what they hold is closed only behind the answer: somebody has to look after the venue.
 * Returns how to end it.
 */
export function logSilentLiquidity(
  engine: { readonly now: number; read<T>(read: (state: CoreState) => T): Promise<T> },
  log: Logger,
  every = LOOK_MS,
): () => void {
  const told = new Set<number>();
  const looking = setInterval(() => {
    engine
      .read((state) => silentIn(state, engine.now))
      .then(
        (silent) => {
          for (const { request, warning } of silent) if (!told.has(request)) log.warn({ request }, warning);
          told.clear();
          for (const { request } of silent) told.add(request);
        },
        // an engine that has ended tells so itself
        () => undefined,
      );
  }, every);
  looking.unref();
  return () => clearInterval(looking);
}

/** Orders that are out for too long. */
export function silentIn(state: CoreState, now: number): SilentRequest[] {
  const { copy, instruments } = state;
  const silent: SilentRequest[] = [];
  for (const { id, stream, instrument, at, processedAt, long, short } of copy.requests.values()) {
    if (processedAt > 0 || now - at < SILENCE_MS) continue;
    const volume = `${lotsText(state, instrument, long - short)} ${instruments.instruments[instrument]?.symbol}`;
    const from = `stream ${copy.streams.get(stream)?.name}`;
    const since = new Date(at).toISOString();
    const warning = `order ${id} of ${from} (${volume}) has waited for its venue since ${since}: what stopped accounts hold in it is closed when the venue answers`;
    silent.push({ request: id, warning });
  }
  return silent;
}
