import type { Money } from '../numbers/index.ts';
import { readTable, TableWriter } from './integer-table.ts';

/**
 * The compact, versioned form of events in the journal. An event is one JSON array: `[code, version, field, …]` with the
 * fields in declared order; long lists of integers stand in it as tables (`integer-table.ts`). Codes are never reused, fields
 * of a released version never change: a changed event gets the next version and an upcaster from each older one, so every
 * journal ever written loads.
 */

/** What every event carries. `at` is market time in ms UTC; it is journaled once per turn. */
export interface CoreEvent {
  readonly type: string;
  readonly at: number;
}

/**
 * How one field is written: safe integer, exact money, text or nothing, a flag, a plain JSON value, or a list of safe integers
 * in rows of so many (`integer-table.ts`), for events that tell of accounts by the hundred.
 */
export type FieldKind = 'integer' | 'money' | 'text' | 'optionalText' | 'flag' | 'json' | TableKind;

export interface TableKind {
  readonly tableOf: number;
}

/** The fields of an event type in the order in which they are written. */
export type Fields<E extends CoreEvent> = readonly (readonly [Exclude<keyof E, 'type' | 'at'> & string, FieldKind])[];

/** Turns the field values of an older version (by name) into those of the current one. */
export type Upcaster = (fields: Record<string, unknown>) => Record<string, unknown>;

export interface EventDefinition {
  readonly type: string;
  readonly code: number;
  readonly version: number;
  readonly fields: readonly (readonly [string, FieldKind])[];
  /** Field lists and upcasters of versions before the current one. */
  readonly older: Readonly<Record<number, { fields: readonly (readonly [string, FieldKind])[]; upcast: Upcaster }>>;
}

export function defineEvent<E extends CoreEvent>(
  type: E['type'],
  code: number,
  version: number,
  fields: Fields<E>,
  older: EventDefinition['older'] = {},
): EventDefinition {
  return { type, code, version, fields, older };
}

/** An unreadable journal body: what was wrong and where. */
export class EventFormatError extends Error {
  override name = 'EventFormatError';
}

/** Encodes and decodes the events of one turn. */
export class EventCodec {
  readonly #byType = new Map<string, EventDefinition>();
  readonly #byCode = new Map<number, EventDefinition>();
  readonly #tables = new TableWriter();

