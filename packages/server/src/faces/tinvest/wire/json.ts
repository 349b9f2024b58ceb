import type { MessageType } from '../contract.ts';
import { type TInvestError, unreadable } from '../errors.ts';

type JsonObject = Record<string, unknown>;

/** Deepest nesting of a body. */
const MAX_DEPTH = 32;

/**
 * A request out of proto3 JSON: names in lowerCamelCase or snake_case, 64-bit numbers as text or number, enum values by name
 * or number, times in RFC 3339. Unknown fields are ignored. Throws TInvestError, naming the field.
 */
export function requestFromJson(type: MessageType, body: string): object {
  const given = camelKeys(parsed(body), 0);
  if (!isObject(given)) throw unreadable('the body must be a JSON object');
  const message = type.fromJSON(given) as JsonObject;
  checkRead(message, given, '');
  return message;
}

function parsed(body: string): unknown {
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch (error) {
    throw unreadable(`the body is not JSON: ${(error as Error).message}`);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function camelKeys(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw unreadable(`the body is nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) return value.map((each) => camelKeys(each, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      camelKeys(each, depth + 1),
    ]),
  );
}

/** The generated readers take anything for a value of the field's type; what was not one is found by comparing. */
function checkRead(read: unknown, given: unknown, path: string): void {
  if (given === undefined || given === null) return;
  if (typeof read === 'string') demand(typeof given === 'string', path, 'a text');
  else if (typeof read === 'boolean') demand(typeof given === 'boolean', path, 'true or false');
  else if (typeof read === 'number') checkNumber(read, given, path);
  else if (read instanceof Date) demand(typeof given === 'string' && isMoment(given), path, 'a time in RFC 3339');
  else if (Array.isArray(read)) checkList(read, given, path);
  else if (isObject(read)) {
    if (!isObject(given)) throw wrong(path, 'an object');
    for (const [key, value] of Object.entries(read)) {
      if (Object.hasOwn(given, key)) checkRead(value, given[key], path === '' ? key : `${path}.${key}`);
    }
  }
}

function checkList(read: readonly unknown[], given: unknown, path: string): void {
  if (!Array.isArray(given)) throw wrong(path, 'a list');
  for (const [at, value] of read.entries()) checkRead(value, given[at], `${path}[${at}]`);
}

const ENUM_NAME = /^[A-Z][A-Z0-9_]*$/;
const WHOLE = /^-?\d{1,19}$/;

/** No request of the contract's served methods has a number with a fraction. */
function checkNumber(read: number, given: unknown, path: string): void {
  if (typeof given === 'string' && ENUM_NAME.test(given)) demand(read >= 0, path, 'one of the names of this enum');
  else if (typeof given === 'string') demand(WHOLE.test(given) && Number.isSafeInteger(read), path, 'a whole number');
  else {
    demand(typeof given === 'number', path, 'a number');
    demand(Number.isSafeInteger(read), path, 'a whole number');
  }
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function isMoment(text: string): boolean {
  return MOMENT.test(text) && !Number.isNaN(Date.parse(text));
}

function demand(holds: boolean, path: string, what: string): void {
  if (!holds) throw wrong(path, what);
}

function wrong(path: string, what: string): TInvestError {
  return unreadable(`${path === '' ? 'the body' : path} must be ${what}`);
}

/** Names of 64-bit fields (`tinvest.md` 4): their numbers are written as text. */
const INT64: ReadonlySet<string> = new Set([
  'units',
  'quantity',
  'quantityDone',
  'quantityRest',
  'balance',
  'blocked',
  'volume',
  'volumeBuy',
  'volumeSell',
  'lotsRequested',
  'lotsExecuted',
  'lotsLeft',
  'lotsCancelled',
  'buyMaxLots',
  'buyMaxMarketLots',
  'sellMaxLots',
  'openInterest',
  'couponNumber',
  'issueSize',
  'issueSizePlan',
  'timeInPosition',
  'exchangeBlocked',
  'tradeId',
]);

/** An answer as proto3 JSON: 64-bit numbers as text, enum values by name, no fraction of a second where there is none. */
export function answerToJson(type: MessageType, answer: object): unknown {
  return written(type.toJSON(type.fromPartial(answer)));
}

const WHOLE_SECOND = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.000Z$/;

function written(value: unknown, key = ''): unknown {
  if (typeof value === 'number') return INT64.has(key) ? String(value) : value;
  if (typeof value === 'string') return value.replace(WHOLE_SECOND, '$1Z');
  if (Array.isArray(value)) return value.map((each) => written(each, key));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, written(each, name)]));
}

/** The same with names as the contract spells them: in snake_case. */
export function protoNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(protoNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      protoNames(each),
    ]),
  );
}
