import type { Limits } from './limits.ts';

/** Sets limits of an account; what is left out stays, null takes a limit away. */
export interface SetLimits {
  readonly type: 'risk.setLimits';
  readonly account: number;
  readonly limits: Partial<Limits>;
}

/** One account, or every open account of an owner. */
export type Scope =
  | { readonly account: number; readonly owner?: undefined }
  | { readonly owner: number; readonly account?: undefined };

/**
 * Stops trading: from this command on no order is accepted, every open order is cancelled, and with `flatten` every
 * position is closed at the market.
 */
export type Kill = Scope & {
  readonly type: 'risk.kill';
  readonly flatten: boolean;
  /** Why, in words of the owner, at most 200 characters. */
  readonly note: string | null;
};

/** Lets an account trade again. Closing that the owner had asked for ends. */
export type Resume = Scope & { readonly type: 'risk.resume' };

export type RiskCommand = SetLimits | Kill | Resume;
