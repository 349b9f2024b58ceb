import type { JournalRow } from '../../packages/server/src/journal/index.ts';

const BODY = `[[12,1,${'"1234567890",'.repeat(14)}7`;

/** A turn with a body of about 200 bytes, different each time. */
export function turnRow(seq: number): JournalRow {
  return { seq, at: 1_700_000_000_000 + seq, version: 1, body: `${BODY},${seq}]]` };
}
