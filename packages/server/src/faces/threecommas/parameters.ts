import { type Decimal, decimals, parseDecimal } from '@outcry/core';
import { type ErrorAttributes, invalid } from './errors.ts';
import { type Value, type ValueMap, valueOfJson } from './wire/values.ts';

/** What is wrong with a value, or with members of it, in the words of the API (`threecommas.md` 5). */
export class Problem {
  /** By the path below the value: `[units][value]`, empty for the value itself. */
  readonly messages: ReadonlyMap<string, string>;

  constructor(what: string | ReadonlyMap<string, string>) {
    this.messages = typeof what === 'string' ? new Map([['', what]]) : what;
  }
}

/** A parameter of a method: how it is read. `absent` is what it is when it was not given; undefined: it must be. */
export interface Parameter<T> {
  /** For the documentation. */
  readonly type: string;
  readonly values: string;
  readonly required: boolean;
  readonly absent: T | undefined;
  /** What stands below it. */
  readonly members?: readonly NamedParameter[];
  readonly read: (value: Value) => T | Problem;
}

/** A parameter by its whole name, or by the path from the one that it belongs to on: `[units][value]`. */
export interface NamedParameter {
  readonly name: string;
  /** Whether it is needed where it stands. */
  readonly required: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: parameters of all types stand in one table
export type Parameters = Readonly<Record<string, Parameter<any>>>;

/** What the parameters of a method were given as. */
export type Given<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/** Reads all parameters. Throws Fault that names each one that is missing or wrong. */
export function readParameters<P extends Parameters>(parameters: P, values: ValueMap): Given<P> {
  const given: Record<string, unknown> = {};
  let problems: Record<string, string[]> | undefined;
  for (const name in parameters) {
    const parameter = parameters[name] as Parameters[string];
    const value = values[name];
    if (value === undefined && !parameter.required) {
      given[name] = parameter.absent;
      continue;
    }
    const read = value === undefined ? new Problem('is missing') : parameter.read(value);
    if (!(read instanceof Problem)) given[name] = read;
    else {
      problems ??= {};
      for (const [path, message] of read.messages) problems[name + path] = [message];
    }
  }
  if (problems !== undefined) throw invalid(problems satisfies ErrorAttributes);
  return given as Given<P>;
}

/** The parameter may be left out; it is undefined then. */
export function optional<T>(parameter: Parameter<T>): Parameter<T | undefined> {
  return { ...parameter, required: false, absent: undefined };
}

/** The parameter may be left out; it has this value then. */
export function withDefault<T>(parameter: Parameter<T>, absent: T): Parameter<T> {
  return { ...parameter, required: false, absent };
}

function required<T>(
  type: string,
  values: string,
  read: (value: Value) => T | Problem,
  members: readonly NamedParameter[] = [],
): Parameter<T> {
  return { type, values, required: true, absent: undefined, members, read };
}

/** A parameter under a name: itself, or what stands below it. */
function named(name: string, { required, members = [] }: Parameter<unknown>): readonly NamedParameter[] {
  if (members.length === 0) return [{ name, required }];
  return members.map((member) => ({ ...member, name: name + member.name }));
}

/** Every name that a method knows. */
export function allNames(parameters: Parameters): readonly NamedParameter[] {
  return Object.entries(parameters).flatMap(([name, parameter]) => named(name, parameter));
}

const INVALID = new Problem('is invalid');

export function text({ min = 0, max = 200 }: { min?: number; max?: number } = {}): Parameter<string> {
  return required('string', '', (value) => {
    if (typeof value !== 'string') return INVALID;
    if (value.length < min) return new Problem(`is too short (minimum is ${min} characters)`);
    return value.length > max ? new Problem(`is too long (maximum is ${max} characters)`) : value;
  });
}

/** One of some words. */
export function oneOf<const T extends string>(words: readonly T[]): Parameter<T> {
  return required('string', words.join(', '), (value) => {
    const word = words.find((known) => known === value);
    return word ?? new Problem('does not have a valid value');
  });
}

const WHOLE = /^[+-]?\d{1,15}(?:\.0*)?$/;

/** A whole number; above `most` it is an error, or that with `clamp`. */
export function integer({
  least = 0,
  most = 2_147_483_647,
  clamp = false,
}: {
  least?: number;
  most?: number;
  clamp?: boolean;
} = {}): Parameter<number> {
  return required('integer', `${least}…${most}`, (value) => {
    if (typeof value !== 'string' || !WHOLE.test(value)) return INVALID;
    const number = Number(value);
    if (number < least) return new Problem(`must be greater than or equal to ${least}`);
    if (number <= most) return number;
    return clamp ? most : new Problem(`must be less than or equal to ${most}`);
  });
}

/** An exact decimal number within bounds, given as decimal text; `above` excludes its bound. */
export function number({
  above,
  least,
  most,
}: {
  above?: string;
  least?: string;
  most?: string;
} = {}): Parameter<Decimal> {
  const bound = (text: string | undefined): Decimal | null => (text === undefined ? null : parseDecimal(text));
  const [lowest, floor, ceiling] = [bound(above), bound(least), bound(most)];
  return required('number', rangeText({ above, least, most }), (value) => {
    const decimal = typeof value === 'string' ? parseDecimal(value) : null;
    if (decimal === null) return INVALID;
    if (lowest !== null && decimals.compare(decimal, lowest) <= 0) return new Problem(`must be greater than ${above}`);
    if (floor !== null && decimals.compare(decimal, floor) < 0)
      return new Problem(`must be greater than or equal to ${least}`);
    if (ceiling !== null && decimals.compare(decimal, ceiling) > 0)
      return new Problem(`must be less than or equal to ${most}`);
    return decimal;
  });
}

function rangeText(range: {
  above?: string | undefined;
  least?: string | undefined;
  most?: string | undefined;
}): string {
  const { above, least, most } = range;
  const low = above === undefined ? least : `> ${above}`;
  return [low, most].some((bound) => bound !== undefined) ? `${low ?? ''}…${most ?? ''}` : '';
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };

/** In any letter case: Python prints True. */
export function flag(): Parameter<boolean> {
  return required('boolean', 'true, false', (value) => {
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'string' ? value.toLowerCase() : '';
    return Object.hasOwn(FLAGS, word) ? (FLAGS[word] as boolean) : INVALID;
  });
}

/** A list; one bare value is a list of one, and a JSON text is what it says. */
export function list<T>(item: Parameter<T>, { most = 1_000 }: { most?: number } = {}): Parameter<readonly T[]> {
  return required(
    'array',
    item.values,
    (value) => {
      const values = listOf(value);
      if (values.length > most) return new Problem(`is too long (maximum is ${most})`);
      const items: T[] = [];
      const problems = new Map<string, string>();
      for (const [place, each] of values.entries()) {
        const read = item.read(each);
        if (!(read instanceof Problem)) items.push(read);
        // what is wrong with a plain item is told of the list
        else for (const [path, message] of read.messages) problems.set(path === '' ? '' : `[${place}]${path}`, message);
      }
      return problems.size > 0 ? new Problem(problems) : items;
    },
    item.members?.length ? named('[]', item) : [],
  );
}

function listOf(value: Value): readonly Value[] {
  const known = typeof value === 'string' && value.startsWith('[') ? (valueOfJson(value) ?? value) : value;
  return Array.isArray(known) ? known : [known as Value];
}

/** An object with members of its own; a JSON text is what it says. Names that are not asked for are ignored. */
export function group<P extends Parameters>(members: P): Parameter<Given<P>> {
  return required(
    'object',
    Object.keys(members).join(', '),
    (value) => {
      const known = typeof value === 'string' && value.startsWith('{') ? valueOfJson(value) : value;
      if (typeof known !== 'object' || Array.isArray(known)) return INVALID;
      const given: Record<string, unknown> = {};
      const problems = new Map<string, string>();
      for (const [name, member] of Object.entries(members)) {
        const sent = (known as ValueMap)[name];
        const each = sent === '' ? undefined : sent;
        const read =
          each === undefined ? (member.required ? new Problem('is missing') : member.absent) : member.read(each);
        if (!(read instanceof Problem)) given[name] = read;
        else for (const [path, message] of read.messages) problems.set(`[${name}]${path}`, message);
      }
      return problems.size > 0 ? new Problem(problems) : (given as Given<P>);
    },
    Object.entries(members).flatMap(([name, member]) => named(`[${name}]`, member)),
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** A moment as ms UTC: unix seconds, a day, or ISO 8601; UTC unless it names a zone. */
export function moment(): Parameter<number> {
  return required('time', 'unix seconds, 2018-09-13 or ISO 8601', (value) => {
    if (typeof value !== 'string') return INVALID;
    if (/^\d{1,11}$/.test(value)) return Number(value) * 1_000;
    if (!DAY.test(value) && !ISO.test(value)) return INVALID;
    const zoned = DAY.test(value) || /(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`;
    const time = Date.parse(zoned.replace(' ', 'T'));
    return Number.isNaN(time) ? INVALID : time;
  });
}
