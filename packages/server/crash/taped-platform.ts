import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { TestClient } from '../src/faces/native/test-client.ts';
import { CORE_REPLICAS, verifyJournal } from '../src/journal/index.ts';
import { RunningPlatform } from './running-platform.ts';
import { tape } from './tape.ts';

/** The built program on a tape of USDT_BTC that goes on at command, killed and started anew on one folder. Both go with the test. */
export class TapedPlatform {
  readonly #data: string;
  readonly #settings: readonly string[];
  #platform: RunningPlatform;

  private constructor(data: string, settings: readonly string[], platform: RunningPlatform) {
    this.#data = data;
    this.#settings = settings;
    this.#platform = platform;
  }

  /** `seed` of the prices; `minutes` of the tape. */
  static async start(seed: number, minutes?: number): Promise<TapedPlatform> {
    const folder = mkdtempSync(join(tmpdir(), 'outcry-crash-'));
    const file = join(folder, 'BTC_USDT-1m.csv');
    writeFileSync(file, tape(seed, minutes));
    const data = join(folder, 'data');
    const settings = ['--feed', `recorded:${file}`, '--feed-start', 'command', '--feed-speed', 'max'];
    const started = new TapedPlatform(data, settings, await RunningPlatform.start(data, settings));
    onTestFinished(async () => {
      await started.kill();
      rmSync(folder, { recursive: true, force: true });
    });
    return started;
  }

  /** Of the process that runs now. */
  get client(): TestClient {
    return this.#platform.client;
  }

  async step(ticks: number): Promise<void> {
    await this.client.post('/feed', { command: 'step', count: ticks });
  }

  /** The id of a new account without margin, with this much USDT. */
  async account(amount: string): Promise<number> {
    const { id } = await this.client.account('0', { currency: 'USDT', margin: false });
    await this.client.post(`/accounts/${id}/deposits`, { asset: 'USDT', amount });
    return id;
  }

  /** SIGKILL. */
  kill(): Promise<void> {
    return this.#platform.kill();
  }

  async restart(): Promise<void> {
    this.#platform = await RunningPlatform.start(this.#data, this.#settings);
  }

  /** Ends it in order and reads the whole journal: every row and digest agrees. */
  async endsSound(): Promise<void> {
    expect(await this.#platform.stop()).toBe(0);
    expect(await verifyJournal({ folder: this.#data, replicas: CORE_REPLICAS, onProgress: () => {} })).toMatchObject({
      faultCount: 0,
    });
  }
}
