import { type Parameter, Problem } from '../parameters.ts';
import type { Value } from '../wire/values.ts';

/** Longest JSON text of a value that is kept as it was sent. */
const MAX_KEPT = 4_000;

/** A value that is kept for the client and not acted upon: a list or an object of any form. */
export function anything(): Parameter<Value> {
  return {
    type: 'array or object',
    values: '',
    required: true,
    absent: undefined,
    read: (value) =>
      JSON.stringify(value).length > MAX_KEPT ? new Problem(`is too long (maximum is ${MAX_KEPT} characters)`) : value,
  };
}
