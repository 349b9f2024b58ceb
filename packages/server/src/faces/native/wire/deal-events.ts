import { type InstrumentsState, moneyToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { DealEventRow, DealOrderRow } from '../../../readmodel/index.ts';
import { DealSettingsFields } from './bot-settings.ts';
import { ALL_DEAL_STATUSES } from './deals.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import {
  closedEntry,
  entry,
  legEntries,
  legEventAnswer,
  legOrder,
  legOrderAnswer,
  partFields,
  StopTimedEntry,
} from './leg-events.ts';
import { momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

export const ORDER_ROLES = ['base', 'safety', 'added', 'takeProfit', 'close'] as const;

const PartFields = partFields(ORDER_ROLES, 'which of several: safety orders from 1, take profits from 0');

/** An order of a deal and what it is for. */
export const DealOrderAnswer = legOrder(PartFields);
export type DealOrderAnswer = Static<typeof DealOrderAnswer>;

export function dealOrderAnswer(state: InstrumentsState, row: DealOrderRow): DealOrderAnswer {
  return legOrderAnswer(state, row);
}

/** One entry of a deal's timeline; `kind` tells which fields it has. */
export const DealEventAnswer = Type.Union([
  entry('opened', { startedBy: Type.String() }),
  entry('moved', { status: oneOf(ALL_DEAL_STATUSES) }),
  entry('bought', { average: Type.String({ description: 'the base order is done at this average' }) }),
  StopTimedEntry,
  entry('failing', { what: Type.String(), error: Type.String(), retryAt: nullable(TimeText) }),
  entry('recovered', {}),
  entry('edited', { changes: Type.Partial(Type.Object(DealSettingsFields)) }),
  entry('noted', { note: nullable(Type.String()) }),
  entry('stepSale', { step: Type.Integer() }),
  closedEntry(ALL_DEAL_STATUSES),
  ...legEntries(PartFields),
]);
export type DealEventAnswer = Static<typeof DealEventAnswer>;

/** An entry of the timeline of a deal on this instrument. */
export function dealEventAnswer(state: InstrumentsState, instrumentId: number, event: DealEventRow): DealEventAnswer {
  const at = timeToText(event.at);
  const instrument = instrumentOf(state, instrumentId);
  switch (event.kind) {
    case 'stopTimed':
      return { at, kind: event.kind, stopAt: momentToText(event.data.stopAt) };
    case 'failing': {
      const { what, error, retryAt } = event.data;
      return { at, kind: event.kind, what, error, retryAt: momentToText(retryAt) };
    }
    case 'closed': {
      const profit = moneyToText(assetOf(state, instrument.quote), BigInt(event.data.profit) as never);
      return { at, kind: event.kind, ...event.data, profit };
    }
    case 'placed':
    case 'filled':
    case 'ended':
      return legEventAnswer(state, instrument, event);
    default:
      return { at, kind: event.kind, ...event.data } as DealEventAnswer;
  }
}
