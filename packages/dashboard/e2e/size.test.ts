import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '../dist');

/** Bytes as they go over the wire. */
const FIRST_PAGE = 50_000;
const ALL_PAGES = 275_000;

function sizeOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, 'assets', file))).length, 0);
}

it('the first page and all pages together stay small, packed', () => {
  const named = new Set(readFileSync(join(DIST, 'index.html'), 'utf8').match(/[\w-]+\.(?:js|css)/g));
  const all = readdirSync(join(DIST, 'assets'));
  const first = all.filter((file) => named.has(file));
  expect(first.length).toBeGreaterThanOrEqual(2);
  expect(sizeOf(first)).toBeLessThan(FIRST_PAGE);
  expect(sizeOf(all)).toBeLessThan(ALL_PAGES);
});
