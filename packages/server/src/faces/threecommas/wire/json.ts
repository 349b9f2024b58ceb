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

/** What an answer is made of. Numbers are safe integers; others are `ExactNumber`s. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | ExactNumber
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
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  let members = '';
  for (const key of Object.keys(value))
    members += `${members === '' ? '' : ','}${quoted(key)}:${jsonText(value[key] as JsonValue)}`;
  return `{${members}}`;
}

/** Printable ASCII without quotes and backslashes stands in JSON as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
