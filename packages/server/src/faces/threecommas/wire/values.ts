import { parse as parseJson } from 'lossless-json';
import qs from 'qs';
import { Fault, invalid } from '../errors.ts';
import { placeElements } from './repeated-elements.ts';

/** A parameter as it was sent. Numbers are their digits: nobody has made a float of them. */
export type Value = string | boolean | readonly Value[] | ValueMap;

/** Parameters by name. Without a prototype, so that no name means anything else. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** Deepest nesting of a parameter. */
export const MAX_DEPTH = 8;

/** Names and values of a request, all levels together. */
export const MAX_VALUES = 5_000;

/** Elements of one list in a query or form. */
const MAX_LIST = 1_000;

const BRACKETS = {
  depth: MAX_DEPTH,
  strictDepth: true,
  parameterLimit: MAX_VALUES,
  arrayLimit: MAX_LIST,
  throwOnLimitExceeded: true,
  plainObjects: true,
  duplicates: 'last',
} as const;

const NOTHING: ValueMap = Object.freeze(Object.create(null));

/** What a request carries besides its path. */
export interface Carried {
  /** As on the request line, without the question mark. */
  readonly query: string;
  readonly body: Buffer;
  readonly contentType: string | undefined;
}

/**
 * The parameters of a request: the query string's go before the body's (`threecommas.md` 1). Empty texts and nulls count as
 * not given. Throws Fault.
 */
export function readValues({ query, body, contentType }: Carried): ValueMap {
  const fromQuery = query === '' ? NOTHING : fromForm(query);
  if (body.length === 0) return fromQuery;
  return Object.assign(Object.create(null), fromBody(body.toString('utf8'), contentType ?? ''), fromQuery);
}

function fromBody(body: string, contentType: string): ValueMap {
  const type = contentType.toLowerCase();
  if (type.startsWith('multipart/')) throw new Fault('unsupportedMediaType');
  // no form begins like an object, whatever a tool says of it
  if (type.includes('json') || body.trimStart().startsWith('{')) return fromJson(body);
  return fromForm(body);
}

/** Names and values of which nothing is encoded and nothing stands in another: most forms are like that. */
const PLAIN_FORM = /^[\w.-]+=[\w.-]*(?:&[\w.-]+=[\w.-]*)*$/;

function fromForm(text: string): ValueMap {
  return PLAIN_FORM.test(text) ? fromPlainForm(text) : fromBrackets(text);
}

function fromPlainForm(text: string): ValueMap {
  const pairs = text.split('&', MAX_VALUES + 1);
  if (pairs.length > MAX_VALUES) throw tooLarge();
  const values: Record<string, Value> = Object.create(null);
  for (const pair of pairs) {
    const joint = pair.indexOf('=');
    const name = pair.slice(0, joint);
    // of several the last one counts, also when it is empty
    if (joint === pair.length - 1) delete values[name];
    else values[name] = pair.slice(joint + 1);
  }
  return values;
}

function fromBrackets(text: string): ValueMap {
  let parsed: unknown;
  try {
    parsed = qs.parse(placeElements(text), BRACKETS);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw tooLarge();
  }
  return given(parsed);
}

function tooLarge(): Fault {
  return invalid({ base: ['is too large or nested too deep'] });
}

function fromJson(text: string): ValueMap {
  if (text.trim() === '') return NOTHING;
  const parsed = jsonValue(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalid({ base: ['is invalid: the body must be a JSON object'] });
  return given(parsed);
}

/** A JSON text that stands as one value in a query or form; undefined when it is none. Throws Fault: too deep. */
export function valueOfJson(text: string): Value | undefined {
  try {
    return copied(jsonValue(text), 1, { left: MAX_VALUES });
  } catch (error) {
    if (error instanceof Fault && error.fault === 'recordInvalid') return undefined;
    throw error;
  }
}

function jsonValue(text: string): unknown {
  if (nestingOf(text) > MAX_DEPTH + 1) throw invalid({ base: ['is nested too deep'] });
  try {
    return parseJson(text, null, { parseNumber: (digits) => digits });
  } catch {
    throw invalid({ base: ['is invalid: the body is not JSON'] });
  }
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

function given(parsed: unknown): ValueMap {
  const budget = { left: MAX_VALUES };
  const values: Record<string, Value> = Object.create(null);
  for (const [name, value] of Object.entries(parsed as object)) {
    const known = copied(value, 1, budget);
    if (known !== undefined && known !== '') values[name] = known;
  }
  return values;
}

/** A bounded copy without prototypes; undefined for null. */
function copied(value: unknown, depth: number, budget: { left: number }): Value | undefined {
  if (--budget.left < 0 || depth > MAX_DEPTH) throw tooLarge();
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.flatMap((each) => copied(each, depth + 1, budget) ?? []);
  const map: Record<string, Value> = Object.create(null);
  for (const [name, each] of Object.entries(value)) {
    const known = copied(each, depth + 1, budget);
    if (known !== undefined) map[name] = known;
  }
  return map;
}
