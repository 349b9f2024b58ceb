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
  /** Commissions are paid to traders and their partners. */
  | { readonly kind: 'payout'; readonly company: number; readonly strategy: 0 }
  /** A UTC day has begun: what everything is worth at the prices of that moment, and which periods begin with it. */
  | {
      readonly kind: 'day';
      readonly company: number;
      readonly strategy: 0;
      readonly day: number;
      readonly week: boolean;
      readonly month: boolean;
      readonly quarter: boolean;
      readonly prices: readonly (readonly [number, FinePrice])[];
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

/** `next`: when the company's interval ends after this one. */
export function beginJob({ next: ids }: CopyState, job: JobTerms, turn: Turn, next = 0): void {
  turn.emit({ type: 'copy.jobBegun', at: turn.at, id: ids.job, job, next, units: [] } satisfies JobBegun);
}

export function closingOf(copy: CopyState, strategy: number, offer: number): JobTerms {
  return { kind: 'close', company: strategyById(copy, strategy).company, strategy, offer };
}
