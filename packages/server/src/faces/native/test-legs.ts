import type { DealEvent, SmartTradeEvent } from './api.ts';

/** Entries of timelines that are about orders, their status and their end, in words without times and ids; else null. */
export function legWords(entry: DealEvent | SmartTradeEvent): string | null {
  switch (entry.kind) {
    case 'placed':
      return `placed ${entry.role} ${entry.step} ${entry.side} ${entry.price ?? 'market'} ${entry.quantity}`;
    case 'filled':
      return `filled ${entry.role} ${entry.step} ${entry.price} ${entry.quantity} ${entry.value} fee ${entry.fee}`;
    case 'ended':
      return `ended ${entry.role} ${entry.step} ${entry.status} ${entry.reason}`;
    case 'moved':
      return `moved ${entry.status}`;
    case 'closed':
      return `closed ${entry.status} ${entry.profit}`;
    default:
      return null;
  }
}
