import { type CoreEvent, defineEvent } from '../events/index.ts';

/** A condition with a level that stays is armed. */
export interface StopArmed extends CoreEvent {
  readonly type: 'stops.armed';
  readonly id: number;
  readonly instrument: number;
  /** last, bid or ask. */
  readonly kind: string;
  /** above or below. */
  readonly direction: string;
  readonly level: number;
}

/** A condition that follows the price is armed. */
export interface TrailingArmed extends CoreEvent {
  readonly type: 'stops.trailingArmed';
  readonly id: number;
  readonly instrument: number;
  readonly kind: string;
  /** sell or buy. */
  readonly side: string;
  /** steps or millionths. */
  readonly unit: string;
  readonly distance: number;
  readonly mark: number;
}

/** The owner has no more use for it; it fires no more, even when a price had fired it already. */
export interface StopCancelled extends CoreEvent {
  readonly type: 'stops.cancelled';
  readonly id: number;
}

/** The price has reached these conditions, in this order; they are armed no more and their owners act now. */
export interface StopsFired extends CoreEvent {
  readonly type: 'stops.fired';
  readonly instrument: number;
  readonly kind: string;
  readonly price: number;
  readonly ids: readonly number[];
}

/** The price has reached these conditions, in this order; they are armed no more, their owners act in the next turns. */
export interface StopsDue extends CoreEvent {
  readonly type: 'stops.due';
  readonly instrument: number;
  readonly kind: string;
  readonly price: number;
  readonly ids: readonly number[];
}

/** Every worse mark of the trailing conditions on one side stands here now. */
export interface MarksMoved extends CoreEvent {
  readonly type: 'stops.marksMoved';
  readonly instrument: number;
  readonly kind: string;
  readonly side: string;
  readonly mark: number;
}

export type StopsEvent = StopArmed | TrailingArmed | StopCancelled | StopsFired | StopsDue | MarksMoved;

export const STOPS_EVENTS = [
  defineEvent<StopArmed>('stops.armed', 50, 1, [
    ['id', 'integer'],
    ['instrument', 'integer'],
    ['kind', 'text'],
    ['direction', 'text'],
    ['level', 'integer'],
  ]),
  defineEvent<TrailingArmed>('stops.trailingArmed', 51, 1, [
    ['id', 'integer'],
    ['instrument', 'integer'],
    ['kind', 'text'],
    ['side', 'text'],
    ['unit', 'text'],
    ['distance', 'integer'],
    ['mark', 'integer'],
  ]),
  defineEvent<StopCancelled>('stops.cancelled', 52, 1, [['id', 'integer']]),
  defineEvent<StopsFired>('stops.fired', 53, 1, [
    ['instrument', 'integer'],
    ['kind', 'text'],
    ['price', 'integer'],
    ['ids', 'json'],
  ]),
  defineEvent<StopsDue>('stops.due', 54, 1, [
    ['instrument', 'integer'],
    ['kind', 'text'],
    ['price', 'integer'],
    ['ids', 'json'],
  ]),
  defineEvent<MarksMoved>('stops.marksMoved', 55, 1, [
    ['instrument', 'integer'],
    ['kind', 'text'],
    ['side', 'text'],
    ['mark', 'integer'],
  ]),
];
