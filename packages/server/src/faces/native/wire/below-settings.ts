import { ApiError } from '../errors.ts';

/** Names a field that the core calls by its own name as it stands in a body: below `settings`. `names`: those fields. */
export function namedBelowSettings(names: Iterable<string>): (error: unknown) => never {
  const known = new Set(names);
  return (error) => {
    if (error instanceof ApiError && error.field !== null && known.has(error.field.split('.')[0] as string))
      throw new ApiError(error.code, error.message, `settings.${error.field}`, error.retryAfter);
    throw error;
  };
}
