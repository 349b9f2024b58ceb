import { type InstrumentsState, moneyToText, priceToText, quantityToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { TradeEventRow, TradeOrderRow } from '../../../readmodel/index.ts';
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
import { DecimalText, Id, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';
import { TradeSettingsAnswer, tradeSettingsAnswer } from './trade-settings.ts';
import { ALL_TRADE_STATUSES, STEP_STATUSES, TRADE_ROLES } from './trades.ts';

const PartFields = partFields(TRADE_ROLES, 'the position of a step, else 0');

/** An order of a smart trade and what it is for. */
export const TradeOrderAnswer = legOrder(PartFields);
export type TradeOrderAnswer = Static<typeof TradeOrderAnswer>;

export function tradeOrderAnswer(state: InstrumentsState, row: TradeOrderRow): TradeOrderAnswer {
  return legOrderAnswer(state, row);
}

/** One entry of a smart trade's timeline; `kind` tells which fields it has. */
export const TradeEventAnswer = Type.Union([
  entry('opened', { deal: nullable({ ...Id, description: 'whose coins it took over' }) }),
  entry('moved', { status: oneOf(ALL_TRADE_STATUSES) }),
  entry('held', {
    steps: Type.Array(Type.Object({ position: Type.Integer(), quantity: DecimalText, price: DecimalText }), {
      description: 'what each step sells, and at which price it fires or rests',
    }),
    stopLoss: nullable(Type.String({ description: 'its price' })),
  }),
  entry('stepMoved', { position: Type.Integer(), status: oneOf(STEP_STATUSES) }),
  entry('stepSale', { position: Type.Integer() }),
  entry('stepCancel', { position: Type.Integer() }),
  entry('reduction', {
    quantity: nullable(Type.String({ description: 'to be taken out once resting steps are back; null: no longer' })),
    price: nullable(Type.String({ description: 'null: at the market' })),
  }),
  StopTimedEntry,
  entry('failing', { error: Type.String(), retryAt: nullable(TimeText) }),
  entry('recovered', {}),
  entry('edited', { settings: TradeSettingsAnswer }),
  entry('noted', { note: nullable(Type.String()) }),
  closedEntry(ALL_TRADE_STATUSES),
  ...legEntries(PartFields),
]);
export type TradeEventAnswer = Static<typeof TradeEventAnswer>;

/** An entry of the timeline of a trade on this instrument. */
export function tradeEventAnswer(
  state: InstrumentsState,
  instrumentId: number,
  event: TradeEventRow,
): TradeEventAnswer {
  const at = timeToText(event.at);
  const instrument = instrumentOf(state, instrumentId);
  switch (event.kind) {
    case 'opened':
      return { at, kind: event.kind, deal: event.data.deal === 0 ? null : event.data.deal };
    case 'held': {
      const { steps, stop } = event.data;
      return {
        at,
        kind: event.kind,
        steps: steps.map(([position, quantity, price]) => ({
          position,
          quantity: quantityToText(instrument, quantity as never),
          price: priceToText(instrument, price as never),
        })),
        stopLoss: stop === 0 ? null : priceToText(instrument, stop as never),
      };
    }
    case 'reduction': {
      const { quantity, price } = event.data;
      return {
        at,
        kind: event.kind,
        quantity: quantity === 0 ? null : quantityToText(instrument, quantity as never),
        price: price === 0 ? null : priceToText(instrument, price as never),
      };
    }
    case 'stopTimed':
      return { at, kind: event.kind, stopAt: momentToText(event.data.stopAt) };
    case 'failing':
      return { at, kind: event.kind, error: event.data.error, retryAt: momentToText(event.data.retryAt) };
    case 'edited':
      return { at, kind: event.kind, settings: tradeSettingsAnswer(state, event.data.settings) };
    case 'closed': {
      const profit = moneyToText(assetOf(state, instrument.quote), BigInt(event.data.profit) as never);
      return { at, kind: event.kind, ...event.data, profit };
    }
    case 'placed':
    case 'filled':
    case 'ended':
      return legEventAnswer(state, instrument, event);
    default:
      return { at, kind: event.kind, ...event.data } as TradeEventAnswer;
  }
}
