import { expect } from 'vitest';

/**
 * The shape of an answer, as the documents' samples have it: `n` number, `i` whole number, `s` text, `b` boolean, `dt`
 * moment; with `?` behind it, or behind its name, it may be left out. A list holds the shape of its items.
 */
export type Shape = string | readonly [Shape] | { readonly [key: string]: Shape };

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/;

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: (value) => typeof value === 'number',
  i: (value) => Number.isSafeInteger(value),
  s: (value) => typeof value === 'string',
  b: (value) => typeof value === 'boolean',
  dt: (value) => typeof value === 'string' && MOMENT.test(value),
};

/** Fails unless the value has exactly this shape; lists must hold something, so that their items are seen. */
export function expectShape(value: unknown, shape: Shape, path = 'answer'): void {
  if (typeof shape === 'string') {
    const kind = shape.replace('?', '');
    expect([path, value, kind, KINDS[kind]?.(value)]).toEqual([path, value, kind, true]);
    return;
  }
  if (isList(shape)) {
    expect([path, Array.isArray(value) && value.length > 0]).toEqual([path, true]);
    for (const [index, each] of (value as unknown[]).entries()) expectShape(each, shape[0], `${path}[${index}]`);
    return;
  }
  expect([path, typeof value]).toEqual([path, 'object']);
  const given = value as Record<string, unknown>;
  const known = new Map(Object.entries(shape).map(([key, each]) => [key.replace(/\?$/, ''), each]));
  const required = Object.entries(shape).filter(([key, each]) => !key.endsWith('?') && !isOptional(each));
  expect([path, required.map(([key]) => key).filter((key) => !(key in given))]).toEqual([path, []]);
  expect([path, Object.keys(given).filter((key) => !known.has(key))]).toEqual([path, []]);
  for (const [key, each] of Object.entries(given)) expectShape(each, known.get(key) as Shape, `${path}.${key}`);
}

/** An object's shape in one text: `ID:i Name:s DTClosed:dt?`. */
export function shapeOf(text: string): { readonly [key: string]: Shape } {
  const members = text.trim().split(/\s+/);
  return Object.fromEntries(members.map((member) => member.split(':') as [string, string]));
}

function isOptional(shape: Shape): boolean {
  return typeof shape === 'string' && shape.endsWith('?');
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** The answer of a search: its three sections and the rows. */
export function searchShape(entities: string, row: Shape, filter: Shape = {}): Shape {
  return {
    Filter: filter,
    OrderBy: { Field: 's', Direction: 's' },
    Pagination: { TotalRecords: 'i', TotalPages: 'i', CurrentPage: 'i', PerPage: 'i', MaxPerPage: 'i' },
    [entities]: [row],
  };
}
