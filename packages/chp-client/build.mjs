/**
 * Builds the package into dist: `node packages/chp-client/build.mjs`. One bundle for Node and one for browsers, each as
 * ES module and as CommonJS, and the types for both. Files whose text has not changed are left alone, so that builds may
 * run side by side.
 */

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = dirname(fileURLToPath(import.meta.url));
const DIST = join(PACKAGE, 'dist');
const TYPES = join(DIST, 'types');

/** @type {readonly { file: string, platform: 'node' | 'browser', format: 'esm' | 'cjs' }[]} */
const BUNDLES = [
  { file: 'node.js', platform: 'node', format: 'esm' },
  { file: 'node.cjs', platform: 'node', format: 'cjs' },
  { file: 'browser.js', platform: 'browser', format: 'esm' },
  { file: 'browser.cjs', platform: 'browser', format: 'cjs' },
];

/** Writes the four bundles; a browser bundle that reaches for a part of Node does not build. */
export async function buildBundles() {
  const { build } = await import('esbuild');
  for (const { file, platform, format } of BUNDLES) {
    const { outputFiles } = await build({
      absWorkingDir: PACKAGE,
      entryPoints: ['src/index.ts'],
      outfile: join(DIST, file),
      bundle: true,
      platform,
      format,
      target: platform === 'node' ? 'node20' : 'es2022',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'silent',
      write: false,
    });
    for (const { path, text } of outputFiles) replaceFile(path, text);
  }
}

/** Writes the declarations for `import` and, beside them, the same for `require`. */
export function buildTypes() {
  mkdirSync(DIST, { recursive: true });
  const folder = mkdtempSync(join(DIST, '.types-'));
  try {
    // the command of a package stands beside its package.json
    const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    const words = [compiler, '-p', join(PACKAGE, 'tsconfig.build.json'), '--outDir', folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the types of @outcry/chp-client do not compile:\n${stdout}${stderr}`);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8');
      replaceFile(join(TYPES, name), withExtension(text, 'js'));
      replaceFile(join(TYPES, name.replace(/ts$/, 'cts')), withExtension(text, 'cjs'));
    }
    removeOthers(names);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Declarations name their neighbours as the files that will lie beside them.
 * @param {string} text
 * @param {'js' | 'cjs'} extension
 */
function withExtension(text, extension) {
  return text
    .replace(/(from|import\()(\s*)'(\.[^']*)\.ts'/g, `$1$2'$3.${extension}'`)
    .replace(/(from|import\()(\s*)"(\.[^"]*)\.ts"/g, `$1$2"$3.${extension}"`);
}

/** @param {readonly string[]} names */
function removeOthers(names) {
  const kept = new Set(names.flatMap((name) => [name, name.replace(/ts$/, 'cts')]));
  for (const name of readdirSync(TYPES, { recursive: true, encoding: 'utf8' })) {
    if (/\.d\.c?ts$/.test(name) && !kept.has(name)) rmSync(join(TYPES, name), { force: true });
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
function replaceFile(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}`;
  writeFileSync(written, text);
  renameSync(written, path);
}

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  await buildBundles();
  buildTypes();
}
