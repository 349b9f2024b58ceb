import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TestClient } from '../faces/native/test-client.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** How long a start may take on a busy machine before the test gives up (ms). */
const PATIENCE = 120_000;

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly done: Promise<Ran>;
  /** What it has printed on standard error so far. */
  readonly err: string;
  /** Resolves when it has printed text that fits; rejects when it ends before. */
  printed(fits: RegExp): Promise<void>;
}

/** Starts the built program without the settings that a person's own shell may hold. */
export function start(words: readonly string[], environment: Record<string, string> = {}): Running {
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OUTCRY_')));
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: tmpdir(),
    env: { ...plain, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const done = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return {
    child,
    done,
    get err() {
      return err;
    },
    async printed(fits) {
      while (!fits.test(out)) {
        if (child.exitCode !== null) throw new Error(`it ended before it printed ${fits}: ${out}${err}`);
        await pause(10);
      }
    },
  };
}

/** Runs a command to its end. */
export function run(words: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  return start(words, environment).done;
}

/** A platform of its own process with the synthetic market, on any free port. */
export interface TestProcess {
  readonly folder: string;
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Of a session of its own. */
  readonly token: string;
  /** What it has logged so far. */
  readonly log: string;
  /** Ends it in order; its folder goes with it unless it is still wanted. */
  stop(wanted?: { readonly keepFolder: boolean }): Promise<void>;
}

/** A platform on an empty folder and a free port, with further words and variables for its start. */
export async function startProcess(
  words: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<TestProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-cli-'));
  const running = start(['start', '--data-dir', folder, '--http-port', '0', ...words], environment);
  const endpoints = join(folder, 'endpoints.json');
  for (const began = performance.now(); !existsSync(endpoints); await pause(20)) {
    if (running.child.exitCode === null && performance.now() - began < PATIENCE) continue;
    running.child.kill('SIGKILL');
    throw new Error(`the platform did not start: ${(await running.done).err}`);
  }
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const { login, password } = read('credentials.json').dashboard;
  const { url } = read('endpoints.json').http;
  const client = new TestClient(url);
  await client.signIn(login, password);
  return {
    folder,
    url,
    login,
    password,
    token: client.token ?? '',
    get log() {
      return running.err;
    },
    async stop({ keepFolder } = { keepFolder: false }) {
      running.child.kill('SIGTERM');
      await running.done;
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
