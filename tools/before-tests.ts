import { buildClient, buildServer, removeBundles } from './build.mjs';
import { buildDashboard } from './build-dashboard.mjs';
import { testFolderInMemory } from './test-folder.ts';

/**
 * Runs once before the tests: tests that start worker threads or the command line need the bundles. When they do
 * not build, the server's old bundles go, so that no test runs against them, and tests that need none still run. Returns
 * what runs once after them.
 */
export async function setup(): Promise<() => void> {
  try {
    await Promise.all([buildServer(), buildDashboard()]);
  } catch (error) {
    removeBundles();
    console.error(`build failed, tests that start the server will fail: ${(error as Error).message}`);
  }
  try {
    await buildClient();
  } catch (error) {
    console.error(`build failed, tests of the built client will fail: ${(error as Error).message}`);
  }
  return testFolderInMemory();
}
