/**
 * The rules of the house that a compiler does not know: who may import whom, a core without clock, chance or I/O, and
 * what we may depend on. `node tools/rules/check.mjs [folder]` prints every broken rule and exits with 1 if there is one.
 */

import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkDependencies } from './dependencies.mjs';
import { checkImports, isTest } from './imports.mjs';
import { checkPurity } from './purity.mjs';
import { listSources, readSource } from './sources.mjs';

/**
 * Checks a checkout of the house.
 * @param {string} root
 * @returns {{ files: number, findings: import('./sources.mjs').Finding[] }}
 */
export function checkHouse(root) {
  let files = 0;
  const findings = packageFolders(root).flatMap((folder) => {
    const sources = listSources(root, folder).map((path) => readSource(root, path));
    files += sources.length;
    const pure = sources.filter(({ path }) => path.startsWith('packages/core/src/') && !isTest(path));
    return [...checkImports(root, folder, sources), ...pure.flatMap(checkPurity)];
  });
  return { files, findings: [...findings, ...checkDependencies(root)] };
}

/** @param {string} root */
function packageFolders(root) {
  const packages = join(root, 'packages');
  const names = existsSync(packages) ? readdirSync(packages).sort() : [];
  const folders = [...names.map((name) => `packages/${name}`), 'bench'];
  return folders.filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** @param {string} root */
function main(root) {
  const { files, findings } = checkHouse(root);
  for (const { path, line, rule, problem, remedy } of findings) {
    console.error(`${path}:${line}  ${rule}  ${problem}\n    -> ${remedy}`);
  }
  const result = findings.length === 0 ? 'all rules kept' : `${findings.length} broken`;
  console.log(`rules: ${files} files, ${result}`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  main(resolve(process.argv[2] ?? join(dirname(script), '../..')));
}
