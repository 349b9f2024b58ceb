import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Core } from '../../packages/core/src/index.ts';
import { readSettings } from '../../packages/server/src/settings/index.ts';
import { openMarketSource } from '../../packages/server/src/startup/index.ts';
import { formOfText } from './form.ts';
import { readPage } from './pages.ts';
import { emptyFolder, PROGRAM, plainEnvironment, startBuiltPlatform } from './test-built-platform.ts';

const HEADER = 'time_ms,open,high,low,close,volume';

/** The folder that the page's examples stand in. */
const EXAMPLE_FOLDER = '/home/you/outcry';

/** The forms of all messages that docs/troubleshooting.md shows. */
function shownMessages(): Set<string> {
  const blocks = readPage('docs/troubleshooting.md').matchAll(/^```text\n([\s\S]*?)^```$/gm);
  return new Set(Array.from(blocks, ([, text = '']) => text.trim().split('\n').map(formOfText)).flat());
}

function expectShown(message: string): void {
  expect([...shownMessages()]).toContain(formOfText(message));
}

/** Starts the program in `folder`: what it says first and its exit code. */
async function refusalOf(
  folder: string,
  settings: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<number | null> {
  const child = spawn(process.execPath, [PROGRAM, 'start', ...flags], {
    cwd: folder,
    env: { ...plainEnvironment(), ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 60_000,
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  expectShown((said.split('\n')[0] ?? '').replaceAll(folder, EXAMPLE_FOLDER));
  return exitCode;
}

/** Files that a tape's errors need. */
function writeTapes(folder: string): void {
  mkdirSync(join(folder, 'tapes'));
  writeFileSync(join(folder, 'BTC_USDT-x.csv'), 'a,b,c\n');
  writeFileSync(join(folder, 'BTC_USDT-y.csv'), `${HEADER}\n1632000000000,1,2,3,1,5\n`);
  writeFileSync(join(folder, 'NOPE-y.csv'), `${HEADER}\n1632000000000,1,2,1,1,5\n`);
  const rows = Array.from({ length: 20_000 }, (_, row) => `${1_632_000_000_000 + row * 60_000},5,5,5,5,${row + 1}`);
  const whole = gzipSync([HEADER, ...rows, ''].join('\n'));
  writeFileSync(join(folder, 'BTC_USDT-z.csv.gz'), whole.subarray(0, Math.floor(whole.length / 2)));
  writeFileSync(join(folder, 'BTC_USDT-2021.csv'), [HEADER, ...rows.slice(0, 10), ''].join('\n'));
}

const SETTINGS: readonly (readonly [what: string, settings: Record<string, string>])[] = [
  ['a speed that is no number', { OUTCRY_FEED_SPEED: 'fast' }],
  ['a feed that does not exist', { OUTCRY_FEED: 'binance' }],
  ['the synthetic market as fast as it can', { OUTCRY_FEED_SPEED: 'max' }],
  ['another database', { OUTCRY_DATABASE_URL: 'postgres://localhost/outcry' }],
  ['half of TLS', { OUTCRY_TLS_CERT: 'cert.pem' }],
  ['a certificate that is not there', { OUTCRY_TLS_CERT: 'cert.pem', OUTCRY_TLS_KEY: 'key.pem' }],
  ['a tape that is not there', { OUTCRY_FEED: 'recorded:nothing.csv' }],
  ['a folder without tapes', { OUTCRY_FEED: 'recorded:tapes' }],
  ['a tape outside the catalogue', { OUTCRY_FEED: 'recorded:NOPE-y.csv' }],
  ['a tape without a header', { OUTCRY_FEED: 'recorded:BTC_USDT-x.csv' }],
  ['a tape that contradicts itself', { OUTCRY_FEED: 'recorded:BTC_USDT-y.csv' }],
  ['a tape that is cut off', { OUTCRY_FEED: 'recorded:BTC_USDT-z.csv.gz' }],
];

describe('docs/troubleshooting.md shows what is said about', { timeout: 120_000 }, () => {
  test.each(SETTINGS)('%s', async (_what, given) => {
    const folder = emptyFolder();
    writeTapes(folder);
    const feed = given.OUTCRY_FEED?.replace('recorded:', `recorded:${folder}/`);
    const variables = { ...given, ...(feed === undefined ? {} : { OUTCRY_FEED: feed }), OUTCRY_DATA_DIR: folder };
    const open = async () => openMarketSource(readSettings({}, variables, folder), new Core(), Date.now(), () => {});
    const error: unknown = await open().catch((reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error('it was not refused');
    expectShown(`outcry: ${error.message.replaceAll(folder, EXAMPLE_FOLDER)}`);
  });

  test('a port that is none, and a setting that does not exist', async () => {
    const folder = emptyFolder();
    expect(await refusalOf(folder, {}, ['--http-port', '99999'])).toBe(2);
    writeFileSync(join(folder, 'outcry.config.json'), '{"port": 1}');
    expect(await refusalOf(folder, {})).toBe(2);
  });

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await refusalOf(emptyFolder(), { OUTCRY_HTTP_PORT: String(port) })).toBe(2);
    other.close();
  });

  test('a folder in use, a tape from before its market time, and a damaged journal', async () => {
    const folder = emptyFolder();
    writeTapes(folder);
    const platform = await startBuiltPlatform(folder);
    expect(await refusalOf(folder, {})).toBeGreaterThan(0);
    await platform.stop();
    expect(await refusalOf(folder, { OUTCRY_FEED: 'recorded:BTC_USDT-2021.csv' })).toBe(2);
    const database = new Sqlite(join(folder, 'data/outcry.db'));
    database.exec('DELETE FROM journal WHERE seq = 3');
    database.close();
    expect(await refusalOf(folder, {})).toBe(1);
  });
});
