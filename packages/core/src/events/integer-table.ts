/**
 * Lists of safe integers that repeat a row of so many, as short text: every number is written as its difference from the one
 * above it (those of the first row from 0), in digits of five bits, the lowest first. The lowest bit of the first digit is the
 * sign. A digit stands as a letter of `DIGITS`; one of the last 32 says that another follows. Where the difference would not be
 * a safe integer, `WHOLE` stands before the number itself. All of it is plain ASCII that JSON leaves as it is.
 */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const WHOLE = '!';

const CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));
const WHOLE_CODE = WHOLE.charCodeAt(0);

/** By code of a character: the digit that it is, or -1. */
const DIGIT_OF = new Int8Array(128).fill(-1);
for (const [digit, code] of CODES.entries()) DIGIT_OF[code] = digit;

/** The longest number: `WHOLE`, four bits in the first digit and five in each of ten more. */
const LONGEST = 12;

/** Magnitudes below it are written in 32-bit operations. */
const SMALL = 2 ** 29;

/** Writes tables; its buffer is used again. */
export class TableWriter {
  readonly #decoder = new TextDecoder();
  #bytes = new Uint8Array(1_024);
  #end = 0;

  /** The text of a table. Throws RangeError naming a value that is no safe integer, or when the last row is not full. */
  write(values: readonly number[], width: number): string {
    if (values.length % width !== 0) throw new RangeError(`${values.length} numbers in rows of ${width}`);
    if (this.#bytes.length < values.length * LONGEST) this.#bytes = new Uint8Array(values.length * LONGEST);
    this.#end = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const above = i < width ? 0 : (values[i - width] as number);
      const difference = value - above;
      if (difference < SMALL && difference > -SMALL && isSum(value, above, difference | 0)) this.#small(difference | 0);
      else this.#large(value, difference);
    }
    return this.#decoder.decode(this.#bytes.subarray(0, this.#end));
  }

  #small(number: number): void {
    let rest = number < 0 ? (-number << 1) | 1 : number << 1;
    while (rest > 31) {
      this.#bytes[this.#end++] = CODES[32 | (rest & 31)] as number;
      rest >>>= 5;
    }
    this.#bytes[this.#end++] = CODES[rest] as number;
  }

  #large(value: number, difference: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${String(value)} is not a safe integer`);
    if (Number.isSafeInteger(difference)) return this.#wide(difference);
    this.#bytes[this.#end++] = WHOLE_CODE;
    this.#wide(value);
  }

  #wide(number: number): void {
    const size = Math.abs(number);
    let digit = (size % 16) * 2 + (number < 0 ? 1 : 0);
    let rest = Math.floor(size / 16);
    while (rest > 0) {
      this.#bytes[this.#end++] = CODES[32 + digit] as number;
      digit = rest % 32;
      rest = Math.floor(rest / 32);
    }
    this.#bytes[this.#end++] = CODES[digit] as number;
  }
}

/** Whether a value is a safe integer above which nothing was rounded away: the sum comes back. */
function isSum(value: number, above: number, difference: number): boolean {
  return above + difference === value && value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER;
}

/** The numbers of a table. Throws RangeError when the text is not one that `TableWriter` writes for rows of this width. */
export function readTable(text: string, width: number): number[] {
  const values: number[] = [];
  for (let place = 0; place < text.length; ) {
    const isWhole = text.charCodeAt(place) === WHOLE_CODE;
    if (isWhole) place++;
    let digit = digitAt(text, place++);
    const sign = digit % 2 === 0 ? 1 : -1;
    let size = (digit % 32) >> 1;
    for (let worth = 16; digit >= 32; worth *= 32) {
      digit = digitAt(text, place++);
      size += (digit % 32) * worth;
    }
    const above = isWhole || values.length < width ? 0 : (values[values.length - width] as number);
    const value = above + sign * size + 0;
    if (!Number.isSafeInteger(size) || !Number.isSafeInteger(value))
      throw new RangeError('a number is beyond a safe integer');
    values.push(value);
  }
  if (values.length % width !== 0) throw new RangeError(`${values.length} numbers in rows of ${width}`);
  return values;
}

function digitAt(text: string, place: number): number {
  const digit = DIGIT_OF[text.charCodeAt(place)] ?? -1;
  if (digit < 0) throw new RangeError(`no digit at ${place}`);
  return digit;
}
