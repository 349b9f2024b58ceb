import { CallError } from '../errors.ts';
import { OPTIONAL_FIELDS, type Operation } from '../operations.ts';
import { type Json, list, NULL, object, text } from './json.ts';

/** One field as it came. Numbers keep the digits they were written with. */
interface Field {
  readonly kind: 'text' | 'number' | 'other';
  /** The text, the digits, or the JSON of anything else. */
  readonly value: string;
}

/** Other names of a field: what older clients and the documentation call it (`chp.md` 5, 9). */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = { from: ['since'], since: ['from'], token: ['key'] };

const NUMBERS_OR_TEXTS = /"[^"\\]*(?:\\.[^"\\]*)*"|(-?\d[\d.eE+-]*)/g;

/** The body of one call: a JSON object with keys in any letter case. Keys that nobody asks for are ignored. */
export class ChpRequest {
  readonly #fields = new Map<string, Field>();

  /** Throws CallError unless the body is a JSON object. */
  static read(body: unknown): ChpRequest {
    const request = new ChpRequest();
    const given = typeof body === 'string' ? parsed(body) : undefined;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new CallError('badRequest');
    const entries = Object.entries(given);
    const digits = entries.some(([, value]) => typeof value === 'number') ? numbersAsWritten(body as string) : {};
    for (const [key, value] of entries) {
      if (value === null) continue;
      request.#fields.set(key.toLowerCase(), fieldOf(value, digits[key]));
    }
    return request;
  }

  static readonly EMPTY = new ChpRequest();

  /** Throws CallError at the first field of the operation that is missing. */
  demand(operation: Operation): void {
    for (const name of operation.fields) {
      if (OPTIONAL_FIELDS[name] === undefined && this.#find(name) === undefined)
        throw new CallError('badRequest', `Нет поля ${name}.`);
    }
  }

  /** A text; a number counts as its digits. Throws CallError. */
  text(name: string): string {
    const field = this.#find(name);
    if (field === undefined) throw new CallError('badRequest', `Нет поля ${name}.`);
    if (field.kind === 'other') throw wrong(name, 'нужна строка');
    return field.value;
  }

  /** The digits of a number, also one that was sent as text. Throws CallError. */
  digits(name: string): string {
    const digits = this.text(name).trim();
    if (!/^-?\d[\d.eE+-]*$/.test(digits)) throw wrong(name, 'нужно число');
    return digits;
  }

  /** A whole number from `min` to `max`; 10.0 is whole. Throws CallError. */
  integer(name: string, min: number, max: number): number {
    const whole = /^(-?\d{1,15})(?:\.0*)?$/.exec(this.digits(name))?.[1];
    const value = whole === undefined ? Number.NaN : Number(whole);
    if (!(value >= min && value <= max)) throw wrong(name, `нужно целое число от ${min} до ${max}`);
    return value === 0 ? 0 : value;
  }

  /** An optional whole number, the echo's default when it was not sent. Throws CallError. */
  optionalInteger(name: string): Json {
    if (this.#find(name) === undefined) return (OPTIONAL_FIELDS[name] ?? NULL) as Json;
    return String(this.integer(name, -2_147_483_648, 2_147_483_647)) as Json;
  }

  /** The request as `dataParam` repeats it: the operation's fields, missing ones null, optional ones as defaulted. */
  echo(operation: Operation): Json {
    const fields: Record<string, Json> = {};
    for (const name of operation.fields) fields[name] = this.#echoed(name);
    return list([object(fields)]);
  }

  #echoed(name: string): Json {
    const field = this.#find(name);
    if (field === undefined) return (OPTIONAL_FIELDS[name] ?? NULL) as Json;
    return field.kind === 'text' ? text(field.value) : (field.value as Json);
  }

  #find(name: string): Field | undefined {
    const field = this.#fields.get(name);
    if (field !== undefined) return field;
    for (const other of OTHER_NAMES[name] ?? []) {
      const known = this.#fields.get(other);
      if (known !== undefined) return known;
    }
    return undefined;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The same object with every number as the text of its digits: a parser would make floats of them. */
function numbersAsWritten(body: string): Record<string, unknown> {
  const quoted = body.replace(NUMBERS_OR_TEXTS, (whole, digits?: string) =>
    digits === undefined ? whole : `"${digits}"`,
  );
  return JSON.parse(quoted) as Record<string, unknown>;
}

function fieldOf(value: unknown, digits: unknown): Field {
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'number') return { kind: 'number', value: digits as string };
  return { kind: 'other', value: JSON.stringify(value) };
}

function wrong(name: string, why: string): CallError {
  return new CallError('badParameters', `Поле ${name}: ${why}.`);
}
