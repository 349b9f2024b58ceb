const FIRST = 64;

/** Ids that are to be looked at, each once, in the order in which they were marked: a `Set` for small ids that hashes nothing. */
export class Marks {
  #queue = new Int32Array(FIRST);
  /** Where the first one stands; they go on from the beginning behind the end. */
  #first = 0;
  #size = 0;
  #marked = new Uint8Array(FIRST);

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    return this.#marked[id] === 1;
  }

  add(id: number): void {
    if (this.#marked[id] === 1) return;
    if (id >= this.#marked.length)
      this.#marked = copyInto(new Uint8Array(Math.max(id + 1, id + (id >> 1))), this.#marked);
    if (this.#size === this.#queue.length) this.#grow();
    this.#marked[id] = 1;
    this.#queue[(this.#first + this.#size++) % this.#queue.length] = id;
  }

  /** Takes the one out that was marked first; 0 when there is none. */
  take(): number {
    if (this.#size === 0) return 0;
    const id = this.#queue[this.#first] as number;
    this.#first = (this.#first + 1) % this.#queue.length;
    this.#size--;
    this.#marked[id] = 0;
    return id;
  }

  #grow(): void {
    const queue = new Int32Array(this.#queue.length * 2);
    queue.set(this.#queue.subarray(this.#first));
    queue.set(this.#queue.subarray(0, this.#first), this.#queue.length - this.#first);
    this.#queue = queue;
    this.#first = 0;
  }
}

function copyInto(target: Uint8Array<ArrayBuffer>, source: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  target.set(source);
  return target;
}
