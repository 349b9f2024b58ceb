/** Numbers that a list begins with room for. */
const ROOM = 16_384;

/** Doubles without a hole: copies of it take numbers without being rebuilt. */
const BLANK: number[] = [];
for (let i = 0; i < ROOM; i++) BLANK.push(0.5);

/** Rows of integers that are put one after another, in a list that has its length before it is filled. */
export class IntegerRows {
  readonly #numbers: number[];
  #end = 0;

  /** `most`: how many numbers are expected. */
  constructor(most: number) {
    this.#numbers = BLANK.slice(0, most);
  }

  /** How many numbers there are. */
  get size(): number {
    return this.#end;
  }

  put(number: number): void {
    this.#numbers[this.#end++] = number;
  }

  /** All of them; nothing is put after that. */
  take(): readonly number[] {
    this.#numbers.length = this.#end;
    return this.#numbers;
  }
}
