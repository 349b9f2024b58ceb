import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler, type ValueError, ValueErrorType } from '@sinclair/typebox/compiler';
import { type ApiError, invalid } from './errors.ts';

/** Longest piece of a wrong value that an error repeats. */
const MAX_SHOWN = 40;

export type Validated = { readonly value: unknown } | { readonly error: ApiError };

/**
 * Compiles a schema into a check that names the first wrong field. Nothing is coerced in bodies: a number where a text
 * belongs is refused. `text`: the values come from the URL, so integers and flags are read from their digits.
 */
export function compileCheck(schema: TSchema, text: boolean): (value: unknown) => Validated {
  const check = TypeCompiler.Compile(schema);
  return (given) => {
    if (!text && (given === undefined || given === null)) return { error: invalid(null, 'send a JSON object as body') };
    const value = text ? readTexts(schema, given as Record<string, unknown>) : given;
    if (check.Check(value)) return { value };
    const error = check.Errors(value).First();
    return { error: error === undefined ? invalid(null, 'the request is not valid') : explain(error) };
  };
}

function readTexts(schema: TSchema, given: Record<string, unknown>): Record<string, unknown> {
  const fields = (schema.properties ?? {}) as Record<string, TSchema>;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readText(fields[name], value)]));
}

function readText(schema: TSchema | undefined, value: unknown): unknown {
  return schema?.type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

function explain(error: ValueError): ApiError {
  const field = error.path === '' ? null : error.path.slice(1).replaceAll('/', '.');
  return invalid(field, `${field ?? 'body'}: ${complaint(error, field ?? 'body')}`);
}

function complaint(error: ValueError, field: string): string {
  const { schema, value, type } = error;
  switch (type) {
    case ValueErrorType.ObjectRequiredProperty:
      return 'is missing';
    case ValueErrorType.ObjectAdditionalProperties:
      return 'there is no such field here; look for a misspelling';
    case ValueErrorType.String:
      return typeof value === 'number' ? `send "${field}" as a string` : 'must be a string';
    case ValueErrorType.StringMinLength:
      return `at least ${schema.minLength} characters`;
    case ValueErrorType.StringMaxLength:
      return `at most ${schema.maxLength} characters`;
    case ValueErrorType.Integer:
      return Array.isArray(value) ? 'give it once' : 'must be a whole number';
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.NumberMinimum:
      return `at least ${schema.minimum}`;
    case ValueErrorType.IntegerMaximum:
    case ValueErrorType.NumberMaximum:
      return `at most ${schema.maximum}`;
    case ValueErrorType.ObjectMinProperties:
      return 'name at least one field to change';
    case ValueErrorType.Union:
      return `${choices(schema)}, not ${shown(value)}`;
    default:
      return error.message.charAt(0).toLowerCase() + error.message.slice(1);
  }
}

/** What a union of literals allows, for people. */
function choices(schema: TSchema): string {
  const options = (schema.anyOf ?? []) as TSchema[];
  return `one of ${options.map((option) => String(option.const ?? `a ${option.type}`)).join(', ')}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
