import type { Instrument } from '@outcry/core';
import { CallError } from '../errors.ts';
import { instrumentNamed } from '../parts.ts';
import type { Session } from '../session.ts';
import { type Json, list, object, text } from '../wire/json.ts';
import type { SessionCall, SessionHandler } from './handler.ts';

/** The three groups of subscriptions to instruments. */
export type InstrumentGroup = 'quotes' | 'ticks' | 'books';

/** Begins a subscription to an instrument under the name it was asked for by. Throws CallError when it exists. */
export function listen(group: InstrumentGroup): SessionHandler {
  return {
    right: 'market:read',
    data({ bridge, request, session }) {
      const name = request.text('symbol');
      const { id } = instrumentNamed(bridge.parts, name);
      if (session[group].has(id)) throw alreadyListening(name);
      begin(bridge, session, group, id, name);
      return described(`Подписка на ${name} успешно оформлена`);
    },
  };
}

/** Ends a subscription with all that it left unread. Throws CallError when there is none. */
export function cancel(group: InstrumentGroup): SessionHandler {
  return {
    right: 'market:read',
    data({ bridge, request, session }) {
      const name = request.text('symbol');
      const { id } = instrumentNamed(bridge.parts, name);
      if (!session[group].delete(id)) throw notListening(name);
      if (group === 'ticks') {
        bridge.desk.cancelTicks(session, id);
        session.unreadTicks.drain(id);
      }
      return described(`Подписка на ${name} успешно отменена`);
    },
  };
}

/** Begins a subscription unless there is one; the instrument it is about. Throws CallError. */
export function listenOnce({ bridge, request, session }: SessionCall, group: InstrumentGroup): Instrument {
  const name = request.text('symbol');
  const instrument = instrumentNamed(bridge.parts, name);
  if (!session[group].has(instrument.id)) begin(bridge, session, group, instrument.id, name);
  return instrument;
}

function begin(
  { desk }: SessionCall['bridge'],
  session: Session,
  group: InstrumentGroup,
  id: number,
  name: string,
): void {
  session[group].set(id, name);
  if (group === 'ticks') desk.listenTicks(session, id);
}

export function described(description: string): Json {
  return list([object({ description: text(description) })]);
}

export function alreadyListening(name: string): CallError {
  return new CallError('alreadyListening', `Подписка на ${name} уже оформлена.`);
}

export function notListening(name: string): CallError {
  const sentence = `Подписка на ${name} не оформлена.`;
  return new CallError('notListening', sentence, sentence);
}
