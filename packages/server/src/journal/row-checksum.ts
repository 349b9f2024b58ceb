import { crc32 } from 'node:zlib';
import type { JournalRow } from './journal.ts';

const head = new DataView(new ArrayBuffer(20));
const headBytes = new Uint8Array(head.buffer);

/** CRC-32 (0 … 2^32-1) over sequence, time, version and body of a row: a changed, moved or relabelled row shows. */
export function rowChecksum(row: JournalRow): number {
  head.setFloat64(0, row.seq, true);
  head.setFloat64(8, row.at, true);
  head.setUint32(16, row.version, true);
  return crc32(row.body, crc32(headBytes));
}
