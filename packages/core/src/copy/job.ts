import type { Turn } from '../turn.ts';
import type { JobBegun } from './money-events.ts';
import { type CopyState, strategyById } from './state.ts';
import type { Cents, FinePrice } from './units.ts';

/** What a job does with each of its accounts. */
export type JobTerms =
  /** The trading interval of a company's accounts ends, all of them valued at the same prices. */
  | {
      readonly kind: 'interval';
      readonly company: number;
      readonly strategy: 0;
      readonly prices: readonly (readonly [number, FinePrice])[];
    }
  /** Swap is booked on positions of a stream in an instrument, in cents for a lot. */
  | {
      readonly kind: 'swap';
      readonly company: number;
      readonly strategy: 0;
      readonly stream: number;
      readonly instrument: number;
      readonly long: Cents;
      readonly short: Cents;
    }
  /** Accounts of a strategy are closed, of one offer or (offer 0) all investments. */
  | { readonly kind: 'close'; readonly company: number; readonly strategy: number; readonly offer: number };

/** Work on many accounts, in the order of their strategies and ids; the place reached is durable. */
export interface Job {
  readonly id: number;
  readonly terms: JobTerms;
  strategy: number;
  account: number;
}

export function beginJob(
  { next }: CopyState,
  job: JobTerms,
  turn: Turn,
  intervals: { readonly next: number; readonly units: readonly (readonly [number, number])[] } = { next: 0, units: [] },
): void {
  turn.emit({ type: 'copy.jobBegun', at: turn.at, id: next.job, job, ...intervals } satisfies JobBegun);
}

export function closingOf(copy: CopyState, strategy: number, offer: number): JobTerms {
  return { kind: 'close', company: strategyById(copy, strategy).company, strategy, offer };
}
