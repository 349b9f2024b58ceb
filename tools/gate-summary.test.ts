import { describe, expect, it } from 'vitest';
import { countTests, summaryLine } from './gate-summary.mjs';

const report = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
const failedFile = (...statuses: string[]) => ({
  status: 'failed',
  assertionResults: statuses.map((status) => ({ status })),
});

describe('the last line of the gate', () => {
  it('counts passed and failed tests, and skipped ones only when there are some', () => {
    expect(summaryLine(countTests(report, 0))).toBe('7 passed, 0 failed');
    expect(summaryLine(countTests({ ...report, numPendingTests: 2, numTodoTests: 1 }, 0))).toBe(
      '7 passed, 0 failed, 3 skipped',
    );
  });

  it('counts a file that failed as a whole once, a file with failed tests by its tests', () => {
    const testResults = [failedFile(), failedFile('passed'), failedFile('failed', 'failed', 'passed')];
    expect(countTests({ ...report, numFailedTests: 2, testResults }, 1)).toEqual({ passed: 7, failed: 4, skipped: 0 });
  });

  it('never says that nothing failed when vitest did', () => {
    expect(countTests(report, 1).failed).toBe(1);
    expect(countTests(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
