import { type CoreState, decimals, inDollars, type Money } from '@outcry/core';
import { exactly, shown } from '../../bots/decimal-texts.ts';
import type { JsonValue } from '../../wire/json.ts';
import { decimalText } from '../../wire/numbers.ts';
import type { ShownTrade } from './shown.ts';

/** What leaving now would bring, or what the trade has brought; nothing is known before it has its coins. */
export function profitEntity({ state, row, instrument }: ShownTrade): JsonValue {
  const { record, figures } = row;
  const began = record.entered.amount !== '0';
  const brought = figures !== null || record.exited.amount !== '0';
  if (!began || !brought) return { volume: null, usd: null, percent: '0.0', roe: null };
  const volume = figures?.profit ?? record.profit;
  const usd = figures === null ? record.profitUsd : dollarsOf(state, instrument.quote, volume);
  return {
    volume: shown(volume),
    usd: usd === null ? null : shown(usd),
    percent: shown(figures?.profitPercent ?? record.profitPercent),
    roe: null,
  };
}

/** An unrounded amount in dollars; null when nothing tells the rate. */
function dollarsOf(state: CoreState, asset: number, amount: string): string | null {
  const { scale = 0 } = state.instruments.assets[asset] ?? {};
  const rate = inDollars(state, asset, (10n ** BigInt(scale)) as Money);
  return rate === null ? null : decimalText(decimals.multiply(exactly(amount), exactly(rate)));
}
