import { GRID_STATUSES, type InstrumentsState, moneyToText, type PlannedGrid } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { GridProfitRow, GridRow } from '../../../readmodel/index.ts';
import { GridSettingsAnswer, gridSettingsAnswer } from './grid-settings.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { DecimalText, Id, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

const Amount = Type.Object({
  amount: Type.String({ description: 'coins' }),
  volume: Type.String({ description: 'money, fees included' }),
});

const Side = nullable(oneOf(['buy', 'sell'], 'what rests on it, or would; null: it waits'));

export const GridLineAnswer = Type.Object({
  line: Type.Integer({ description: 'the lowest of the settings is 0' }),
  price: DecimalText,
  side: Side,
  quantity: DecimalText,
  order: nullable({ ...Id, description: 'the order that rests on it' }),
});

export const GridFiguresAnswer = Type.Object({
  price: nullable(DecimalText),
  unrealised: Type.String({ description: 'worth of what lines hold less what it cost' }),
  result: Type.String({ description: 'profit and unrealised together, in quote' }),
  profitPercent: nullable(DecimalText),
  resultPercent: nullable(Type.String({ description: 'of what the run began with' })),
  profitUsd: nullable(DecimalText),
  inSales: Type.String({ description: 'coins that are on sale' }),
  inBuys: Type.String({ description: 'money in purchases' }),
});

const FIELDS = {
  id: Id,
  account: Id,
  instrument: Type.String(),
  base: Type.String(),
  quote: Type.String(),
  status: oneOf(GRID_STATUSES),
  enabled: Type.Boolean(),
  settings: GridSettingsAnswer,
  note: nullable(Type.String()),
  createdAt: TimeText,
  updatedAt: TimeText,
  begunAt: nullable(Type.String({ description: 'when the newest run began' })),
  startPrice: nullable(DecimalText),
  step: Type.String({ description: 'distance of two lines, or ratio of their prices' }),
  amount: Type.String({ description: 'what one line takes, in the order currency' }),
  upperStop: nullable(Type.String({ description: 'where it stands now' })),
  lowerStop: nullable(Type.String({ description: 'where it stands now' })),
  profit: Type.String({ description: 'of all cycles and sales, in quote' }),
  profitUnits: Type.String({ description: 'coins bought and not sold' }),
  cycles: Type.Integer(),
  bought: Amount,
  sold: Amount,
  held: Amount,
  invested: Type.String({ description: 'money that the run began with, coins at their cost' }),
  released: Amount,
  taken: { ...Amount, description: 'free coins of the account that it has used, and what they were worth' },
  reason: nullable(oneOf(['owner', 'upperStop', 'lowerStop', 'edited'], 'why the last run ended')),
  error: nullable(Type.String()),
  figures: GridFiguresAnswer,
};

export const GridAnswer = Type.Object(FIELDS);
export type GridAnswer = Static<typeof GridAnswer>;

/** A bot with its lines, the highest first. */
export const GridWithLinesAnswer = Type.Object({ ...FIELDS, lines: Type.Array(GridLineAnswer) });
export type GridWithLinesAnswer = Static<typeof GridWithLinesAnswer>;

export function gridAnswer(state: InstrumentsState, { record, figures }: GridRow): GridAnswer {
  const { settings, createdAt, updatedAt, begunAt, reason, ...rest } = record;
  const pair = instrumentOf(state, settings.instrument);
  return {
    ...rest,
    instrument: pair.symbol,
    base: assetOf(state, pair.base).code,
    quote: assetOf(state, pair.quote).code,
    enabled: record.status !== 'disabled',
    settings: gridSettingsAnswer(settings),
    createdAt: timeToText(createdAt),
    updatedAt: timeToText(updatedAt),
    begunAt: momentToText(begunAt),
    reason: reason === '' ? null : reason,
    figures,
  };
}

export function gridWithLinesAnswer(state: InstrumentsState, row: GridRow): GridWithLinesAnswer {
  const lines = row.lines.map((line) => ({ ...line, order: line.order === 0 ? null : line.order }));
  return { ...gridAnswer(state, row), lines };
}

/** A cycle that is over. */
export const GridProfitAnswer = Type.Object({
  at: TimeText,
  line: Type.Integer({ description: 'it was bought on this line and sold on the one above' }),
  profit: Type.String({ description: 'in quote, fees included' }),
  profitUnits: Type.String({ description: 'coins bought and not sold' }),
  profitUsd: nullable(DecimalText),
});
export type GridProfitAnswer = Static<typeof GridProfitAnswer>;

/** A cycle of a bot on this instrument. */
export function gridProfitAnswer(state: InstrumentsState, instrument: number, row: GridProfitRow): GridProfitAnswer {
  const { base, quote } = instrumentOf(state, instrument);
  return {
    at: timeToText(row.at),
    line: row.line,
    profit: moneyToText(assetOf(state, quote), BigInt(row.profit) as never),
    profitUnits: moneyToText(assetOf(state, base), BigInt(row.profitUnits) as never),
    profitUsd: row.profitUsd,
  };
}

/** A grid before there is one. */
export const GridPlanAnswer = Type.Object({
  instrument: Type.String(),
  price: Type.String({ description: 'the last price' }),
  step: Type.String({ description: 'distance of two lines, or ratio of their prices' }),
  amount: Type.String({ description: 'what one line takes, in the order currency' }),
  lines: Type.Array(
    Type.Object({
      line: Type.Integer(),
      price: DecimalText,
      side: Side,
      quantity: DecimalText,
      volume: Type.String({ description: 'money that the order costs or brings, the dearer fee included' }),
      profit: nullable(
        Type.String({
          description:
            'of buying here and selling on the line above, after fees, in the profit currency; null on the highest',
        }),
      ),
    }),
    { description: 'the highest first' },
  ),
  coins: Type.String({ description: 'bought at the market for the lines above the price' }),
  coinsFree: Type.String({ description: 'those of them that are free in the account' }),
  coinsCost: Type.String({ description: 'what the others cost now' }),
  buysCost: Type.String({ description: 'what the buy lines take' }),
  needed: Type.String({ description: 'all the money that is needed' }),
  upperStop: nullable(DecimalText),
  lowerStop: nullable(DecimalText),
});
export type GridPlanAnswer = Static<typeof GridPlanAnswer>;

export function gridPlanAnswer(state: InstrumentsState, { instrument, lines, ...rest }: PlannedGrid): GridPlanAnswer {
  return { ...rest, instrument: instrumentOf(state, instrument).symbol, lines: [...lines] };
}
