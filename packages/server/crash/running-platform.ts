import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TestClient } from '../src/faces/native/test-client.ts';

const PROGRAM = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
/** How long a start may take on a busy machine before the test gives up (ms). */
const PATIENCE = 120_000;

/** The built program in a process of its own, on a data folder. */
export class RunningPlatform {
  /** Signed in as the owner of the demo world. */
  readonly client: TestClient;
  /** The login of the owner of the demo world. */
  readonly owner: { readonly login: string; readonly password: string };
  readonly #process: ChildProcess;
  readonly #gone: Promise<unknown>;

  private constructor(
    process: ChildProcess,
    gone: Promise<unknown>,
    client: TestClient,
    owner: RunningPlatform['owner'],
  ) {
    this.#process = process;
    this.owner = owner;
    this.#gone = gone;
    this.client = client;
  }

  /** Resolves when it answers and has signed in. `more`: further settings, as flags. */
  static async start(folder: string, more: readonly string[] = []): Promise<RunningPlatform> {
    const endpoints = join(folder, 'endpoints.json');
    rmSync(endpoints, { force: true });
    const settings = ['--data-dir', folder, '--http-port', '0', ...more];
    const child = spawn(process.execPath, [PROGRAM, 'start', ...settings], { stdio: ['ignore', 'ignore', 'pipe'] });
    const gone = once(child, 'close');
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const started = performance.now();
    while (!existsSync(endpoints)) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      if (ended || performance.now() - started > PATIENCE) {
        child.kill('SIGKILL');
        await gone;
        const how = ended ? `ended with ${child.exitCode ?? child.signalCode}` : 'was not ready in two minutes';
        throw new Error(`the platform ${how}: ${said}`);
      }
      await pause(20);
    }
    const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const client = new TestClient(read('endpoints.json').http.url);
    const { login, password } = read('credentials.json').dashboard;
    await client.signIn(login, password);
    return new RunningPlatform(child, gone, client, { login, password });
  }

  /** SIGKILL: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#gone;
  }

  /** SIGTERM; the exit code. */
  async stop(): Promise<number | null> {
    this.#process.kill('SIGTERM');
    await this.#gone;
    return this.#process.exitCode;
  }
}
