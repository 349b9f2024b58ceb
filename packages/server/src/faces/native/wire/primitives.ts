import { type Static, type TNull, type TSchema, type TUnion, type TUnsafe, Type } from '@sinclair/typebox';
import { invalid } from '../errors.ts';

/** A money, price or quantity in natural units as decimal text, exact. */
export const DecimalText = Type.String({
  maxLength: 80,
  description: 'exact decimal number as text, in natural units: "100.01"',
  examples: ['100.01'],
});

/** A moment in UTC, always written with milliseconds. */
export const TimeText = Type.String({
  maxLength: 40,
  description: 'ISO 8601, UTC: 2026-11-20T09:00:00.000Z',
  examples: ['2026-11-20T09:00:00.000Z'],
});

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

export const KeyText = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'idempotency key: the same key of an account is carried out once',
});

export const PageLimit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 500, description: 'rows of a page, 100 unless told' }),
);
export const Cursor = Type.Optional(
  Type.String({ minLength: 1, maxLength: 200, description: '`next` of the page before' }),
);
/** Rows of a page when the caller does not say. */
export const DEFAULT_LIMIT = 100;

export const PageQuery = { limit: PageLimit, cursor: Cursor };
export const TimeRange = {
  from: Type.Optional(TimeText),
  to: Type.Optional(TimeText),
};

/** One of some words. */
export function oneOf<const T extends readonly string[]>(words: T, description?: string): TUnsafe<T[number]> {
  const options = description === undefined ? {} : { description };
  return Type.Unsafe<T[number]>(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      options,
    ),
  );
}

export function nullable<T extends TSchema>(schema: T): TUnion<[T, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** A page of a list. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()], { description: 'cursor of the next page, null on the last one' }),
  });
}

/** An object that takes no other fields. */
export function strict<T extends Record<string, TSchema>>(fields: T) {
  return Type.Object(fields, { additionalProperties: false });
}

export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String({ description: 'stable, for programs' }),
    message: Type.String({ description: 'a sentence for people' }),
    field: nullable(Type.String({ description: 'the part of the request that is wrong' })),
    requestId: Type.String(),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds UTC of ISO 8601 text with a zone. Throws ApiError naming the field. */
export function timeFromText(field: string, text: string): number {
  const time = TIME.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw invalid(field, `${field}: must be ISO 8601 with a zone, such as 2026-11-20T09:00:00.000Z`);
  return time;
}

function isDay(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight) && timeToText(midnight).startsWith(date);
}

export function optionalTime(field: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : timeFromText(field, text);
}

export function timeToText(time: number): string {
  return new Date(time).toISOString();
}

/** Text of a moment, null for 0: never or not yet. */
export function momentToText(time: number): string | null {
  return time === 0 ? null : timeToText(time);
}
