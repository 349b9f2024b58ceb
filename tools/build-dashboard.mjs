/** Builds the page: packages/dashboard/dist, from which the server serves it. */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../packages/dashboard/', import.meta.url));
const DIST = join(PAGE, 'dist');
const INDEX = join(DIST, 'index.html');
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'];

/**
 * Builds the page unless what is there is newer than its sources. Files of the build before stay until the new ones are
 * there, so that a running platform always has a whole page.
 * @returns {Promise<boolean>} whether it was built
 */
export async function buildDashboard() {
  const started = new Date();
  if (existsSync(INDEX) && statSync(INDEX).mtimeMs >= Math.max(...SOURCES.map((name) => newest(join(PAGE, name)))))
    return false;
  const built = await builtForPeople();
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []));
  const files = new Map(outputs.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
  for (const name of readdirSync(join(PAGE, 'public'))) files.set(name, readFileSync(join(PAGE, 'public', name)));
  const page = files.get('index.html');
  if (page === undefined) throw new Error('the build of the dashboard made no index.html');
  files.delete('index.html');
  for (const [name, content] of files) write(join(DIST, name), content);
  write(INDEX, page);
  utimesSync(INDEX, started, started);
  removeOthers(files);
  return true;
}

/** The build that is shipped, whoever asks for it: within tests Vite would make one for developers. */
async function builtForPeople() {
  const { build } = await import('vite');
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await build({ root: PAGE, logLevel: 'silent', build: { write: false } });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/**
 * When the newest file of a folder (or a file itself) was changed.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * In one step, so that builds may run side by side.
 * @param {string} path
 * @param {string | Uint8Array} content
 */
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}`;
  writeFileSync(written, content);
  renameSync(written, path);
}

/** @param {ReadonlyMap<string, unknown>} files */
function removeOthers(files) {
  const assets = join(DIST, 'assets');
  for (const name of readdirSync(assets)) if (!files.has(`assets/${name}`)) rmSync(join(assets, name), { force: true });
}
