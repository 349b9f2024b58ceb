import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/{test,simulation,crash,e2e}/**/*.test.ts',
      'examples/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    globalSetup: ['tools/before-tests.ts'],
  },
});
