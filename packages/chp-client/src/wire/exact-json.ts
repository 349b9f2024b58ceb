/** Deeper nesting is refused, so that a hostile body cannot exhaust the stack. */
const DEEPEST = 500;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;

/**
 * Reads JSON like `JSON.parse`, but every number becomes its text exactly as it stands in the body (`"166.820"`,
 * `"9007199254740993"`): no binary float is ever made. Throws SyntaxError, naming the position, on text that is not JSON.
 */
export function parseExact(text: string): unknown {
  const reader: Reader = { text, at: 0 };
  const value = readValue(reader, 0);
  skip(reader, SPACE);
  if (reader.at < text.length) throw unexpected(reader);
  return value;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readValue(reader: Reader, depth: number): unknown {
  if (depth > DEEPEST) throw new SyntaxError(`JSON is nested deeper than ${DEEPEST} at position ${reader.at}`);
  skip(reader, SPACE);
  switch (reader.text[reader.at]) {
    case '{':
      return readObject(reader, depth);
    case '[':
      return readArray(reader, depth);
    case '"':
      return readString(reader);
    case 't':
      return readWord(reader, 'true', true);
    case 'f':
      return readWord(reader, 'false', false);
    case 'n':
      return readWord(reader, 'null', null);
    default:
      return skip(reader, NUMBER) || fail(reader);
  }
}

function readObject(reader: Reader, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  reader.at += 1;
  if (takes(reader, '}')) return object;
  do {
    skip(reader, SPACE);
    const key = readString(reader);
    if (!takes(reader, ':')) fail(reader);
    const value = readValue(reader, depth + 1);
    // plain assignment would make `__proto__` the prototype
    if (key === '__proto__') Object.defineProperty(object, key, { value, ...OWN });
    else object[key] = value;
  } while (takes(reader, ','));
  if (!takes(reader, '}')) fail(reader);
  return object;
}

const OWN = { writable: true, enumerable: true, configurable: true };

function readArray(reader: Reader, depth: number): unknown[] {
  const array: unknown[] = [];
  reader.at += 1;
  if (takes(reader, ']')) return array;
  do array.push(readValue(reader, depth + 1));
  while (takes(reader, ','));
  if (!takes(reader, ']')) fail(reader);
  return array;
}

function readString(reader: Reader): string {
  const start = reader.at;
  const token = skip(reader, STRING);
  if (token === '') fail(reader);
  try {
    return JSON.parse(token);
  } catch {
    throw new SyntaxError(`JSON has a malformed string at position ${start}`);
  }
}

function readWord<T>(reader: Reader, word: string, value: T): T {
  if (!reader.text.startsWith(word, reader.at)) fail(reader);
  reader.at += word.length;
  return value;
}

/** Whether the next sign is `sign`; then it is behind us. */
function takes(reader: Reader, sign: string): boolean {
  skip(reader, SPACE);
  if (reader.text[reader.at] !== sign) return false;
  reader.at += 1;
  return true;
}

/** Moves past what the pattern finds here and answers it; '' when it finds nothing. */
function skip(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += found.length;
  return found;
}

function fail(reader: Reader): never {
  throw unexpected(reader);
}

function unexpected({ text, at }: Reader): SyntaxError {
  const what = at < text.length ? `an unexpected ${JSON.stringify(text[at])}` : 'an unexpected end';
  return new SyntaxError(`JSON has ${what} at position ${at}`);
}
