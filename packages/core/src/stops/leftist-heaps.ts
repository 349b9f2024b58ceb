/** 32-bit words of a node's row: its children, the node above it, and its rank. */
const LEFT = 0;
const RIGHT = 1;
const ABOVE = 2;
const RANK = 3;
const ROW = 4;
/** Word of a free row: the chain of free nodes. */
const NEXT_FREE = LEFT;

const FIRST_NODES = 16;
/** A pool doubles up to so many nodes and then grows by a quarter. */
const DOUBLING = 2 ** 16;
/** Most nodes of a pool: row positions stay 32-bit integers. */
export const MAX_NODES = 2 ** 26;

/**
 * Any number of leftist heaps over one pool of nodes in typed arrays, the smallest key first, equal keys by their tie. A
 * heap is known by its root, -1 is the empty one. Entering, taking any node out and melding two heaps cost O(log n) at
 * worst, which is what stops need: they are cancelled in any order, and groups of them fall together.
 */
export class LeftistHeaps {
  #keys = new Float64Array(FIRST_NODES);
  #ties = new Float64Array(FIRST_NODES);
  #rows = new Int32Array(FIRST_NODES * ROW);
  #free = -1;
  #end = 0;

  get bytes(): number {
    return this.#keys.byteLength + this.#ties.byteLength + this.#rows.byteLength;
  }

  key(node: number): number {
    return this.#keys[node] as number;
  }

  tie(node: number): number {
    return this.#ties[node] as number;
  }

  /** Appends the nodes of a heap whose key is at most the limit; looks at no more than twice as many others. */
  upTo(root: number, limit: number, into: number[]): void {
    const rows = this.#rows;
    const keys = this.#keys;
    if (root < 0 || (keys[root] as number) > limit) return;
    let next = into.length;
    into.push(root);
    for (; next < into.length; next++) {
      const row = (into[next] as number) * ROW;
      const left = rows[row + LEFT] as number;
      const right = rows[row + RIGHT] as number;
      if (left >= 0 && (keys[left] as number) <= limit) into.push(left);
      if (right >= 0 && (keys[right] as number) <= limit) into.push(right);
    }
  }

  /** A heap of one new node. Throws a RangeError when there is no room left. */
  create(key: number, tie: number): number {
    let node = this.#free;
    if (node >= 0) this.#free = this.#rows[node * ROW + NEXT_FREE] as number;
    else {
      node = this.#end;
      if (node === this.#keys.length) this.#grow();
      this.#end = node + 1;
    }
    this.place(node, key, tie);
    return node;
  }

  /** Gives a node that is in no heap a new key: a heap of this node alone. */
  place(node: number, key: number, tie: number): void {
    this.#keys[node] = key;
    this.#ties[node] = tie;
    this.#single(node);
  }

  /** Frees a node that is in no heap; its number is used again, the last freed first. */
  release(node: number): void {
    this.#rows[node * ROW + NEXT_FREE] = this.#free;
    this.#free = node;
  }

  /** One heap of two; returns its root. */
  meld(one: number, other: number): number {
    if (one < 0) return other;
    if (other < 0) return one;
    const rows = this.#rows;
    let above = this.#isBefore(other, one) ? other : one;
    let rest = above === one ? other : one;
    const root = above;
    for (;;) {
      const right = rows[above * ROW + RIGHT] as number;
      if (right >= 0 && this.#isBefore(right, rest)) {
        above = right;
        continue;
      }
      rows[above * ROW + RIGHT] = rest;
      rows[rest * ROW + ABOVE] = above;
      if (right < 0) break;
      above = rest;
      rest = right;
    }
    for (let node = above; node !== root; node = rows[node * ROW + ABOVE] as number) this.#lean(node);
    this.#lean(root);
    return root;
  }

  /** Takes a node out of the heap with this root; returns the root of what is left. */
  remove(root: number, node: number): number {
    const rows = this.#rows;
    const row = node * ROW;
    const left = rows[row + LEFT] as number;
    const right = rows[row + RIGHT] as number;
    const above = rows[row + ABOVE] as number;
    if (left >= 0) rows[left * ROW + ABOVE] = -1;
    if (right >= 0) rows[right * ROW + ABOVE] = -1;
    const rest = this.meld(left, right);
    this.#single(node);
    if (rest >= 0) rows[rest * ROW + ABOVE] = above;
    if (above < 0) return rest;
    rows[above * ROW + (rows[above * ROW + LEFT] === node ? LEFT : RIGHT)] = rest;
    for (let at = above; at >= 0 && this.#lean(at); ) at = rows[at * ROW + ABOVE] as number;
    return root;
  }

  #single(node: number): void {
    const rows = this.#rows;
    const row = node * ROW;
    rows[row + LEFT] = -1;
    rows[row + RIGHT] = -1;
    rows[row + ABOVE] = -1;
    rows[row + RANK] = 1;
  }

  #isBefore(a: number, b: number): boolean {
    const first = this.#keys[a] as number;
    const second = this.#keys[b] as number;
    return first < second || (first === second && (this.#ties[a] as number) < (this.#ties[b] as number));
  }

  /** Turns the child of the higher rank to the left and says whether the node's own rank is another than before. */
  #lean(node: number): boolean {
    const rows = this.#rows;
    const row = node * ROW;
    const left = rows[row + LEFT] as number;
    const right = rows[row + RIGHT] as number;
    const leftRank = left < 0 ? 0 : (rows[left * ROW + RANK] as number);
    const rightRank = right < 0 ? 0 : (rows[right * ROW + RANK] as number);
    if (leftRank < rightRank) {
      rows[row + LEFT] = right;
      rows[row + RIGHT] = left;
    }
    const rank = (leftRank < rightRank ? leftRank : rightRank) + 1;
    if (rank === rows[row + RANK]) return false;
    rows[row + RANK] = rank;
    return true;
  }

  #grow(): void {
    const nodes = this.#keys.length;
    if (nodes === MAX_NODES) throw new RangeError(`the index is full: ${nodes} conditions are armed`);
    const more = Math.min(MAX_NODES, nodes < DOUBLING ? nodes * 2 : nodes + (nodes >> 2));
    this.#keys = copyInto(new Float64Array(more), this.#keys);
    this.#ties = copyInto(new Float64Array(more), this.#ties);
    this.#rows = copyInto(new Int32Array(more * ROW), this.#rows);
  }
}

function copyInto<T extends Float64Array | Int32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
