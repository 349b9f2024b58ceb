import { buildServer, removeBundles } from './build.mjs';

/**
 * Runs once before the tests: tests that start worker threads or the command line need the bundles. When the server does
 * not build, its old bundles go, so that no test runs against them, and tests that need none still run.
 */
export async function setup(): Promise<void> {
  try {
    await buildServer();
  } catch (error) {
    removeBundles();
    console.error(`build failed, tests that start the server will fail: ${(error as Error).message}`);
  }
}
