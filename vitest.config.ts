import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Packages that are published built are tested from their sources. */
const conditions = ['@outcry/source', 'module', 'node', 'development|production'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    pool: 'threads',
    // tests wait for platforms and browsers in processes of their own: more workers than cores keep both busy
    maxWorkers: availableParallelism() + 2,
    isolate: false,
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/{test,simulation,crash,e2e}/**/*.test.ts',
      'examples/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    globalSetup: ['tools/before-tests.ts'],
    // what hangs ends; a machine that is busy with other things is only slow, and no test measures time
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
