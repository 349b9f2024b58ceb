import type { Rejection } from '@outcry/core';
import { Fault, refusal, unprocessable } from '../errors.ts';

/**
 * What the parameters of a version are called, by the fields of the core's settings without numbers of steps: a number comes
 * between the first empty brackets of a name.
 */
export type FieldNames = Readonly<Record<string, string>>;

/** A command that the trade's state does not allow, in the words of the API. `action` begins with a capital. */
export function notAllowed(action: string): Fault {
  return new Fault('wrongParameters', { description: `${action} is not allowed in the current status` });
}

/** Why the core does not do what a smart trade was asked for. */
export function refusedTrade(action: string, names: FieldNames): (rejection: Rejection) => Fault {
  return (rejection) => {
    const { reason, field, detail } = rejection;
    if (reason === 'unknown_step' || reason === 'unknown_order') return new Fault('stepNotFound');
    // it has just been seen: a trade that the core does not know any more is over
    if (reason === 'unknown_trade') return notAllowed(action);
    if (reason === 'not_allowed_now') {
      const own = field === null || field === 'trade' || field === 'position' || field === 'deal';
      return own
        ? notAllowed(action)
        : new Fault('wrongParameters', { description: `${nameOf(field, names)}: ${detail}` });
    }
    if (reason === 'invalid_value' && field === 'takeProfits' && !detail.includes('sum'))
      return new Fault('wrongParameters', { description: detail });
    if (reason === 'not_tradable') return unprocessable({ pair: [detail] });
    return refusal({ ...rejection, field: nameOf(field ?? 'base', names) });
  };
}

function nameOf(field: string, names: FieldNames): string {
  const plain = field.replace(/\.\d+/, '');
  const [, place = ''] = /\.(\d+)/.exec(field) ?? [];
  return (names[plain] ?? plain).replace('[]', `[${place}]`);
}
