import type { DealStatus, FinalDealStatus } from '@outcry/core';

interface WireStatus {
  readonly status: string;
  /** `localized_status`. */
  readonly title: string;
}

const STATUSES: Readonly<Record<DealStatus | FinalDealStatus, WireStatus>> = {
  created: { status: 'created', title: 'Created' },
  basePlaced: { status: 'base_order_placed', title: 'Base order placed' },
  bought: { status: 'bought', title: 'Active' },
  trailing: { status: 'ttp_activated', title: 'TTP activated' },
  trailingSale: { status: 'ttp_order_placed', title: 'TTP activated' },
  stopLossPending: { status: 'stop_loss_pending', title: 'StopLoss' },
  stopLossPlaced: { status: 'stop_loss_order_placed', title: 'StopLoss' },
  panicSellPending: { status: 'panic_sell_pending', title: 'Closing at Market Price' },
  panicSellPlaced: { status: 'panic_sell_order_placed', title: 'Closing at Market Price' },
  cancelPending: { status: 'cancel_pending', title: 'Cancel pending' },
  conditionPending: { status: 'close_strategy_activated', title: 'Close strategy activated' },
  conditionPlaced: { status: 'close_strategy_activated', title: 'Close strategy activated' },
  completed: { status: 'completed', title: 'Completed' },
  cancelled: { status: 'cancelled', title: 'Cancelled' },
  failed: { status: 'failed', title: 'Failed' },
  panicSold: { status: 'panic_sold', title: 'Closed at Market Price' },
  stopLossFinished: { status: 'stop_loss_finished', title: 'StopLoss' },
};

/** What a deal's status is called on the wire (`threecommas.md` 7.2). */
export function wireStatus(status: DealStatus | FinalDealStatus): WireStatus {
  return STATUSES[status];
}
