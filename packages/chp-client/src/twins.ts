/** The same methods under names that begin with a small letter. */
export type Twins<T> = {
  [Name in keyof T as Name extends string ? TwinOf<Name> : never]: T[Name];
};

/** Only names that begin with a capital letter have a twin. */
type TwinOf<Name extends string> = Uncapitalize<Name> extends Name ? never : Uncapitalize<Name>;

/** `get_bars` as `getBars`. */
export type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/**
 * Adds a member per pair of names to a prototype: it calls or reads the one it is the twin of, so that a subclass that
 * overrides one has overridden both.
 */
export function addTwins(prototype: object, names: Iterable<readonly [name: string, twin: string]>): void {
  for (const [name, twin] of names) {
    Object.defineProperty(prototype, twin, { ...twinOf(prototype, name, twin), configurable: true });
  }
}

function twinOf(prototype: object, name: string, twin: string): PropertyDescriptor {
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  if (get === undefined) return { value: methodTwin(name, twin), writable: true };
  const twins: PropertyDescriptor = {
    get(this: Members) {
      return this[name];
    },
  };
  if (set !== undefined) {
    twins.set = function (this: Members, value: unknown) {
      this[name] = value;
    };
  }
  return twins;
}

type Members = Record<string, unknown>;

function methodTwin(name: string, twin: string): unknown {
  const named = {
    [twin](this: Members, ...given: unknown[]) {
      return (this as Record<string, (...given: unknown[]) => unknown>)[name]?.(...given);
    },
  };
  return named[twin];
}

/** The names of a prototype's methods and properties that begin with a capital letter, each with its twin. */
export function capitalPairs(prototype: object): (readonly [string, string])[] {
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => /^[A-Z]/.test(name))
    .map((name) => [name, `${name[0]?.toLowerCase()}${name.slice(1)}`] as const);
}
