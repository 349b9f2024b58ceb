import { ChpTimeoutError, ChpTransportError } from '../errors.ts';
import { inRange } from '../in-range.ts';
import { type Answer, type Transport, TransportFailure } from './transport.ts';

/**
 * What a repeated call does: `read` changes nothing that a repeat would not; `session` and `subscription` may be repeated
 * only if the first request never left; an `order` is never repeated.
 */
export type Effect = 'read' | 'session' | 'subscription' | 'order';

/** Repeats of calls that found no answer. */
export interface RetryRule {
  /** How often a call is tried in all, from 1. */
  readonly attempts: number;
  /** Pause before the second try in milliseconds; it doubles with every further one. */
  readonly pauseMs: number;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the whole answer must be there, repeats included; 0: no limit. */
  readonly timeoutMs?: number | undefined;
}

export interface SenderOptions extends CallOptions {
  readonly retry: RetryRule;
  readonly keepAlive: boolean;
  readonly transport: Transport;
}

export interface Call {
  readonly url: string;
  readonly urn: string;
  readonly effect: Effect;
  readonly body: string;
}

const LONGEST_PAUSE_MS = 10_000;

/** Sends a call within its time, and again where a repeat does no harm. */
export async function send(call: Call, base: SenderOptions, own: CallOptions): Promise<Answer> {
  const timeoutMs = own.timeoutMs ?? base.timeoutMs ?? 0;
  inRange('timeoutMs', timeoutMs, 0);
  const { signal, timedOut, release } = deadline(timeoutMs, [base.signal, own.signal]);
  const keepAlive = base.keepAlive && call.effect === 'read';
  try {
    for (let attempt = 1, pause = base.retry.pauseMs; ; attempt += 1, pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      signal.throwIfAborted();
      try {
        return await base.transport({ url: call.url, body: call.body, signal, keepAlive });
      } catch (error) {
        if (signal.aborted) throw timedOut() ? timeoutError(call, attempt, error) : signal.reason;
        if (!(error instanceof TransportFailure)) throw error;
        if (attempt >= base.retry.attempts || !mayRepeat(call.effect, error))
          throw transportError(call, attempt, error);
      }
      await sleep(pause, signal).catch((reason) => {
        throw timedOut() ? timeoutError(call, attempt, reason) : reason;
      });
    }
  } finally {
    release();
  }
}

/** Whether a second request can do no harm. */
function mayRepeat(effect: Effect, { outcome, answerBegan }: TransportFailure): boolean {
  if (effect === 'order' || answerBegan) return false;
  return effect === 'read' || outcome === 'not-sent';
}

function transportError({ urn, url }: Call, attempt: number, failure: TransportFailure): ChpTransportError {
  const sent = failure.outcome === 'not-sent' ? 'nothing was sent' : 'the server may have acted on it';
  const message = `${urn}: no answer from ${new URL(url).host} after ${tries(attempt)}: ${failure.message}; ${sent}`;
  return new ChpTransportError(message, urn, failure.outcome, failure.code, failure.cause ?? failure);
}

function timeoutError({ urn, url }: Call, attempt: number, cause: unknown): ChpTimeoutError {
  const message = `${urn}: no whole answer from ${new URL(url).host} in time, ${tries(attempt)}; the server may have acted on it`;
  return new ChpTimeoutError(message, urn, 'unknown', 'TIMEOUT', cause);
}

function tries(attempt: number): string {
  return attempt === 1 ? '1 try' : `${attempt} tries`;
}

/** One signal for a time and any number of others; `release` must be called. */
function deadline(timeoutMs: number, signals: readonly (AbortSignal | undefined)[]) {
  const controller = new AbortController();
  let late = false;
  const onAbort = (event: Event) => controller.abort((event.target as AbortSignal).reason);
  const given = signals.filter((signal) => signal !== undefined);
  const aborted = given.find((signal) => signal.aborted);
  if (aborted !== undefined) controller.abort(aborted.reason);
  for (const signal of given) signal.addEventListener('abort', onAbort, { once: true });
  const timer = timeoutMs > 0 ? setTimeout(expire, timeoutMs) : undefined;
  function expire() {
    late = true;
    controller.abort();
  }
  return {
    signal: controller.signal,
    timedOut: () => late,
    release: () => {
      clearTimeout(timer);
      for (const signal of given) signal.removeEventListener('abort', onAbort);
    },
  };
}

/** Waits; rejects with the signal's reason when it is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
