import { type InstrumentsState, moneyToText, priceToText, quantityToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { GridEventRow, GridOrderRow } from '../../../readmodel/index.ts';
import { GridSettingsAnswer, gridSettingsAnswer } from './grid-settings.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { entry, legEntries, legEventAnswer, legOrder, legOrderAnswer, partFields } from './leg-events.ts';
import { DecimalText, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

const GRID_ROLES = ['buy', 'sell', 'start', 'excess', 'close', 'final'] as const;

const PartFields = partFields(GRID_ROLES, 'the line that is bought, for `sell` the one below; else 0');

/** An order of a grid bot and what it is for. */
export const GridOrderAnswer = legOrder(PartFields);
export type GridOrderAnswer = Static<typeof GridOrderAnswer>;

export function gridOrderAnswer(state: InstrumentsState, row: GridOrderRow): GridOrderAnswer {
  return legOrderAnswer(state, row);
}

const Line = Type.Integer();
const Profit = { profit: DecimalText, profitUsd: nullable(DecimalText) };

/** One entry of a grid bot's timeline; `kind` tells which fields it has. */
export const GridEventAnswer = Type.Union([
  entry('created', {}),
  entry('edited', { settings: GridSettingsAnswer }),
  entry('noted', { note: nullable(Type.String()) }),
  entry('begun', { price: DecimalText, waiting: Line }),
  entry('coinsTaken', { quantity: DecimalText, money: Type.String({ description: 'what they are worth' }) }),
  entry('started', { invested: DecimalText, ...Profit }),
  entry('lineBought', { line: Line, sell: Type.String({ description: 'what is sold on the line above' }) }),
  entry('lineSold', { line: Line, profitUnits: DecimalText, ...Profit }),
  entry('lineAdded', {
    line: Line,
    quantity: DecimalText,
    moved: nullable(Type.Integer({ description: 'the line that leaves' })),
  }),
  entry('stopping', {
    reason: oneOf(['owner', 'upperStop', 'lowerStop', 'edited']),
    end: oneOf(['keep', 'buy', 'sell', 'begin'], 'what follows'),
  }),
  entry('collected', { budget: Type.String({ description: 'what the buy lines would have spent' }) }),
  entry('stopped', { profitUnits: DecimalText, ...Profit }),
  entry('failing', { error: Type.String(), retryAt: nullable(TimeText) }),
  entry('recovered', {}),
  entry('deleted', {}),
  ...legEntries(PartFields),
]);
export type GridEventAnswer = Static<typeof GridEventAnswer>;

/** An entry of the timeline of a bot on this instrument. */
export function gridEventAnswer(state: InstrumentsState, instrumentId: number, event: GridEventRow): GridEventAnswer {
  const at = timeToText(event.at);
  const instrument = instrumentOf(state, instrumentId);
  const money = (text: string): string => moneyToText(assetOf(state, instrument.quote), BigInt(text) as never);
  const units = (text: string): string => moneyToText(assetOf(state, instrument.base), BigInt(text) as never);
  switch (event.kind) {
    case 'edited':
      return { at, kind: event.kind, settings: gridSettingsAnswer(event.data.settings) };
    case 'begun': {
      const { price, waiting } = event.data;
      return { at, kind: event.kind, price: priceToText(instrument, price as never), waiting };
    }
    case 'coinsTaken': {
      const { quantity, money: worth } = event.data;
      return { at, kind: event.kind, quantity: quantityToText(instrument, quantity as never), money: money(worth) };
    }
    case 'started': {
      const { invested, profit, profitUsd } = event.data;
      return { at, kind: event.kind, invested: money(invested), profit: money(profit), profitUsd };
    }
    case 'lineBought': {
      const { line, sell } = event.data;
      return { at, kind: event.kind, line, sell: quantityToText(instrument, sell as never) };
    }
    case 'lineSold': {
      const { line, profit, profitUnits, profitUsd } = event.data;
      return { at, kind: event.kind, line, profit: money(profit), profitUnits: units(profitUnits), profitUsd };
    }
    case 'lineAdded': {
      const { line, quantity, moved } = event.data;
      const leaves = moved === line ? null : moved;
      return { at, kind: event.kind, line, quantity: quantityToText(instrument, quantity as never), moved: leaves };
    }
    case 'collected':
      return { at, kind: event.kind, budget: money(event.data.budget) };
    case 'stopped': {
      const { profit, profitUnits, profitUsd } = event.data;
      return { at, kind: event.kind, profit: money(profit), profitUnits: units(profitUnits), profitUsd };
    }
    case 'failing':
      return { at, kind: event.kind, error: event.data.error, retryAt: momentToText(event.data.retryAt) };
    case 'placed':
    case 'filled':
    case 'ended':
      return legEventAnswer(state, instrument, event);
    default:
      return { at, kind: event.kind, ...event.data } as GridEventAnswer;
  }
}
