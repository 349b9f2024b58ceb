/** What has been started so far, so that it can be ended in the opposite order. */
export class Endings {
  #endings: (() => Promise<void> | void)[] = [];

  add(end: () => Promise<void> | void): void {
    this.#endings.push(end);
  }

  /** Ends in the opposite order of starting; one that fails keeps no other from ending. Throws the first failure. */
  async endAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.#endings.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
