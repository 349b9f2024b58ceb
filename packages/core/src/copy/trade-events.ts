import { type CoreEvent, defineEvent, type EventDefinition, type FieldKind } from '../events/index.ts';
import type { SignalRow } from './commands.ts';
import { integers } from './event-fields.ts';
import type { GroupItem } from './group.ts';
import type { Shortfall } from './request.ts';

/** Signals and the groups that carry them out. Volumes are quantity steps, prices fine prices (`units.ts`). */

/** `kind`: signal, soft or hard. Status 0: it waits for its turn; 2: refused. */
export interface Signalled extends CoreEvent {
  readonly type: 'copy.signalled';
  readonly signal: number;
  readonly strategy: number;
  readonly kind: string;
  readonly rows: readonly SignalRow[];
  readonly ticket: string | null;
  readonly comment: string | null;
  readonly status: number;
}

export interface SignalDone extends CoreEvent {
  readonly type: 'copy.signalDone';
  readonly signal: number;
  readonly count: number;
  readonly strategy: number;
  readonly status: number;
}

/** A group begins: what is to be traded, and at which prices its accounts are valued (`[instrument, fine price]`). */
export interface GroupBegun extends CoreEvent {
  readonly type: 'copy.groupBegun';
  readonly id: number;
  readonly strategy: number;
  readonly kind: string;
  readonly command: number;
  readonly items: readonly GroupItem[];
  readonly prices: readonly (readonly [number, number])[];
  readonly upTo: number;
}

/** Numbers of one planned order: account, position, item, delta, A-book part, equity, ideal. */
export const PLAN_STRIDE = 7;

/** How `ideal` of a planned order changes the position: kept, set from the item, cleared; and whether no lot fits the margin. */
export const IDEAL = { kept: 0, set: 1, cleared: 2, withoutRoom: 4 } as const;

/** Orders of the next accounts of a group, up to `cursor`. Requests: `[id, stream, instrument]` of new ones. */
export interface GroupPlanned extends CoreEvent {
  readonly type: 'copy.groupPlanned';
  readonly id: number;
  readonly cursor: number;
  readonly done: boolean;
  readonly rows: readonly number[];
  readonly requests: readonly (readonly [number, number, number])[];
  /** Accounts that do not want a sync any more. */
  readonly synced: readonly number[];
  /**
   * Positions that were to be closed anyway: the order of this group takes that over. Position and cause in turns, the cause a
   * command (> 0) or a stop (< 0).
   */
  readonly netted: readonly number[];
}

/** Liquidity will not fill this much of a request. */
export interface RequestRejected extends CoreEvent {
  readonly type: 'copy.requestRejected';
  readonly id: number;
  readonly volume: number;
  readonly detail: string | null;
}

/** All of a request is filled or rejected: the prices of its accounts, and how a shortfall is shared. */
export interface RequestPriced extends CoreEvent {
  readonly type: 'copy.requestPriced';
  readonly id: number;
  /** What was ordered, signed; and how much of it was filled and rejected, as magnitudes. */
  readonly volume: number;
  readonly filled: number;
  readonly rejected: number;
  readonly buyPrice: number;
  readonly sellPrice: number;
  readonly centsNumerator: number;
  readonly centsDenominator: number;
  readonly shared: number;
  readonly shortfall: Shortfall | null;
}

/**
 * Numbers of one settled order: account, position, request, cause, delta, volume, A-book volume, entry, new average price,
 * profit, swap, the four commissions (liquidity, broker, trader, partner), turnover.
 */
export const SETTLED_STRIDE = 16;

/** The next accounts of a group have their deals. Requests: `[id, stream, instrument, buy price, sell price]`. */
export interface GroupSettled extends CoreEvent {
  readonly type: 'copy.groupSettled';
  readonly id: number;
  readonly strategy: number;
  readonly kind: string;
  readonly firstDeal: number;
  /** Planned numbers that are settled with it. */
  readonly settled: number;
  readonly rows: readonly number[];
  readonly requests: readonly (readonly [number, number, number, number, number])[];
  readonly liquidity: number;
  readonly house: number;
  /** Orders to close that executed deals have taken over, `NETTED_STRIDE` numbers each: deals without money behind the others. */
  readonly netted: readonly number[];
}

/** Numbers of one order that was taken over: account, position, request, cause, volume, id of the executed deal. */
export const NETTED_STRIDE = 6;

export interface GroupEnded extends CoreEvent {
  readonly type: 'copy.groupEnded';
  readonly id: number;
}

export type TradeEvent =
  | Signalled
  | SignalDone
  | GroupBegun
  | GroupPlanned
  | RequestRejected
  | RequestPriced
  | GroupSettled
  | GroupEnded;

const PLANNED = [
  ...integers('id', 'cursor'),
  ['done', 'flag'],
  ['rows', { tableOf: PLAN_STRIDE }],
  ['requests', 'json'],
  ['synced', { tableOf: 1 }],
  ['netted', { tableOf: 2 }],
] as const;

const SETTLED = [
  ...integers('id', 'strategy'),
  ['kind', 'text'],
  ...integers('firstDeal', 'settled'),
  ['rows', { tableOf: SETTLED_STRIDE }],
  ['requests', 'json'],
  ...integers('liquidity', 'house'),
  ['netted', { tableOf: NETTED_STRIDE }],
] as const;

/** The first two versions had JSON lists where there are tables now, and the very first told no orders that were taken over. */
function older(fields: readonly (readonly [string, FieldKind])[]): EventDefinition['older'] {
  const listed = fields.map(([name, kind]) => [name, typeof kind === 'object' ? 'json' : kind] as const);
  const first = listed.filter(([name]) => name !== 'netted');
  return {
    1: { fields: first, upcast: (given) => ({ ...given, netted: [] }) },
    2: { fields: listed, upcast: (given) => given },
  };
}

export const TRADE_EVENTS = [
  defineEvent<Signalled>('copy.signalled', 176, 1, [
    ...integers('signal', 'strategy'),
    ['kind', 'text'],
    ['rows', 'json'],
    ['ticket', 'optionalText'],
    ['comment', 'optionalText'],
    ['status', 'integer'],
  ]),
  defineEvent<SignalDone>('copy.signalDone', 177, 1, integers('signal', 'count', 'strategy', 'status')),
  defineEvent<GroupBegun>('copy.groupBegun', 178, 1, [
    ...integers('id', 'strategy'),
    ['kind', 'text'],
    ['command', 'integer'],
    ['items', 'json'],
    ['prices', 'json'],
    ['upTo', 'integer'],
  ]),
  defineEvent<GroupPlanned>('copy.groupPlanned', 179, 3, PLANNED, older(PLANNED)),
  defineEvent<RequestRejected>('copy.requestRejected', 180, 1, [
    ...integers('id', 'volume'),
    ['detail', 'optionalText'],
  ]),
  defineEvent<RequestPriced>('copy.requestPriced', 181, 1, [
    ...integers(
      'id',
      'volume',
      'filled',
      'rejected',
      'buyPrice',
      'sellPrice',
      'centsNumerator',
      'centsDenominator',
      'shared',
    ),
    ['shortfall', 'json'],
  ]),
  defineEvent<GroupSettled>('copy.groupSettled', 182, 3, SETTLED, older(SETTLED)),
  defineEvent<GroupEnded>('copy.groupEnded', 183, 1, integers('id')),
];
