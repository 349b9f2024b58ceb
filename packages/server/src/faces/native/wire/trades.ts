import {
  FINAL_TRADE_STATUSES,
  type InstrumentsState,
  type StepAllows,
  TRADE_STATUSES,
  type TradeFigures,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { isConditional, TRADE_KINDS, type TradeRow, tradeAllows, tradeKind } from '../../../readmodel/index.ts';
import { AmountAnswer, amountAnswer, knownNumber } from './amounts.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { DecimalText, Id, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';
import { TradeSettingsAnswer, tradeSettingsAnswer } from './trade-settings.ts';

export const ALL_TRADE_STATUSES = [...TRADE_STATUSES, ...FINAL_TRADE_STATUSES] as const;
export const TRADE_ROLES = ['entry', 'added', 'step', 'stop', 'panic', 'reduce'] as const;
export const STEP_STATUSES = [
  'idle',
  'trailing',
  'ordered',
  'done',
  'panicSold',
  'skipped',
  'cancelled',
  'failed',
] as const;

const StepAnswer = Type.Object({
  id: Id,
  position: Type.Integer(),
  status: oneOf(STEP_STATUSES),
  panic: Type.Boolean({ description: 'it is, or was, sold at the market by hand' }),
  allows: Type.Object(
    { panicSell: Type.Boolean(), cancel: Type.Boolean() },
    { description: 'commands that it takes as it stands' },
  ),
  amount: Type.String({ description: 'coins that it sells; 0 before the trade has them' }),
  price: nullable(Type.String({ description: 'at which it fires or rests; null before the trade has its coins' })),
  sold: AmountAnswer,
  createdAt: TimeText,
  updatedAt: TimeText,
});

/** What only a running trade has: figures at the market of the moment. */
const FiguresAnswer = Type.Object({
  bid: nullable(DecimalText),
  ask: nullable(DecimalText),
  last: nullable(DecimalText),
  profit: Type.String({ description: 'what leaving now would bring, in the quote asset, after the fee' }),
  profitPercent: Type.String({ description: 'of what entering has cost' }),
  left: Type.String({ description: 'coins that are still to be sold (short: bought back)' }),
  entryMark: nullable(Type.String({ description: 'the best price that a trailing entry has followed' })),
  stopMark: nullable(Type.String({ description: 'the best price that a trailing stop loss has followed' })),
  stopLevel: nullable(Type.String({ description: 'the price at which the stop loss fires now' })),
  stepMarks: Type.Array(
    Type.Object({ position: Type.Integer(), price: DecimalText }, { description: 'what trailing steps have followed' }),
  ),
  orders: Type.Array(Type.Object({ order: Id, role: oneOf(TRADE_ROLES), step: Type.Integer() }), {
    description: 'open orders, oldest first; `step`: the position of a step',
  }),
});

export const TradeAnswer = Type.Object({
  id: Id,
  account: Id,
  instrument: Type.String(),
  base: Type.String(),
  quote: Type.String(),
  kind: oneOf(TRADE_KINDS, 'smart ones enter and leave, sales and buys leave what is held, simple ones only enter'),
  conditional: Type.Boolean({ description: 'its entry waits, or has waited, for a price' }),
  status: oneOf(ALL_TRADE_STATUSES),
  active: Type.Boolean({ description: 'it runs' }),
  allows: Type.Object(
    {
      edit: Type.Boolean(),
      cancel: Type.Boolean(),
      panicSell: Type.Boolean(),
      forceStart: Type.Boolean(),
      addFunds: Type.Boolean(),
      changeFunds: Type.Boolean({ description: 'selling single steps' }),
      reduce: Type.Boolean(),
    },
    { description: 'commands that it takes as it stands' },
  ),
  settings: TradeSettingsAnswer,
  deal: nullable({ ...Id, description: 'the deal whose coins it took over' }),
  createdAt: TimeText,
  updatedAt: TimeText,
  closedAt: nullable(TimeText),
  entered: AmountAnswer,
  exited: AmountAnswer,
  entryPrice: nullable(Type.String({ description: 'average of the entry without fees' })),
  steps: Type.Array(StepAnswer, { description: 'its take profits, by position' }),
  stopLossPrice: nullable(Type.String({ description: 'of the stop loss; null: none, or not known yet' })),
  profit: nullable(Type.String({ description: 'exited less entered, 8 decimals; null while it runs' })),
  profitPercent: nullable(DecimalText),
  profitUsd: nullable(Type.String({ description: 'null while it runs, and when nothing told the rate' })),
  figures: nullable(FiguresAnswer),
  error: nullable(Type.String({ description: 'what goes or went wrong' })),
  note: nullable(Type.String()),
});
export type TradeAnswer = Static<typeof TradeAnswer>;

export function tradeAnswer(state: InstrumentsState, row: TradeRow): TradeAnswer {
  const { record, figures } = row;
  const { settings } = record;
  const instrument = instrumentOf(state, settings.instrument);
  const active = figures !== null;
  const { moveEntry: _, ...allows } = tradeAllows(row);
  return {
    id: record.id,
    account: record.account,
    instrument: instrument.symbol,
    base: assetOf(state, instrument.base).code,
    quote: assetOf(state, instrument.quote).code,
    kind: tradeKind(settings),
    conditional: isConditional(settings),
    status: record.status,
    active,
    allows,
    settings: tradeSettingsAnswer(state, settings),
    deal: record.deal === 0 ? null : record.deal,
    createdAt: timeToText(record.createdAt),
    updatedAt: timeToText(record.updatedAt),
    closedAt: momentToText(record.closedAt),
    entered: amountAnswer(record.entered),
    exited: amountAnswer(record.exited),
    entryPrice: knownNumber(record.entryPrice),
    steps: record.steps.map((step) => stepAnswer(step, figures?.stepAllows[step.settings.position])),
    stopLossPrice: record.stopLoss,
    profit: active ? null : record.profit,
    profitPercent: active ? null : record.profitPercent,
    profitUsd: active ? null : record.profitUsd,
    figures: figures === null ? null : figuresAnswer(figures),
    error: record.error,
    note: record.note,
  };
}

function stepAnswer(
  step: TradeRow['record']['steps'][number],
  allows: StepAllows | undefined,
): Static<typeof StepAnswer> {
  const { id, settings, status, panic, amount, price, sold, createdAt, updatedAt } = step;
  return {
    id,
    position: settings.position,
    status,
    panic,
    allows: { panicSell: allows?.sell === true, cancel: allows?.cancel === true },
    amount,
    price,
    sold: amountAnswer(sold),
    createdAt: timeToText(createdAt),
    updatedAt: timeToText(updatedAt),
  };
}

function figuresAnswer(of: TradeFigures): Static<typeof FiguresAnswer> {
  const { stepMarks, orders, allows, stepAllows, endingSteps, reducing, ...figures } = of;
  return {
    ...figures,
    stepMarks: Object.entries(stepMarks).map(([position, price]) => ({ position: Number(position), price })),
    orders: orders.map(({ order, role, position }) => ({
      order,
      role: role as (typeof TRADE_ROLES)[number],
      step: position,
    })),
  };
}
