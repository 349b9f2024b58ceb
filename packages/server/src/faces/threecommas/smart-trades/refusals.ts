import type { Rejection } from '@outcry/core';
import { Fault, refusal, unprocessable } from '../errors.ts';

/** What the parameters of a version are called, by the fields of the core's settings without numbers of steps. */
export type FieldNames = Readonly<Record<string, string>>;

/** A command that the trade's state does not allow, in the words of the API. `action` begins with a capital. */
export function notAllowed(action: string): Fault {
  return new Fault('wrongParameters', { description: `${action} is not allowed in the current status` });
}

/** Why the core does not do what a smart trade was asked for. */
export function refusedTrade(action: string, names: FieldNames): (rejection: Rejection) => Fault {
  return (rejection) => {
    const { reason, field, detail } = rejection;
    if (reason === 'unknown_step') return new Fault('stepNotFound');
    // it has just been seen: a trade that the core does not know any more is over
    if (reason === 'unknown_trade') return notAllowed(action);
    if (reason === 'not_allowed_now') {
      const own = field === null || field === 'trade' || field === 'position' || field === 'deal';
      return own
        ? notAllowed(action)
        : new Fault('wrongParameters', { description: `${names[field] ?? field}: ${detail}` });
    }
    if (reason === 'invalid_value' && field === 'takeProfits' && !detail.includes('sum'))
      return new Fault('wrongParameters', { description: detail });
    const plain = (field ?? 'base').replace(/\.\d+/, '');
    if (reason === 'not_tradable') return unprocessable({ pair: [detail] });
    return refusal({ ...rejection, field: names[plain] ?? plain });
  };
}
