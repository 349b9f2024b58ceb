/**
 * Bundles the server for Node and the dashboard for browsers: `node tools/build.mjs [--quiet]` writes packages/server/dist
 * and packages/dashboard/dist. Our own packages go into the server's bundles, and libraries that are many files; the others
 * stay in node_modules.
 */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDashboard } from './build-dashboard.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVER = join(ROOT, 'packages/server');
const NODE_MODULES = join('/', 'node_modules', '/');
const DIST = join(SERVER, 'dist');

/** What is started by name: the command line and the files of worker threads. Each becomes dist/<name>.js; what they share lies beside. */
const ENTRIES = [
  'src/cli.ts',
  'src/journal/writer-thread.ts',
  'src/journal/follower-thread.ts',
  'src/readmodel/reader-thread.ts',
  'src/marketdata/candle-thread.ts',
];

/**
 * Libraries, or folders of them, that go into the bundles with all they need: to find and read their files one by one would
 * be a quarter of a start. Those that look for files of their own beside them are not among them.
 */
const TAKEN_IN = [
  '@fastify/static',
  '@fastify/swagger',
  '@fastify/websocket',
  '@grpc/grpc-js',
  '@sinclair/typebox',
  'commander',
  'fastify',
  'kysely',
  'lossless-json',
  'prom-client',
  'qs',
  'tar-stream',
  'tinkoff-sdk-grpc-js/dist/generated',
  'ws',
];

/** What libraries that were taken in load: native code, and a thread that is started from its file. */
const STAYS_OUTSIDE = ['better-sqlite3', 'thread-stream'];

const OLDEST_NODE = 20;

/**
 * Writes the bundles whose text has changed, each in one step, so that builds may run side by side.
 * @returns {Promise<{ bundles: string[], missing: string[] }>} names in dist, and entries that are not there
 */
export async function buildServer() {
  const { build } = await import('esbuild');
  const missing = ENTRIES.filter((entry) => !existsSync(join(SERVER, entry)));
  const entries = ENTRIES.filter((entry) => !missing.includes(entry));
  const { outputFiles } = await build({
    absWorkingDir: SERVER,
    entryPoints: Object.fromEntries(entries.map((entry) => [basename(entry, '.ts'), entry])),
    outdir: DIST,
    bundle: true,
    format: 'esm',
    // commands that do not start a platform do not load it
    splitting: true,
    platform: 'node',
    conditions: ['@outcry/source', 'module'],
    target: `node${OLDEST_NODE}`,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
    write: false,
    // libraries that are CommonJS ask for modules of Node by it
    banner: {
      js: "import { createRequire as toRequire } from 'node:module'; const require = toRequire(import.meta.url);",
    },
    plugins: [{ name: 'libraries', setup: takeInLibraries }],
  });
  mkdirSync(DIST, { recursive: true });
  const bundles = outputFiles.map(({ path }) => basename(path));
  // what entries import is there before them
  const entriesLast = [...outputFiles].sort((a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)));
  for (const { path, contents } of entriesLast) replaceFile(path, contents);
  for (const old of readdirSync(DIST)) {
    if (/\.js(?:\.map)?$/.test(old) && !bundles.includes(old)) rmSync(join(DIST, old), { force: true });
  }
  return { bundles: bundles.filter(isEntry), missing };
}

/** Writes packages/chp-client/dist, for those who install it alone. */
export async function buildClient() {
  const { buildBundles, buildTypes } = await import('../packages/chp-client/build.mjs');
  await buildBundles();
  buildTypes();
}

/**
 * Whether a file is what an entry became, not a part that entries share.
 * @param {string} path
 */
function isEntry(path) {
  return ENTRIES.some((entry) => `${basename(entry, '.ts')}.js` === basename(path));
}

/** Removes what buildServer wrote. */
export function removeBundles() {
  rmSync(DIST, { recursive: true, force: true });
}

/** @param {import('esbuild').PluginBuild} build */
function takeInLibraries(build) {
  build.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
    if (kind === 'entry-point' || path.startsWith('@outcry/')) return null;
    const inside = importer.includes(NODE_MODULES)
      ? !STAYS_OUTSIDE.includes(path)
      : TAKEN_IN.some((name) => path === name || path.startsWith(`${name}/`));
    return inside && !isBuiltin(path) ? null : { path, external: true };
  });
}

/**
 * @param {string} path
 * @param {Uint8Array} contents
 */
function replaceFile(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const written = `${path}.${process.pid}`;
  writeFileSync(written, contents);
  renameSync(written, path);
}

/** @returns {string | null} what keeps the build from running, in words for a person who has just cloned the house */
function obstacle() {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) < OLDEST_NODE)
    return `Outcry needs Node ${OLDEST_NODE} or later, this is ${version}.`;
  if (!existsSync(join(ROOT, 'node_modules/esbuild'))) return 'The libraries are not installed: run `npm ci` first.';
  return null;
}

/** @param {boolean} quiet */
async function main(quiet) {
  const reason = obstacle();
  if (reason !== null) return fail(reason);
  const started = performance.now();
  try {
    const [{ bundles, missing }, page] = await Promise.all([buildServer(), buildDashboard()]);
    if (quiet) return;
    await buildClient();
    console.log('build: the client library in packages/chp-client/dist');
    if (page) console.log('build: the dashboard in packages/dashboard/dist');
    for (const entry of missing) console.log(`build: packages/server/${entry} is not there, left out`);
    const took = Math.round(performance.now() - started);
    console.log(`build: ${bundles.join(', ') || 'nothing'} in packages/server/dist, ${took} ms`);
  } catch (error) {
    fail(`build: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  await main(process.argv.includes('--quiet'));
}
