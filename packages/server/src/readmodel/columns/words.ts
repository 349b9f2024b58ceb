/** Different texts of one column that are kept; columns with more are not for keeping. */
const MAX_WORDS = 10_000;

/** Texts of a column by number. */
export class Words {
  readonly #codes = new Map<string, number>();

  /** The number of a text, new ones take the next. Null when there are too many different ones. */
  add(text: string): number | null {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    if (this.#codes.size >= MAX_WORDS) return null;
    this.#codes.set(text, this.#codes.size);
    return this.#codes.size - 1;
  }

  /** The number of a text; -1 for one that stands nowhere. */
  find(text: string): number {
    return this.#codes.get(text) ?? -1;
  }

  /** The place of each text, by its number, when they are sorted as SQLite sorts them: byte by byte. */
  get places(): Int32Array {
    const sorted = [...this.#codes.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const places = new Int32Array(sorted.length);
    sorted.forEach((text, place) => {
      places[this.find(text)] = place;
    });
    return places;
  }
}
