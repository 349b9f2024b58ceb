import {
  Core,
  type CoreEvent,
  type CoreSnapshot,
  type Instrument,
  moneyToText,
  priceToText,
  quantityToText,
} from '@outcry/core';
import type { JournalRow, Snapshot } from '../journal/index.ts';
import { printable } from './output.ts';

/** A turn of the journal, decoded. */
export interface ReadTurn {
  readonly seq: number;
  readonly at: number;
  readonly events: readonly CoreEvent[];
}

const PRICES: ReadonlySet<string> = new Set(['price', 'stopPrice', 'limit', 'mark', 'level']);
const QUANTITIES: ReadonlySet<string> = new Set(['quantity', 'positionQuantity']);
/** Amounts of money, and the field that names their asset; other amounts are left to `--json`. */
const MONEY: Readonly<Record<string, string>> = {
  amount: 'asset',
  cash: 'cashAsset',
  result: 'cashAsset',
  fee: 'feeAsset',
};
const ASSETS: ReadonlySet<string> = new Set([...Object.values(MONEY), 'currency']);
/** Longest text shown of a field that holds a whole object. */
const OBJECT_LENGTH = 60;

/**
 * Reads turns and tells their events in people's words: symbols for ids, natural units for steps. Names are learnt from
 * the turns that list assets and instruments, or from a snapshot; an id that was listed elsewhere stays a number.
 */
export class EventReader {
  readonly #core: Core;
  /** The last turn that the names are of. */
  #known: number;

  constructor(from: Snapshot | null = null) {
    this.#core = from === null ? new Core() : restored(from);
    this.#known = from?.seq ?? 0;
  }

  /** Decodes a row. Throws EventFormatError. */
  read({ seq, at, body }: JournalRow): ReadTurn {
    const events = Core.codec.decode(body, at);
    if (seq > this.#known) {
      for (const event of events) if (event.type.startsWith('instruments.')) this.#core.apply(event);
      this.#known = seq;
    }
    return { seq, at, events };
  }

  /** A line for each event: sequence, time, type and main fields. */
  lines({ seq, at, events }: ReadTurn): string[] {
    const time = new Date(at).toISOString();
    return events.map((event) => printable(`${seq}  ${time}  ${event.type}  ${this.#fields(event)}`.trimEnd()));
  }

  #fields(event: CoreEvent): string {
    const { type: _type, at: _at, ...fields } = event as CoreEvent & Record<string, unknown>;
    const instrument = this.#instrument(fields.instrument);
    const shown = Object.entries(fields).map(([name, value]) => {
      const text = this.#field(name, value, fields, instrument);
      return text === null ? '' : `${name}=${text}`;
    });
    return shown.filter((text) => text !== '').join(' ');
  }

  /** Null: not worth a place on the line. */
  #field(
    name: string,
    value: unknown,
    fields: Record<string, unknown>,
    instrument: Instrument | undefined,
  ): string | null {
    if (value === null || value === '') return null;
    if (typeof value === 'object') return objectText(value);
    if (typeof value === 'bigint') return this.#money(name, value, fields);
    if (typeof value !== 'number')
      return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : String(value);
    if (name === 'instrument' && instrument !== undefined) return instrument.symbol;
    if (ASSETS.has(name)) return this.#asset(value)?.code ?? String(value);
    if (PRICES.has(name)) return value === 0 ? null : natural(value, instrument, priceToText);
    if (QUANTITIES.has(name)) return natural(value, instrument, quantityToText);
    if (name === 'expiresAt') return value === 0 ? null : new Date(value).toISOString();
    return String(value);
  }

  #money(name: string, value: bigint, fields: Record<string, unknown>): string | null {
    const asset = this.#asset(fields[MONEY[name] ?? '']);
    return asset === undefined || value === 0n ? null : moneyToText(asset, value as never);
  }

  #instrument(id: unknown): Instrument | undefined {
    return typeof id === 'number' ? this.#core.state.instruments.instruments[id] : undefined;
  }

  #asset(id: unknown) {
    return typeof id === 'number' ? this.#core.state.instruments.assets[id] : undefined;
  }
}

/** A snapshot of another version is as good as none: it is only asked for names. */
function restored({ body }: Snapshot): Core {
  try {
    return Core.restore(JSON.parse(body) as CoreSnapshot);
  } catch {
    return new Core();
  }
}

/** Steps as text in natural units; sizes of short positions are negative. */
function natural(
  steps: number,
  instrument: Instrument | undefined,
  write: (instrument: Instrument, steps: never) => string,
): string {
  if (instrument === undefined) return `${steps} steps`;
  return steps < 0 ? `-${write(instrument, -steps as never)}` : write(instrument, steps as never);
}

function objectText(value: object): string {
  const name = (value as { symbol?: unknown }).symbol ?? (value as { code?: unknown }).code;
  if (typeof name === 'string') return name;
  const text = JSON.stringify(value);
  return text.length > OBJECT_LENGTH ? `${text.slice(0, OBJECT_LENGTH)}…` : text;
}

/** JSON of a turn: everything it holds, integers as they are stored, money as text. */
export function turnJson({ seq, at, events }: ReadTurn): string {
  return JSON.stringify(
    { seq, at: new Date(at).toISOString(), events: events.map(({ at: _at, ...event }) => event) },
    (_name, value) => (typeof value === 'bigint' ? value.toString() : value),
  );
}
