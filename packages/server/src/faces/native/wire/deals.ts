import {
  DEAL_STATUSES,
  type DealFigures,
  FINAL_DEAL_STATUSES,
  type InstrumentsState,
  isCancellable,
  isPanicSellable,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { DealRow } from '../../../readmodel/index.ts';
import { AmountAnswer, amountAnswer, knownNumber } from './amounts.ts';
import { DealSettingsFields, DealSizesFields, partOf } from './bot-settings.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { DecimalText, Id, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

export const ALL_DEAL_STATUSES = [...DEAL_STATUSES, ...FINAL_DEAL_STATUSES] as const;

/** What only a running deal has: figures at the market of the moment. */
const FiguresAnswer = Type.Object({
  price: nullable(Type.String({ description: 'what leaving would take now; null: nobody is there' })),
  actualProfit: Type.String({ description: 'what leaving now would bring, in the quote asset' }),
  actualProfitPercent: Type.String({ description: 'change of the price against the average' }),
  actualProfitUsd: nullable(DecimalText),
  takeProfits: Type.Array(
    Type.Object({
      step: Type.Integer({ description: 'from 0' }),
      price: DecimalText,
      quantity: DecimalText,
    }),
  ),
  stopLoss: nullable(DecimalText),
  trailingMark: nullable(Type.String({ description: 'the best price that a trailing take profit has followed' })),
  stopMark: nullable(Type.String({ description: 'the best price that a trailing stop loss has followed' })),
  restingSafetyOrders: Type.Integer(),
  restingAddedOrders: Type.Integer(),
  orders: Type.Array(Id, { description: 'open orders, oldest first' }),
});

export const DealAnswer = Type.Object({
  id: Id,
  bot: Id,
  botName: Type.String(),
  account: Id,
  instrument: Type.String(),
  base: Type.String(),
  quote: Type.String(),
  strategy: oneOf(['long', 'short']),
  status: oneOf(ALL_DEAL_STATUSES),
  active: Type.Boolean({ description: 'it runs' }),
  cancellable: Type.Boolean(),
  panicSellable: Type.Boolean(),
  startedBy: oneOf(['manual', 'nonstop', 'signal', 'webhook']),
  settings: Type.Object(DealSettingsFields),
  sizes: Type.Object(DealSizesFields, { description: 'as its bot had them when it began' }),
  createdAt: TimeText,
  updatedAt: TimeText,
  closedAt: nullable(TimeText),
  bought: AmountAnswer,
  sold: AmountAnswer,
  baseAverage: nullable(Type.String({ description: 'average of the base order; null before it is filled' })),
  safetyDone: Type.Integer({ description: 'safety orders that are filled' }),
  addedDone: Type.Integer({ description: 'added orders that were filled' }),
  stepsDone: Type.Array(Type.Integer(), { description: 'take profit steps that are done, from 0' }),
  profit: nullable(Type.String({ description: 'sold less bought, 8 decimals; null while it runs' })),
  profitPercent: nullable(DecimalText),
  profitUsd: nullable(Type.String({ description: 'null while it runs, and when nothing told the rate' })),
  figures: nullable(FiguresAnswer),
  error: nullable(Type.String({ description: 'what goes or went wrong' })),
  note: nullable(Type.String()),
});
export type DealAnswer = Static<typeof DealAnswer>;

export function dealAnswer(state: InstrumentsState, { record, figures }: DealRow): DealAnswer {
  const instrument = instrumentOf(state, record.instrument);
  const { status, settings } = record;
  const active = figures !== null;
  return {
    id: record.id,
    bot: record.bot,
    botName: record.botName,
    account: record.account,
    instrument: instrument.symbol,
    base: assetOf(state, instrument.base).code,
    quote: assetOf(state, instrument.quote).code,
    strategy: settings.strategy,
    status,
    active,
    cancellable: isCancellable(status),
    panicSellable: isPanicSellable(status),
    startedBy: record.startedBy,
    settings: partOf(settings, DealSettingsFields),
    sizes: partOf(settings, DealSizesFields),
    createdAt: timeToText(record.createdAt),
    updatedAt: timeToText(record.updatedAt),
    closedAt: momentToText(record.closedAt),
    bought: amountAnswer(record.bought),
    sold: amountAnswer(record.sold),
    baseAverage: knownNumber(record.baseAverage),
    safetyDone: record.safetyDone,
    addedDone: record.addedDone,
    stepsDone: [...record.stepsDone],
    profit: active ? null : record.profit,
    profitPercent: active ? null : record.profitPercent,
    profitUsd: active ? null : record.profitUsd,
    figures: figures === null ? null : figuresAnswer(figures),
    error: record.error,
    note: record.note,
  };
}

function figuresAnswer({ takeProfits, orders, ...figures }: DealFigures): NonNullable<DealAnswer['figures']> {
  return { ...figures, takeProfits: takeProfits.map((step) => ({ ...step })), orders: [...orders] };
}
