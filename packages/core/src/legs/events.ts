import { type CoreEvent, defineEvent } from '../events/index.ts';

/** The order that was just placed belongs to an automatic trader. */
export interface LegSent extends CoreEvent {
  readonly type: 'legs.sent';
  readonly order: number;
  /** Place of the owner in LEG_OWNERS. */
  readonly owner: number;
  readonly entity: number;
  readonly role: string;
  readonly step: number;
}

export type LegsEvent = LegSent;

export const LEGS_EVENTS = [
  defineEvent<LegSent>('legs.sent', 70, 1, [
    ['order', 'integer'],
    ['owner', 'integer'],
    ['entity', 'integer'],
    ['role', 'text'],
    ['step', 'integer'],
  ]),
];
