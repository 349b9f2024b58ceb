import { decimals, parseDecimal, type TradeStatus } from '@outcry/core';
import type { TradeRow } from './trade-row.ts';

/** Which commands the core takes for a trade as it stands; none once it has ended. */
export interface TradeAllows {
  readonly edit: boolean;
  readonly cancel: boolean;
  /** Selling everything that is held at the market. */
  readonly panicSell: boolean;
  /** Sending the entry without waiting for its price any longer. */
  readonly forceStart: boolean;
  /** Adding and taking out, and selling or cancelling single steps. */
  readonly changeFunds: boolean;
}

const EDITABLE: ReadonlySet<string> = new Set<TradeStatus>(['waiting', 'trailingEntry', 'entering', 'holding']);
const UNSELLABLE: ReadonlySet<string> = new Set<TradeStatus>(['cancelling', 'panicSale']);

export function tradeAllows({ record, figures }: TradeRow): TradeAllows {
  const { status, entered, exited } = record;
  const runs = figures !== null;
  const number = (text: string) => parseDecimal(text) ?? decimals.ZERO;
  const holds = decimals.compare(number(entered.amount), number(exited.amount)) > 0;
  return {
    edit: runs && EDITABLE.has(status),
    cancel: runs && status !== 'cancelling',
    panicSell: runs && holds && !UNSELLABLE.has(status),
    forceStart: runs && (status === 'waiting' || status === 'trailingEntry'),
    changeFunds: runs && status === 'holding',
  };
}
