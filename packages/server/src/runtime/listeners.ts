/** Those who want to be told. One that throws is reported and does not keep the others from hearing. */
export class Listeners<T> {
  readonly #listeners = new Set<(told: T) => void>();
  readonly #onFault: (error: Error) => void;

  constructor(onFault: (error: Error) => void) {
    this.#onFault = onFault;
  }

  /** Returns how to stop listening. */
  add(listener: (told: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(news: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(news);
      } catch (error) {
        this.#onFault(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}