  constructor(definitions: readonly EventDefinition[]) {
    for (const definition of definitions) {
      if (this.#byType.has(definition.type)) throw new Error(`event type defined twice: ${definition.type}`);
      if (this.#byCode.has(definition.code)) throw new Error(`event code defined twice: ${definition.code}`);
      this.#byType.set(definition.type, definition);
      this.#byCode.set(definition.code, definition);
    }
  }

  /** The events of one turn as JSON text. */
  encode(events: readonly CoreEvent[]): string {
    let rows = '';
    for (const event of events) {
      const definition = this.#byType.get(event.type);
      if (definition === undefined) throw new EventFormatError(`event type without definition: ${event.type}`);
      const { code, version, fields } = definition;
      let row = `[${code},${version}`;
      for (let f = 0; f < fields.length; f++) {
        const [name, kind] = fields[f] as readonly [string, FieldKind];
        const value = (event as CoreEvent & Record<string, unknown>)[name];
        row += `,${typeof kind === 'object' ? this.#table(kind, value, event, name) : written(kind, value, event.type, name)}`;
      }
      rows += rows === '' ? `${row}]` : `,${row}]`;
    }
    return `[${rows}]`;
  }

  #table({ tableOf }: TableKind, value: unknown, { type }: CoreEvent, name: string): string {
    if (!Array.isArray(value)) throw new EventFormatError(`${type}.${name} is not a table: ${String(value)}`);
    try {
      return `"${this.#tables.write(value as number[], tableOf)}"`;
    } catch (error) {
      throw new EventFormatError(`${type}.${name} is not a table: ${(error as RangeError).message}`);
    }
  }

  /** Reads one journal body back. Throws EventFormatError naming the damaged place; never returns half a turn. */
  decode(body: string, at: number): CoreEvent[] {
    let rows: unknown;
    try {
      rows = JSON.parse(body);
    } catch (error) {
      throw new EventFormatError(`body is not JSON: ${(error as Error).message}`);
    }
    if (!Array.isArray(rows)) throw new EventFormatError('body is not an array of events');
    return rows.map((row, index) => this.#decodeEvent(row, at, index));
  }

  #decodeEvent(row: unknown, at: number, index: number): CoreEvent {
    if (!Array.isArray(row)) throw new EventFormatError(`event ${index} is not an array`);
    const definition = this.#byCode.get(row[0] as number);
    if (definition === undefined) throw new EventFormatError(`event ${index} has unknown code ${String(row[0])}`);
    const version = row[1] as number;
    if (version === definition.version) return readFields(definition.fields, row, definition.type, at, index);
    const older = Number.isSafeInteger(version) ? definition.older[version] : undefined;
    if (older === undefined) {
      throw new EventFormatError(
        `event ${index} (${definition.type}) has version ${String(version)}, this program knows ${definition.version}`,
      );
    }
    const fields = readFields(older.fields, row, definition.type, at, index) as unknown as Record<string, unknown>;
    return { ...older.upcast(fields), type: definition.type, at } as CoreEvent;
  }
}

/** The JSON text that a field is written as. */
function written(kind: Exclude<FieldKind, TableKind>, value: unknown, type: string, name: string): string {
  switch (kind) {
    case 'integer':
      if (!Number.isSafeInteger(value))
        throw new EventFormatError(`${type}.${name} is not a safe integer: ${String(value)}`);
      return `${value}`;
    case 'money':
      if (typeof value !== 'bigint') throw new EventFormatError(`${type}.${name} is not money: ${String(value)}`);
      return `"${value}"`;
    case 'flag':
      if (typeof value !== 'boolean') throw new EventFormatError(`${type}.${name} is not a flag: ${String(value)}`);
      return value ? '1' : '0';
    case 'text':
      if (typeof value !== 'string') throw new EventFormatError(`${type}.${name} is not text: ${String(value)}`);
      return quoted(value);
    case 'optionalText':
      if (value === null) return 'null';
      if (typeof value !== 'string') throw new EventFormatError(`${type}.${name} is not text: ${String(value)}`);
      return quoted(value);
    case 'json':
      if (value === undefined) throw new EventFormatError(`${type}.${name} is missing`);
      // what JSON has no form for, like a function, stands as null in a list
      return JSON.stringify(value) ?? 'null';
  }
}

/** Printable ASCII without quotes and backslashes stands in JSON as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function readFields(
  fields: readonly (readonly [string, FieldKind])[],
  row: readonly unknown[],
  type: string,
  at: number,
  index: number,
): CoreEvent {
  if (row.length !== fields.length + 2) {
    throw new EventFormatError(`event ${index} (${type}) has ${row.length - 2} fields, expected ${fields.length}`);
  }
  const event: Record<string, unknown> = { type, at };
  for (let f = 0; f < fields.length; f++) {
    const [name, kind] = fields[f] as readonly [string, FieldKind];
    event[name] = readField(kind, row[f + 2], () => `event ${index} (${type}) field ${name}`);
  }
  return event as unknown as CoreEvent;
}

function readField(kind: FieldKind, value: unknown, place: () => string): unknown {
  if (typeof kind === 'object') return readTableField(kind, value, place);
  switch (kind) {
    case 'integer':
      if (!Number.isSafeInteger(value)) throw new EventFormatError(`${place()} is not a safe integer`);
      return value;
    case 'money':
      if (typeof value !== 'string' || !/^-?\d+$/.test(value)) throw new EventFormatError(`${place()} is not money`);
      return BigInt(value) as Money;
    case 'flag':
      if (value !== 0 && value !== 1) throw new EventFormatError(`${place()} is not a flag`);
      return value === 1;
    case 'text':
      if (typeof value !== 'string') throw new EventFormatError(`${place()} is not text`);
      return value;
    case 'optionalText':
      if (value !== null && typeof value !== 'string') throw new EventFormatError(`${place()} is not text`);
      return value;
    case 'json':
      return value;
  }
}

function readTableField({ tableOf }: TableKind, value: unknown, place: () => string): readonly number[] {
  if (typeof value !== 'string') throw new EventFormatError(`${place()} is not a table`);
  try {
    return readTable(value, tableOf);
  } catch (error) {
    throw new EventFormatError(`${place()} is not a table: ${(error as RangeError).message}`);
  }
}
