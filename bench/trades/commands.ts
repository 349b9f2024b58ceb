import type { Command, TradeSettings } from '@outcry/core';
import { MIDDLE } from '../bots/commands.ts';

/** A trade's conditions: three take profits and a stop loss. */
export const CONDITIONS = 4;

/** Where the conditions of a trade lie, in price steps. */
export interface Levels {
  readonly takeProfits: readonly number[];
  readonly stopLoss: number;
}

/** Nearest and farthest level from where prices began, as shares. */
const NEAREST = 0.01;
const FARTHEST = 0.21;

/** The levels of the nth trade: the same at every run, spread evenly. */
export function levelsOf(n: number): Levels {
  const [first, second, third] = [0, 1, 2].map((step) => MIDDLE + away(n, step)) as [number, number, number];
  const takeProfits = [first, second, third].sort((a, b) => a - b);
  return { takeProfits, stopLoss: MIDDLE - away(n, 3) };
}

function away(n: number, slot: number): number {
  const mixed = Math.imul(n * CONDITIONS + slot + 1, 0x9e3779b1);
  const share = ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  return Math.round(MIDDLE * (NEAREST + share * (FARTHEST - NEAREST)));
}

/** Coins that are held already, with steps and a stop loss that sell them at the market. */
export function opening(n: number, account: number, instrument: number): Command {
  const { takeProfits, stopLoss } = levelsOf(n);
  const settings: TradeSettings = {
    instrument,
    side: 'long',
    entry: null,
    averagePrice: priceText(MIDDLE),
    quantity: '0.01',
    takeProfits: takeProfits.map((level, i) => ({
      position: i + 1,
      share: i === 0 ? '40' : '30',
      price: priceText(level),
      percent: null,
      by: 'bid',
      order: 'market',
      limitPrice: '0',
      trailing: '0',
    })),
    stopLoss: stopLossAt(stopLoss),
    stored: {},
  };
  return { type: 'trades.open', account, settings, note: null };
}

export function stopLossAt(level: number): NonNullable<TradeSettings['stopLoss']> {
  return {
    price: priceText(level),
    percent: null,
    by: 'bid',
    order: 'market',
    limitPrice: '0',
    trails: false,
    timeout: 0,
    breakeven: false,
  };
}

/** Steps of 0.01. */
function priceText(steps: number): string {
  return `${Math.floor(steps / 100)}.${String(steps % 100).padStart(2, '0')}`;
}
