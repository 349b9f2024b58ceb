import { parse as parseJson } from 'lossless-json';
import { Fault } from '../errors.ts';

/** A value of a body as it was sent. Numbers are their digits: nobody has made a float of them. */
export type Value = string | boolean | Digits | readonly Value[] | ValueMap;

/** Values by name, as they were spelt. Without a prototype, so that no name means anything else. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** A JSON number. */
export class Digits {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Largest body of any call, bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** Deepest nesting of a body. */
const MAX_DEPTH = 8;

/** Names and values of a body, all levels together. */
const MAX_VALUES = 50_000;

/** An object without members. */
export const NO_MEMBERS: ValueMap = Object.freeze(Object.create(null));

/**
 * The members of a body; none of an empty one. Nulls count as not given. Throws Fault: the body is no JSON object, too deep
 * or too large.
 */
export function readBody(body: Buffer | null): ValueMap {
  const text = body === null ? '' : decoded(body);
  if (text.trim() === '') return NO_MEMBERS;
  if (nestingOf(text) > MAX_DEPTH) throw Fault.invalid('body');
  let parsed: unknown;
  try {
    parsed = parseJson(text, null, { parseNumber: (digits) => new Digits(digits) });
  } catch {
    throw Fault.invalid('body');
  }
  // some languages print an object without members as a list
  if (Array.isArray(parsed) && parsed.length === 0) return NO_MEMBERS;
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || parsed instanceof Digits)
    throw Fault.invalid('body');
  return copiedMap(parsed, { left: MAX_VALUES });
}

/** Some tools of terminals put a byte-order mark before, and a zero byte behind. */
function decoded(body: Buffer): string {
  return body
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\0+$/, '');
}

/** How deep brackets of a JSON text stand in each other: known before a parser goes down there. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (quoted) {
      if (letter === '\\') i++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{' || letter === '[') deepest = Math.max(deepest, ++depth);
    else if (letter === '}' || letter === ']') depth--;
  }
  return deepest;
}

function copiedMap(value: object, budget: { left: number }): ValueMap {
  const map: Record<string, Value> = Object.create(null);
  for (const [name, each] of Object.entries(value)) {
    const known = copied(each, budget);
    if (known !== undefined) map[name] = known;
  }
  return map;
}

/** A bounded copy without prototypes; undefined for null. */
function copied(value: unknown, budget: { left: number }): Value | undefined {
  if (--budget.left < 0) throw Fault.invalid('body');
  if (typeof value === 'string' || typeof value === 'boolean' || value instanceof Digits) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.flatMap((each) => copied(each, budget) ?? []);
  return copiedMap(value, budget);
}
