import { chmodSync, closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file whole or not at all, and onto the disk before anything else happens. */
export function writeWhole(file: string, text: string, mode: number): void {
  const draft = `${file}.new`;
  writeThrough(draft, text, mode);
  renameSync(draft, file);
  flushFolder(dirname(file));
}

/** Writes a file onto the disk; killed in the middle it is there in part. */
export function writeThrough(file: string, text: string, mode: number): void {
  const descriptor = openSync(file, 'w', mode);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(file, mode);
}

/** Makes what was renamed in a folder last. */
export function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
