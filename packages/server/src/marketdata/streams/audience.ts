import type { StreamReader } from './subject.ts';

/** The readers of one message stream: each message is written once, whoever is slow gets the newest when it has caught up. */
export class Audience<Message> {
  readonly #readers = new Set<StreamReader<Message>>();
  /** Readers who have not got the newest picture. */
  readonly #behind = new Set<StreamReader<Message>>();

  get size(): number {
    return this.#readers.size;
  }

  /** Whether somebody waits for the newest picture. */
  get hasBehind(): boolean {
    return this.#behind.size > 0;
  }

  add(reader: StreamReader<Message>): void {
    this.#readers.add(reader);
  }

  delete(reader: StreamReader<Message>): void {
    this.#readers.delete(reader);
    this.#behind.delete(reader);
  }

  /** To everybody, slow or not: what cannot be left out. Nobody is behind afterwards. */
  tellAll(message: Message): void {
    this.#behind.clear();
    for (const reader of this.#readers) reader.send(message);
  }

  /** A new picture, written when the first reader can take it. Those who cannot are behind. */
  show(write: () => Message): void {
    this.#hand(this.#readers, write);
  }

  /** The newest picture for those who are behind. */
  catchUp(write: () => Message): void {
    this.#hand(this.#behind, write);
  }

  #hand(readers: Iterable<StreamReader<Message>>, write: () => Message): void {
    let message: Message | undefined;
    for (const reader of readers) {
      if (reader.slow) {
        this.#behind.add(reader);
        continue;
      }
      message ??= write();
      this.#behind.delete(reader);
      reader.send(message);
    }
  }
}
