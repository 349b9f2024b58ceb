import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { ROOT } from './pages.ts';

export const PROGRAM = join(ROOT, 'packages/server/dist/cli.js');

/** How long a start may take on a busy machine before the test gives up (ms). */
const PATIENCE = 120_000;

/** Settings that a person's own shell may hold: a test starts without them. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OUTCRY_')));
}

/** An empty folder that goes when the test ends. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface BuiltPlatform {
  readonly url: string;
  /** What it has printed so far. */
  printed(): string;
  /** Ends it in order before the test does. */
  stop(): Promise<void>;
}

/**
 * Starts the built program in `folder`, with `data` inside it as data folder and on a free port, as a person would. It
 * ends with the test.
 */
export async function startBuiltPlatform(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<BuiltPlatform> {
  const child = spawn(process.execPath, [PROGRAM, 'start'], {
    cwd: folder,
    env: { ...plainEnvironment(), OUTCRY_HTTP_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => end(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const endpoints = join(folder, 'data/endpoints.json');
  for (const started = performance.now(); !said.includes('Ctrl-C ends it'); await pause(20)) {
    if (child.exitCode !== null || performance.now() - started > PATIENCE)
      throw new Error(`the platform did not start: ${said}`);
  }
  if (!existsSync(endpoints)) throw new Error(`it runs without ${endpoints}: ${said}`);
  const { http } = JSON.parse(readFileSync(endpoints, 'utf8')) as { http: { url: string } };
  return { url: http.url, printed: () => said, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGTERM');
  await gone;
}
