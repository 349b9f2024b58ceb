import { inRange } from './in-range.ts';
import { platformPost } from './transport/platform.ts';
import type { CallOptions, RetryRule, SenderOptions } from './transport/sender.ts';
import type { Transport } from './transport/transport.ts';
import type { Decimals } from './wire/decimals.ts';

/** What all three classes may be told about their calls. */
export interface ConnectionOptions<D extends Decimals = 'number'> extends CallOptions {
  /** `string`: numbers of replies are their text, exactly as the server wrote them. Otherwise binary floats. */
  readonly decimals?: D | undefined;
  /**
   * Repeats of calls that got no answer: reads after a refused or broken connection, subscriptions and Auth/* only after a
   * refused one, orders never. 3 attempts from 100 ms on; false: none.
   */
  readonly retry?: Partial<RetryRule> | false | undefined;
  /** Whether reads share connections (Node; false: each call has its own). Orders never do. */
  readonly keepAlive?: boolean | undefined;
  /** Sends the requests instead of node:http or fetch. */
  readonly transport?: Transport | undefined;
}

/** What a ConnectionOptions comes to. */
export interface Settings {
  readonly sender: SenderOptions;
  readonly decimals: Decimals;
}

const TIMEOUT_MS = 30_000;
const RETRY: RetryRule = { attempts: 3, pauseMs: 100 };

/** Fills in what was left out. Throws RangeError for figures that are none. */
export function settingsOf(options: ConnectionOptions<Decimals>): Settings {
  const {
    decimals = 'number',
    retry,
    timeoutMs = TIMEOUT_MS,
    signal,
    keepAlive = false,
    transport = platformPost,
  } = options;
  if (decimals !== 'number' && decimals !== 'string') {
    throw new RangeError(`decimals must be 'number' or 'string', got ${decimals}`);
  }
  const rule = retry === false ? { ...RETRY, attempts: 1 } : { ...RETRY, ...retry };
  inRange('retry.attempts', rule.attempts, 1, 100);
  inRange('retry.pauseMs', rule.pauseMs, 0);
  inRange('timeoutMs', timeoutMs, 0);
  return { decimals, sender: { retry: rule, timeoutMs, signal, keepAlive, transport } };
}
