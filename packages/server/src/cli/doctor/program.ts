import { workerFile } from '../../journal/index.ts';
import { bad, type Finding, ok } from './finding.ts';

const OLDEST_NODE = 20;
const BUNDLES = ['writer-thread', 'follower-thread', 'reader-thread', 'candle-thread'] as const;

export function nodeFinding(version: string): Finding {
  const major = Number(version.split('.')[0]);
  if (major >= OLDEST_NODE) return ok('node', `version ${version}`);
  return bad('node', `version ${version} is too old`, `install Node ${OLDEST_NODE} or later`);
}

/** The bundles of the worker threads lie beside the program. */
export function buildFinding(): Finding {
  try {
    for (const name of BUNDLES) workerFile(name);
    return ok('build', `the program and its ${BUNDLES.length} threads are built`);
  } catch (error) {
    return bad('build', (error as Error).message, 'run `npm ci` and `npm run build` in the folder of Outcry');
  }
}
