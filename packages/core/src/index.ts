export * from './accounts/index.ts';
export type { Command } from './commands.ts';
export {
  Core,
  type CoreSnapshot,
  EVENT_DEFINITIONS,
  SNAPSHOT_VERSION,
  type TurnResult,
} from './core.ts';
export { fingerprint } from './digest.ts';
export * from './events/index.ts';
export * from './exchange/index.ts';
export * from './instruments/index.ts';
export * from './market/index.ts';
export * from './numbers/index.ts';
export * from './orders/index.ts';
export { REJECT_REASONS, type Rejection, type RejectReason } from './rejections.ts';
export * from './risk/index.ts';
export { MAX_TURN_EVENTS } from './running-turn.ts';
export type { CoreState } from './state.ts';
export * from './stops/index.ts';
export { isRejection, type Outcome } from './turn.ts';
