import { isStepOver, type StepRecord } from '@outcry/core';
import type { TradeRow, TradeStatusFilter } from '../../../../readmodel/index.ts';
import { TRIED_AGAIN, troubleText } from '../../trouble-text.ts';
import type { JsonValue } from '../../wire/json.ts';

/** Statuses of smart trades, and their titles (`threecommas.md` 18). */
const TITLES = {
  created: 'Pending',
  waiting_position: 'Pending Position Opened',
  waiting_targets: 'Waiting Targets',
  pending_reduce_funds: 'Pending reduce funds',
  stop_loss_in_progress: 'StopLoss',
  stop_loss_finished: 'StopLoss',
  cancellation_pending: 'Cancelling',
  cancellation_in_progress: 'Cancelling',
  cancelled: 'Cancelled',
  panic_sell_pending: 'Closing at Market Price',
  panic_sell_in_progress: 'Closing at Market Price',
  panic_sold: 'Closed at Market Price',
  finished: 'Finished',
  failed: 'Failed',
} as const;

export type TradeStatusName = keyof typeof TITLES;

/** Statuses of their parts. */
const PART_TITLES = {
  idle: 'Pending',
  to_process: 'Pending',
  order_placed: 'Placed',
  trailing_activated: 'Trailing activated',
  pending_cancellation: 'Cancelling',
  cancelled: 'Cancelled',
  panic_sell_pending: 'Panic closing',
  panic_sell_order_placed: 'Panic closing',
  panic_sold: 'Panic closed',
  finished: 'Finished',
  failed: 'Failed',
  inactive: 'Inactive',
  smart_sell: 'Own funds',
} as const;

export type PartStatus = keyof typeof PART_TITLES;

const FINAL: Readonly<Record<string, TradeStatusName>> = {
  finished: 'finished',
  takeProfitFinished: 'finished',
  stopLossFinished: 'stop_loss_finished',
  panicSold: 'panic_sold',
  cancelled: 'cancelled',
  failed: 'failed',
};

/** What statuses of the list mean. */
export const STATUS_FILTERS: Readonly<Record<string, readonly TradeStatusFilter[] | undefined>> = {
  all: undefined,
  active: ['active'],
  finished: ['ended'],
  successfully_finished: ['finished', 'takeProfitFinished'],
  successfully_finish: ['finished', 'takeProfitFinished'],
  cancelled: ['cancelled'],
  failed: ['failed'],
};

export function tradeStatus({ record, figures }: TradeRow): TradeStatusName {
  const orders = figures?.orders ?? [];
  switch (record.status) {
    case 'waiting':
    case 'trailingEntry':
      return 'waiting_position';
    case 'entering':
      return orders.length === 0 ? 'created' : 'waiting_position';
    case 'holding':
      return figures?.reducing === true ? 'pending_reduce_funds' : 'waiting_targets';
    case 'stopPlaced':
      return 'stop_loss_in_progress';
    case 'panicSale':
      return orders.some(({ role }) => role === 'panic') ? 'panic_sell_in_progress' : 'panic_sell_pending';
    case 'cancelling':
      return orders.length === 0 ? 'cancellation_pending' : 'cancellation_in_progress';
    default:
      return FINAL[record.status] ?? 'finished';
  }
}

export function tradeStatusEntity(row: TradeRow): JsonValue {
  const type = tradeStatus(row);
  // what goes wrong with a trade that runs, or why it has failed
  const isTold = type === 'failed' || row.figures !== null;
  return { type, basic_type: type, title: TITLES[type], ...errorOf(isTold, row) };
}

export function partStatusEntity(type: PartStatus, row: TradeRow): JsonValue {
  return { type, basic_type: type, title: PART_TITLES[type], ...errorOf(type === 'failed', row) };
}

function errorOf(isTold: boolean, { record }: TradeRow): { readonly error?: string } {
  return isTold && record.error !== null ? { error: troubleText(record.error, TRIED_AGAIN) } : {};
}

/** Whether the trade has not come to its coins yet. */
export function isEntering({ record: { status } }: TradeRow): boolean {
  return status === 'waiting' || status === 'trailingEntry' || status === 'entering';
}

export function positionStatus(row: TradeRow): PartStatus {
  const { record, figures } = row;
  if (record.settings.entry === null) return 'smart_sell';
  if (record.status === 'trailingEntry') return 'trailing_activated';
  if (record.status === 'waiting') return 'to_process';
  if (record.status === 'entering')
    return figures?.orders.some(({ role }) => role === 'entry') === true ? 'order_placed' : 'to_process';
  if (record.entered.amount !== '0') return 'finished';
  if (record.status === 'failed') return 'failed';
  return figures === null ? 'cancelled' : 'pending_cancellation';
}

export function stepStatus({ record, figures }: TradeRow, { status, settings, panic }: StepRecord): PartStatus {
  if (status === 'done') return 'finished';
  if (status === 'panicSold') return 'panic_sold';
  if (status === 'skipped') return 'inactive';
  if (isStepOver(status) || figures === null) return 'cancelled';
  if (figures.endingSteps.includes(settings.position)) return 'pending_cancellation';
  if (panic) return status === 'ordered' ? 'panic_sell_order_placed' : 'panic_sell_pending';
  if (status === 'failed') return 'failed';
  if (status === 'ordered') return 'order_placed';
  if (status === 'trailing') return 'trailing_activated';
  return record.status === 'holding' ? 'to_process' : 'idle';
}

export function stopLossStatus(row: TradeRow): PartStatus {
  const { record, figures } = row;
  if (record.status === 'stopLossFinished') return 'finished';
  if (figures === null) return record.status === 'cancelled' || record.status === 'failed' ? 'cancelled' : 'inactive';
  if (record.status === 'stopPlaced')
    return figures.orders.some(({ role }) => role === 'stop') ? 'order_placed' : 'to_process';
  if (record.status !== 'holding') return isEntering(row) ? 'idle' : 'inactive';
  return record.settings.stopLoss?.trails === true ? 'trailing_activated' : 'to_process';
}
