import { type InstrumentsState, type Money, moneyToText, type PlannedDeal } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { DayProfit, DealTotals } from '../../../readmodel/index.ts';
import { ProfitAnswer } from './bots.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { DecimalText, nullable, TimeText, timeToText } from './primitives.ts';

const SumsAnswer = Type.Object({
  profits: Type.Array(ProfitAnswer, { description: 'by quote asset' }),
  usd: Type.String({ description: 'all of it in dollars; what has no rate counts as nothing' }),
});

export const BotStatsAnswer = Type.Object({
  overall: SumsAnswer,
  today: Type.Composite([SumsAnswer, Type.Object({ since: TimeText })]),
  active: Type.Object({
    count: Type.Integer(),
    result: SumsAnswer,
    locked: Type.Composite([SumsAnswer], { description: 'paid into deals that run and not taken out yet' }),
  }),
  completed: Type.Integer(),
  panicSold: Type.Integer(),
  stopped: Type.Integer({ description: 'ended by their stop loss' }),
});
export type BotStatsAnswer = Static<typeof BotStatsAnswer>;

export const DayProfitAnswer = Type.Composite([
  Type.Object({ day: Type.String({ description: 'in UTC: 2026-11-20' }) }),
  SumsAnswer,
]);
export type DayProfitAnswer = Static<typeof DayProfitAnswer>;

type Sums = { readonly profits: ReadonlyMap<number, Money>; readonly usd: string };

export function botStatsAnswer(state: InstrumentsState, totals: DealTotals): BotStatsAnswer {
  const { overall, today, active, completed, panicSold, stopped } = totals;
  return {
    overall: sumsAnswer(state, overall),
    today: { ...sumsAnswer(state, today), since: timeToText(today.day) },
    active: {
      count: active.count,
      result: sumsAnswer(state, active.result),
      locked: sumsAnswer(state, active.locked),
    },
    completed,
    panicSold,
    stopped,
  };
}

export function dayProfitAnswer(state: InstrumentsState, profit: DayProfit): DayProfitAnswer {
  return { day: timeToText(profit.day).slice(0, 10), ...sumsAnswer(state, profit) };
}

function sumsAnswer(state: InstrumentsState, { profits, usd }: Sums): Static<typeof SumsAnswer> {
  return {
    profits: Array.from(profits, ([id, profit]) => {
      const asset = assetOf(state, id);
      return { asset: asset.code, profit: moneyToText(asset, profit) };
    }),
    usd,
  };
}

const PlannedOrderAnswer = Type.Object({
  deviation: Type.String({ description: 'percent from the base order' }),
  price: DecimalText,
  quantity: DecimalText,
  cost: Type.String({ description: 'quote currency with the fee; of a short deal coins' }),
  total: Type.String({ description: 'all that the deal needs up to this order' }),
  average: Type.String({ description: 'of what is held once it is filled' }),
  takeProfit: Type.String({ description: 'where the take profit would stand then' }),
});

/** A deal before there is one. */
export const PlanAnswer = Type.Object({
  instrument: Type.String(),
  base: PlannedOrderAnswer,
  safety: Type.Array(PlannedOrderAnswer),
  stopLoss: nullable(DecimalText),
  needed: Type.String({ description: 'what one deal may need: quote currency, of short deals coins' }),
  neededInAll: Type.String({ description: 'what all deals of the bot may need' }),
});
export type PlanAnswer = Static<typeof PlanAnswer>;

export function planAnswer(state: InstrumentsState, { instrument, base, safety, ...rest }: PlannedDeal): PlanAnswer {
  const { symbol } = instrumentOf(state, instrument);
  return { instrument: symbol, base: { ...base }, safety: safety.map((order) => ({ ...order })), ...rest };
}
