import { CallError } from '../api/call.ts';

export type FieldRefusal = CallError & { readonly field: string };

/** A refusal that names a field which the form shows; null for others. `shownAs`: its name in the form, null when it is not there. */
export function refusedField(error: unknown, shownAs: (field: string) => string | null): FieldRefusal | null {
  if (!(error instanceof CallError) || error.field === null || error.status >= 500) return null;
  const field = shownAs(error.field.replace(/^settings\./, ''));
  return field === null ? null : (new CallError(error.status, error.code, error.message, field) as FieldRefusal);
}
