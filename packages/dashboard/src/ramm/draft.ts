import type { ComponentChildren } from 'preact';
import { typedDecimal } from '../decimal.ts';
import { fractionOf } from './percent.ts';

/** A field of a form; its name is the one the API knows it by. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  /** `percent` is sent as a fraction, `check` as true or false. */
  readonly kind?: 'text' | 'password' | 'number' | 'percent' | 'choice' | 'check';
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly suggestions?: readonly string[];
  readonly required?: boolean;
  readonly hint?: string;
  readonly unit?: string;
  readonly most?: number;
  /** What stands in it at first. A field that is left as it was is not sent when it changes something. */
  readonly initial?: string;
  /** What stands below it and goes with what is written. */
  readonly under?: (written: string) => ComponentChildren;
  /** What is wrong with a value as it would be sent, for a person; null: nothing. */
  readonly check?: (value: string) => string | null;
}

export type Draft = Readonly<Record<string, string>>;

export type Wrong = 'needValue' | 'needNumber';

export interface ReadDraft {
  readonly body: Readonly<Record<string, string | boolean>>;
  readonly wrong: Readonly<Record<string, Wrong>>;
  /** What a field's own check found. */
  readonly faults: Readonly<Record<string, string>>;
}

/** What the fields hold before anybody writes. */
export function firstDraft(fields: readonly FormField[]): Draft {
  return Object.fromEntries(fields.map(({ name, initial = '' }) => [name, initial]));
}

/**
 * What was written, as the API takes it, and what is wrong with it. Empty fields are left out; with `changesOnly` fields
 * that were not touched are, and emptied ones are sent empty.
 */
export function readDraft(fields: readonly FormField[], draft: Draft, changesOnly = false): ReadDraft {
  const body: Record<string, string | boolean> = {};
  const wrong: Record<string, Wrong> = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const { name, kind = 'text', required = false, initial = '', check } = field;
    const written = draft[name] ?? '';
    if (kind === 'check') {
      if (!changesOnly || written !== initial) body[name] = written === 'true';
      continue;
    }
    const text = kind === 'password' ? written : written.trim();
    if (text === '' && required) wrong[name] = 'needValue';
    else if (changesOnly ? text === initial : text === '') continue;
    else if (kind === 'number' || kind === 'percent') {
      const number = typedDecimal(text);
      const value = number === null ? null : kind === 'percent' ? fractionOf(number) : number;
      if (value === null) wrong[name] = 'needNumber';
      else body[name] = value;
    } else body[name] = text;
    const sent = body[name];
    const fault = typeof sent === 'string' ? (check?.(sent) ?? null) : null;
    if (fault !== null) faults[name] = fault;
  }
  return { body, wrong, faults };
}
