import { type ChildProcess, fork } from 'node:child_process';
import type { FromReaders, Start, ToReaders } from './readers.ts';

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

  /** Starts the process and connects all readers. */
  static async gather(start: Start): Promise<Audience> {
    const audience = new Audience(fork(new URL('./readers.ts', import.meta.url)));
    await audience.#ask(start);
    return audience;
  }

  /** Readers that were disconnected. */
  get lost(): number {
    return this.#lost;
  }

  /** Resolves when all readers together have this many messages. */
  async until(messages: number): Promise<void> {
    await this.#ask({ until: messages });
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

  async leave(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await ended;
  }

  #ask(message: ToReaders): Promise<FromReaders> {
    return new Promise((resolve) => {
      this.#heard.push(resolve);
      this.#process.send(message);
    });
  }
}
