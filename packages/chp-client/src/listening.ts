import { ValueError } from './errors.ts';
import type { Group } from './streams/streams.ts';

/** A symbol or portfolio, or any number of them. */
export type OneOrMore = string | Iterable<string>;

/** What the client believes itself subscribed to. */
export class Listening {
  readonly #lists: Record<Group, string[]> = { quotes: [], ticks: [], bid_ask: [], portfolios: [] };

  /** A copy. */
  get(group: Group): string[] {
    return [...this.#lists[group]];
  }

  /** Keeps the very list it is given. Throws ValueError for what is no list. */
  set(group: Group, list: unknown): void {
    if (!Array.isArray(list)) throw new ValueError(`${shown(list)} must be List[str] instance`);
    this.#lists[group] = list;
  }

  has(group: Group, key: string): boolean {
    return this.#lists[group].includes(key);
  }

  add(group: Group, key: string): void {
    this.#lists[group].push(key);
  }

  /** Removes the first of its kind. */
  remove(group: Group, key: string): void {
    const at = this.#lists[group].indexOf(key);
    if (at >= 0) this.#lists[group].splice(at, 1);
  }
}

/** Throws TypeError for what is neither text nor iterable. */
export function eachOf(name: string, given: unknown): Iterable<string> {
  if (typeof given === 'string') return [given];
  if (isIterable(given)) return given;
  throw new TypeError(`${name} must be one of them or a list, got ${shown(given)}`);
}

/** Whether nothing was named: no argument, null, an empty text, an empty list or set. */
export function namesNothing(given: unknown): boolean {
  if (!given) return true;
  return (
    (Array.isArray(given) && given.length === 0) || ((given instanceof Set || given instanceof Map) && given.size === 0)
  );
}

function isIterable(given: unknown): given is Iterable<string> {
  return typeof given === 'object' && given !== null && Symbol.iterator in given;
}

function shown(value: unknown): string {
  if (typeof value === 'symbol' || typeof value === 'function') return `a ${typeof value}`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
