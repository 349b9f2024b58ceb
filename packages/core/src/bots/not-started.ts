import { type Rejection, reject } from '../turn.ts';

/** A check of a start has failed (B3): which one, and why in words. */
export function notStarted(check: string, detail: string): Rejection {
  return reject('deal_not_started', check, detail);
}
