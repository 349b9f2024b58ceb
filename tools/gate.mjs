/**
 * What `npm test` runs: lint, types, rules, build, then every test. A failing stage does not stop the later ones, so that
 * one run tells everything. The last line counts: `N passed, N failed`, and `, N skipped` when there are some; a failing
 * stage counts as one failed. Words after `npm test --` go to vitest (a path, `-t name`).
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTests, summaryLine } from './gate-summary.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Stage → what Node runs for it. */
const STAGES = {
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  "the page's types": ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'packages/dashboard/tsconfig.json'],
  rules: ['tools/rules/check.mjs'],
  build: ['tools/build.mjs'],
};

/**
 * @param {readonly string[]} words what Node runs
 * @param {Record<string, string>} [environment]
 * @returns {number} the exit code; 1 when a signal ended it
 */
function run(words, environment = {}) {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, words, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
}

/** @param {readonly string[]} words for vitest */
function runTests(words) {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-gate-'));
  try {
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=tools/gate-reporter.mjs'];
    const exitCode = run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...words], { GATE_REPORT: report });
    return { exitCode, report: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const failedStages = Object.entries(STAGES).flatMap(([stage, words]) => {
  console.log(`\n== ${stage}`);
  return run(words) === 0 ? [] : [stage];
});
console.log('\n== tests');
const { exitCode, report } = runTests(process.argv.slice(2));
const counts = countTests(report, exitCode);
if (failedStages.length > 0) console.log(`failed before the tests: ${failedStages.join(', ')} (see above)\n`);
console.log(summaryLine({ ...counts, failed: counts.failed + failedStages.length }));
process.exitCode = exitCode !== 0 ? exitCode : failedStages.length > 0 ? 1 : 0;
