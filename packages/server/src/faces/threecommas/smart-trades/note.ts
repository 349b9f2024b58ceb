import { MAX_TRADE_NOTE } from '@outcry/core';
import { invalid } from '../errors.ts';

/** A note as it was sent, when it is not too long. Throws Fault. */
export function checkedNote(note: string | undefined): string | undefined {
  if (note !== undefined && note.length > MAX_TRADE_NOTE)
    throw invalid({ note: [`too long. Max is ${MAX_TRADE_NOTE} symbols`] });
  return note;
}
