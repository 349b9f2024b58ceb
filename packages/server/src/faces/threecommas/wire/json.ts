const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** A JSON number, digit for digit: no binary float in between. */
export class ExactNumber {
  readonly digits: string;

  /** Plain decimal text, as the core prints it. Throws RangeError for anything else. */
  constructor(digits: string) {
    if (!NUMBER.test(digits)) throw new RangeError(`${digits} is no JSON number`);
    this.digits = digits;
  }
}

/** JSON text of an object that is ready. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The object with further members behind its own. */
  with(members: { readonly [key: string]: JsonValue }): JsonText {
    const more = jsonText(members);
    return more === '{}'
      ? this
      : new JsonText(`${this.text.slice(0, -1)}${this.text === '{}' ? '' : ','}${more.slice(1)}`);
  }
}

/** What an answer is made of. Numbers are safe integers; others are `ExactNumber`s. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | ExactNumber
  | JsonText
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The text of an answer. Throws RangeError for a number that is no safe integer: it may have lost digits already. */
export function jsonText(value: JsonValue): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no integer`);
    return String(value);
  }
  if (value instanceof ExactNumber) return value.digits;
  if (value instanceof JsonText) return value.text;
  if (isList(value)) return listText(value);
  let members = '';
  for (const key in value) members += `${members === '' ? '' : ','}${keyText(key)}${jsonText(value[key] as JsonValue)}`;
  return `{${members}}`;
}

function listText(values: readonly JsonValue[]): string {
  let items = '';
  for (const value of values) items += items === '' ? jsonText(value) : `,${jsonText(value)}`;
  return `[${items}]`;
}

/** Keys as they stand in JSON: answers have the same few hundred again and again. */
const KEYS = new Map<string, string>();
const MAX_KEYS = 2_000;

function keyText(key: string): string {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  const text = `${quoted(key)}:`;
  if (KEYS.size < MAX_KEYS) KEYS.set(key, text);
  return text;
}

/** Printable ASCII without quotes and backslashes stands in JSON as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
