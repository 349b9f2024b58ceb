import { KeyTable } from './key-table.ts';
import { LeftistHeaps } from './leftist-heaps.ts';

/** What the key of a condition is: its level (signed), a distance in steps, or one in millionths. */
export const FIXED = 0;
export const STEPS = 1;
export const MILLIONTHS = 2;
export type Form = typeof FIXED | typeof STEPS | typeof MILLIONTHS;

const FORM_BITS = 2;
const FREE = -1;
const FIRST_HOMES = 16;

/**
 * The armed conditions: nodes of leftist heaps (tied by id), each with its form and its home: the side it watches when
 * its level stays, the group it belongs to when it trails.
 */
export class ConditionPool {
  readonly heaps = new LeftistHeaps();
  readonly #ids = new KeyTable(this);
  #homes = new Int32Array(FIRST_HOMES).fill(FREE);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.heaps.bytes + this.#ids.bytes + this.#homes.byteLength;
  }

  /** The condition with this id, or -1. */
  find(id: number): number {
    return this.#ids.find(id);
  }

  keyOf(node: number): number {
    return this.heaps.tie(node);
  }

  formOf(node: number): Form {
    return ((this.#homes[node] as number) & (2 ** FORM_BITS - 1)) as Form;
  }

  homeOf(node: number): number {
    return (this.#homes[node] as number) >> FORM_BITS;
  }

  /** A new condition, in a heap of its own. Throws a RangeError when the id is taken. */
  create(id: number, key: number, form: Form, home: number): number {
    if (this.#ids.find(id) >= 0) throw new RangeError(`condition ${id} is armed already`);
    const node = this.heaps.create(key, id);
    if (node >= this.#homes.length) this.#grow();
    this.#homes[node] = (home << FORM_BITS) | form;
    this.#ids.add(id, node);
    this.#count++;
    return node;
  }

  setHome(node: number, home: number): void {
    this.#homes[node] = (home << FORM_BITS) | this.formOf(node);
  }

  /** Forgets a condition that is in no heap any more. */
  release(node: number): void {
    this.#ids.remove(this.keyOf(node));
    this.#homes[node] = FREE;
    this.heaps.release(node);
    this.#count--;
  }

  /** Every condition, lowest id first. */
  sorted(): number[] {
    const nodes: number[] = [];
    this.#homes.forEach((home, node) => {
      if (home !== FREE) nodes.push(node);
    });
    return nodes.sort((a, b) => this.keyOf(a) - this.keyOf(b));
  }

  #grow(): void {
    const old = this.#homes;
    this.#homes = new Int32Array(old.length < 2 ** 16 ? old.length * 2 : old.length + (old.length >> 2)).fill(FREE);
    this.#homes.set(old);
  }
}
