/**
 * Why nobody was let in.
 * - `wrong_login`: login and password do not belong together; which of them is wrong stays unsaid
 * - `wait`: too many wrong tries for this login or from this address
 * - `busy`: too many passwords are being checked
 */
export type RefusalReason = 'wrong_login' | 'wait' | 'busy';

export interface Refused {
  readonly refused: RefusalReason;
  /** When to try again, ms from now. */
  readonly waitMs: number;
}

export function refused(reason: RefusalReason, waitMs: number): Refused {
  return { refused: reason, waitMs };
}
