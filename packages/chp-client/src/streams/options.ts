import { inRange } from '../in-range.ts';

/** How a stream polls and what it keeps. */
export interface StreamOptions {
  /** Ends the stream: its loop ends as if no more rows came. */
  readonly signal?: AbortSignal | undefined;
  /** Pause between two polls while something is new, in milliseconds; 250. */
  readonly minIntervalMs?: number | undefined;
  /** Longest pause: each poll without news makes it half as long again; 2000. */
  readonly maxIntervalMs?: number | undefined;
  /** Rows that may wait for a slow reader; 10 000. Quotes and books keep the latest of each symbol instead. */
  readonly bufferSize?: number | undefined;
  /** What more rows do: the loop throws StreamOverflowError (`error`), or the oldest rows go. */
  readonly overflow?: 'error' | 'drop-oldest' | undefined;
}

export interface StreamRules {
  readonly signal: AbortSignal | undefined;
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  readonly bufferSize: number;
  readonly overflow: 'error' | 'drop-oldest';
}

/** Fills in what was left out. Throws RangeError for what is out of range. */
export function streamRules(options: StreamOptions): StreamRules {
  const { signal, minIntervalMs = 250, bufferSize = 10_000, overflow = 'error' } = options;
  const { maxIntervalMs = Math.max(2000, minIntervalMs) } = options;
  inRange('minIntervalMs', minIntervalMs, 0);
  inRange('maxIntervalMs', maxIntervalMs, minIntervalMs);
  inRange('bufferSize', bufferSize, 1);
  if (overflow !== 'error' && overflow !== 'drop-oldest') {
    throw new RangeError(`overflow must be 'error' or 'drop-oldest', got ${overflow}`);
  }
  return { signal, minIntervalMs, maxIntervalMs, bufferSize, overflow };
}
