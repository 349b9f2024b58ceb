import { writeFileSync } from 'node:fs';
import { JsonReporter } from 'vitest/node';

/** Vitest's JSON report, written without a word to the file that the environment variable GATE_REPORT names. */
export default class GateReporter extends JsonReporter {
  /** @override @param {string} report */
  async writeReport(report) {
    const file = process.env.GATE_REPORT;
    if (file !== undefined) writeFileSync(file, report);
  }
}
