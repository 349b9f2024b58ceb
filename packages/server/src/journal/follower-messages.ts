import type { ErrorMessage } from './error-message.ts';

/** What the follower thread is started with. */
export interface FollowerStart {
  readonly folder: string;
}

/**
 * `advance` allows the follower to go on to turn `to`; it never goes further by itself, so that it can still stop at the
 * turn a later `snapshot` names.
 */
export type ToFollower =
  | { readonly kind: 'advance'; readonly to: number }
  | { readonly kind: 'snapshot'; readonly seq: number; readonly digest: string }
  | { readonly kind: 'close' };

/** `saved` answers the oldest snapshot request not answered yet. After `failed` the thread ends. */
export type FromFollower =
  | { readonly kind: 'started'; readonly seq: number }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly error: ErrorMessage };
