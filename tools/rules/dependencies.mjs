import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LICENCES } from './rooms.mjs';

/**
 * @typedef {import('./sources.mjs').Finding} Finding
 *
 * @typedef {{
 *   resolved?: string,
 *   link?: boolean,
 *   dev?: boolean,
 *   devOptional?: boolean,
 *   license?: string,
 *   optionalDependencies?: Record<string, string>,
 * }} Locked
 */

const LOCK = 'package-lock.json';

/**
 * The rules about what we depend on: nothing in the core, known licences, a lock file that works everywhere.
 * @param {string} root
 * @returns {Finding[]}
 */
export function checkDependencies(root) {
  const findings = checkCoreManifest(root);
  const file = join(root, LOCK);
  if (!existsSync(file)) return findings;
  const text = readFileSync(file, 'utf8');
  /** @type {Record<string, Locked>} */
  const packages = JSON.parse(text).packages ?? {};
  /** @param {string} key */
  const lineOf = (key) => text.slice(0, Math.max(0, text.indexOf(`"${key}": {`))).split('\n').length;
  for (const [key, locked] of Object.entries(packages)) {
    for (const [rule, problem, remedy] of [
      ...checkAddress(key, locked),
      ...checkPlatforms(key, locked, packages),
      ...checkLicence(root, key, locked),
    ]) {
      findings.push({ path: LOCK, line: lineOf(key), rule, problem, remedy });
    }
  }
  return findings;
}

/**
 * @param {string} root
 * @returns {Finding[]}
 */
function checkCoreManifest(root) {
  const path = 'packages/core/package.json';
  if (!existsSync(join(root, path))) return [];
  const text = readFileSync(join(root, path), 'utf8');
  const core = JSON.parse(text);
  return ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((field) =>
    Object.keys(core[field] ?? {}).map((name) => ({
      path,
      line: text.slice(0, text.indexOf(`"${name}"`)).split('\n').length,
      rule: 'core-alone',
      problem: `the core depends on ${name}`,
      remedy: 'the core runs alone; write it in the core, or do it in packages/server',
    })),
  );
}

/**
 * @param {string} key
 * @param {Locked} locked
 * @returns {[string, string, string][]}
 */
function checkAddress(key, locked) {
  if (locked.resolved === undefined || !/^[a-z+]+:/i.test(locked.resolved)) return [];
  const remedy = 'run npm install again in this folder: its .npmrc leaves addresses out of the lock file';
  return [['lock-addresses', `${key} names the download address ${locked.resolved}`, remedy]];
}

/**
 * npm 11 refuses `npm ci` when the lock file lacks a package that another one names as optional for some platform.
 * @param {string} key
 * @param {Locked} locked
 * @param {Record<string, Locked>} packages
 * @returns {[string, string, string][]}
 */
function checkPlatforms(key, locked, packages) {
  return Object.entries(locked.optionalDependencies ?? {})
    .filter(([name]) => lookUp(key, name, packages) === undefined)
    .map(([name, version]) => [
      'lock-complete',
      `${name}@${version}, optional for ${key}, is missing`,
      'npm ci fails without it: install from a registry that has every platform, or add its entry like its neighbours',
    ]);
}

/**
 * The package that `name` means inside `key`: its own node_modules first, then each folder above.
 * @param {string} key
 * @param {string} name
 * @param {Record<string, Locked>} packages
 * @returns {Locked | undefined}
 */
function lookUp(key, name, packages) {
  const found = packages[`${key === '' ? '' : `${key}/`}node_modules/${name}`];
  if (found !== undefined || key === '') return found;
  return lookUp(key.slice(0, Math.max(0, key.lastIndexOf('/node_modules/'))), name, packages);
}

/**
 * @param {string} root
 * @param {string} key
 * @param {Locked} locked
 * @returns {[string, string, string][]}
 */
function checkLicence(root, key, locked) {
  if (locked.link === true || locked.dev === true || !/(?:^|\/)node_modules\//.test(key)) return [];
  const licence = licenceOf(join(root, key, 'package.json')) ?? locked.license ?? '';
  if (isAllowed(licence)) return [];
  const remedy = 'take another library; a licence that fits Apache-2.0 may join LICENCES in tools/rules/rooms.mjs';
  return [['licences', `${key} is shipped under "${licence || 'no licence'}"`, remedy]];
}

/**
 * @param {string} file the package.json of an installed package
 * @returns {string | null} null when it is not installed (another platform's) or names no licence
 */
function licenceOf(file) {
  if (!existsSync(file)) return null;
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof license === 'string') return license;
  if (typeof license?.type === 'string') return license.type;
  return Array.isArray(licenses) ? licenses.map((one) => one.type ?? one).join(' OR ') : null;
}

/**
 * Whether an SPDX expression leaves us a licence of the list: one side of OR, every side of AND.
 * @param {string} licence
 * @returns {boolean}
 */
export function isAllowed(licence) {
  const plain = licence.replace(/[()]/g, ' ');
  return plain.split(/\sOR\s/).some((choice) => choice.split(/\sAND\s/).every((one) => LICENCES.includes(one.trim())));
}
