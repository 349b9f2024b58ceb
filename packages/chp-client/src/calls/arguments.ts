import type { CallOptions } from '../transport/sender.ts';

/** What a method was given, one after another or by name. */
export type Given = readonly unknown[];

export interface Arguments {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
}

/**
 * Reads the arguments of a method whose parameters stand in `parameters` (a `?` behind a name: may be left out). They
 * come one after another or as one object of names; call options follow. Values are not looked at. Throws TypeError
 * for a missing, unknown or superfluous argument.
 */
export function readArguments(method: string, parameters: readonly string[], given: Given): Arguments {
  const { fields, rest } = (isNamed(parameters, given[0]) ? byName : byPlace)(method, parameters, given);
  const [options, ...more] = rest;
  if (more.length > 0) throw new TypeError(`${method} has too many arguments; it takes ${listed(parameters)}`);
  if (options !== undefined && !isPlain(options)) {
    throw new TypeError(`${method}: the last argument is an object of options (signal, timeoutMs)`);
  }
  const missing = parameters.find((parameter) => !parameter.endsWith('?') && fields[parameter] === undefined);
  if (missing !== undefined) throw new TypeError(`${method}: ${missing} is missing; it takes ${listed(parameters)}`);
  return { fields, options: options ?? {} };
}

interface Split {
  readonly fields: Record<string, unknown>;
  /** What follows the arguments. */
  readonly rest: Given;
}

/** Where every argument may be left out, an object of other names is the call options. */
function isNamed(parameters: readonly string[], first: unknown): boolean {
  if (!isPlain(first)) return false;
  return parameters.some((parameter) => !parameter.endsWith('?') || Object.hasOwn(first, plainName(parameter)));
}

function byName(method: string, parameters: readonly string[], [named, ...rest]: Given): Split {
  const fields = { ...(named as Record<string, unknown>) };
  const names = parameters.map(plainName);
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown === undefined) return { fields, rest };
  throw new TypeError(`${method} has no argument ${unknown}; it takes ${listed(parameters)}`);
}

/** An optional argument may be skipped: an object in its place is the call options. */
function byPlace(method: string, parameters: readonly string[], given: Given): Split {
  const fields: Record<string, unknown> = {};
  for (const [index, parameter] of parameters.entries()) {
    const value = given[index];
    if (isPlain(value)) {
      if (parameter.endsWith('?')) return { fields, rest: given.slice(index) };
      throw new TypeError(`${method}: ${parameter} is an object; it takes ${listed(parameters)}`);
    }
    fields[plainName(parameter)] = value;
  }
  return { fields, rest: given.slice(parameters.length) };
}

function plainName(parameter: string): string {
  return parameter.replace('?', '');
}

function listed(parameters: readonly string[]): string {
  return parameters.map((parameter) => (parameter.endsWith('?') ? `[${plainName(parameter)}]` : parameter)).join(', ');
}

/** An object that is neither a list nor any other iterable. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value);
}
