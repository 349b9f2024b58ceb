import { placesBetween } from './places.ts';

/** What a text takes besides its letters: an entry of a map, its code and its rank. */
const BYTES_PER_WORD = 90;
/** New texts that are put in order at once, so that ordering a million never takes a long turn. */
const RANKED_AT_ONCE = 8_192;

/** Where surrogates begin: up to there, code units stand in the order of UTF-8's bytes. */
const FIRST_SURROGATE = /[\ud800-\uffff]/;

/** Texts of a column by number, and their ranks: the order in which SQLite sorts them, byte by byte, absent ones first. */
export class Words {
  readonly #codes = new Map<string | null, number>();
  readonly #texts: (string | null)[] = [];
  /** Codes in the order of their texts, as far as they are ranked. */
  #sorted = new Int32Array(0);
  #ranks = new Int32Array(0);
  readonly #most: number;
  #letters = 0;
  #plain = true;

  constructor(most: number) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#texts.length * BYTES_PER_WORD + 2 * this.#letters;
  }

  /** The number of a text, new ones take the next. Null when there are too many different ones. */
  add(text: string | null): number | null {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    if (code >= this.#most) return null;
    this.#codes.set(text, code);
    this.#texts.push(text);
    this.#letters += text?.length ?? 0;
    this.#plain &&= text === null || !FIRST_SURROGATE.test(text);
    if (code - this.#sorted.length >= RANKED_AT_ONCE) this.#rank();
    return code;
  }

  /** The number of a text; -1 for one that stands nowhere. */
  find(text: string): number {
    return this.#codes.get(text) ?? -1;
  }

  /** The rank of each text, by its number. Ranks shift with new texts, the order of those known stays. */
  get ranks(): Int32Array {
    if (this.#ranks.length < this.#texts.length) {
      this.#rank();
      this.#ranks = new Int32Array(this.#sorted.length);
      for (let rank = 0; rank < this.#sorted.length; rank++) this.#ranks[this.#sorted[rank] as number] = rank;
    }
    return this.#ranks;
  }

  /** Merges the new texts into the order. */
  #rank(): void {
    const before = this.#sorted;
    const compare = (a: number, b: number): number => this.#compare(this.#texts[a] ?? null, this.#texts[b] ?? null);
    const fresh = placesBetween(before.length, this.#texts.length);
    fresh.sort(compare);
    const merged = new Int32Array(this.#texts.length);
    let [left, right] = [before.length - 1, fresh.length - 1];
    for (let to = merged.length - 1; to >= 0; to--) {
      const older = right < 0 || (left >= 0 && compare(before[left] as number, fresh[right] as number) > 0);
      merged[to] = (older ? before[left--] : fresh[right--]) as number;
    }
    this.#sorted = merged;
  }

  #compare(a: string | null, b: string | null): number {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    if (!this.#plain) return Buffer.compare(Buffer.from(a), Buffer.from(b));
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
