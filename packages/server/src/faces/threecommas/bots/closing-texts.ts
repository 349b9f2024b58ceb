import type { DealRecord } from '@outcry/core';
import type { DealEventData } from '../../../readmodel/index.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';
import { rounded, shown } from './decimal-texts.ts';

interface About {
  readonly pair: string;
  readonly quote: { readonly code: string; readonly scale: number };
  /** ms UTC. */
  readonly at: number;
}

/** How a deal ended. The texts of a completed deal and of a stop loss are recorded ones, down to their odd bracket. */
export function closingText(record: DealRecord, closed: DealEventData['closed'], { pair, quote, at }: About): string {
  const { status, profitUsd, detail } = closed;
  const profit = amountOf(quote, BigInt(closed.profit) as never);
  const amount = `${decimalText(profit)} ${quote.code}`;
  const signed = profit.coefficient > 0n ? `+${amount}` : amount;
  const share = `(${rounded(profitUsd ?? '0', 2)} $) (${shown(record.profitPercent)}% from total volume)`;
  const lasted = `about ${duration(at - record.createdAt)}`;
  switch (status) {
    case 'completed':
      return `(${pair}): Trade completed. Profit:  ${signed} ${share}). #profit ${lasted}`;
    case 'stopLossFinished':
      return `Stop loss 📛  ${signed} ${share} #stoploss`;
    case 'panicSold':
      return `(${pair}): Trade closed at market price. Profit:  ${signed} ${share}). #panicsell ${lasted}`;
    case 'cancelled':
      return `(${pair}): Trade cancelled.`;
    case 'failed':
      return `Error placing base order. ${detail ?? ''}`;
  }
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function duration(ms: number): string {
  for (const [unit, length] of UNITS) {
    const count = Math.floor(ms / length);
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return '1 minute';
}
