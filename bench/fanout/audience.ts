import { type ChildProcess, fork } from 'node:child_process';
import type { FromReaders, ToReaders } from './readers.ts';

/** How long messages may take to reach all readers (ms). */
const PATIENCE_MS = 5_000;

/** Readers in a process of their own. */
export class Audience {
  readonly #process: ChildProcess;
  readonly #heard: ((message: FromReaders) => void)[] = [];
  #lost = 0;

  private constructor(process: ChildProcess) {
    this.#process = process;
    process.on('message', (message: FromReaders) => {
      if ('connected' in message && message.connected < 0) this.#lost++;
      else this.#heard.shift()?.(message);
    });
  }

  /** Starts the process of this script and connects all readers; `start` is its first message. */
  static async gather<Start extends { readonly port: number }>(start: Start, script: URL): Promise<Audience> {
    const audience = new Audience(fork(script));
    await audience.#ask(start);
    return audience;
  }

  /** Readers that were disconnected. */
  get lost(): number {
    return this.#lost;
  }

  /** Whether all readers together got this many messages within the time that a busy machine may need. */
  async until(messages: number): Promise<boolean> {
    // asked for nothing, the readers answer at once with what they have
    const impatient = setTimeout(() => this.#process.send({ until: 0 }), PATIENCE_MS);
    const { reached } = (await this.#ask({ until: messages })) as { reached: number };
    clearTimeout(impatient);
    return reached >= messages;
  }

  /** Messages so far when no more come, and what the first reader has got since it was last asked. */
  async settled(): Promise<{ counted: number; sample: Buffer }> {
    const parts: Buffer[] = [];
    for (let before = -1; ; ) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { counted, sample } = (await this.#ask({ sampled: true })) as { counted: number; sample: string };
      parts.push(Buffer.from(sample, 'base64'));
      if (counted === before) return { counted, sample: Buffer.concat(parts) };
      before = counted;
    }
  }

  /** When messages have come since this was last asked, ns of the system's monotonic clock; for readers who note it. */
  async arrivals(): Promise<bigint[]> {
    const { arrivals } = (await this.#ask({ arrived: true })) as unknown as { arrivals: string[] };
    return arrivals.map(BigInt);
  }

  async leave(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await ended;
  }

  #ask(message: ToReaders | { readonly port: number } | { readonly arrived: true }): Promise<FromReaders> {
    return new Promise((resolve) => {
      this.#heard.push(resolve);
      this.#process.send(message);
    });
  }
}
