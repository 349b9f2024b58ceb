const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const NOT_ASCII = /[\u007f-\uffff]/g;

/** Fields whose text is sent as a JSON number: an exact decimal never passes through a binary float. */
const EXACT_FIELDS: ReadonlySet<string> = new Set(['price', 'amount', 'stop', 'targetprice']);

/**
 * A request body: one JSON object in ASCII, other signs as `\uXXXX`. Fields that are undefined are left out. Throws
 * TypeError for what JSON cannot hold (NaN, Infinity, a function).
 */
export function writeBody(fields: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}: ${writeValue(name, value)}`);
  return `{${members.join(', ')}}`.replace(NOT_ASCII, asEscape);
}

function writeValue(name: string, value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${name} is ${value}, and JSON has no such number`);
  }
  if (typeof value === 'string' && EXACT_FIELDS.has(name) && DECIMAL.test(value)) return value;
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${name} is a ${typeof value}, which JSON cannot hold`);
  return text;
}

function asEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
