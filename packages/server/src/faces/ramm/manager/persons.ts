import { id, integer, optional, text } from '../fields.ts';
import { ExactNumber } from '../wire/json.ts';

/** What managers and clients of a company are searched by. */
export const PERSON_FILTER = {
  Value: optional(text()),
  ID: optional(id()),
  Login: optional(text()),
  FirstName: optional(text()),
  LastName: optional(text()),
  Mobile: optional(text()),
  Comment: optional(text()),
  Status: optional(integer({ most: 4 })),
};

interface Person {
  readonly id: number;
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobile: string;
  readonly comment: string;
}

const TEXTS = {
  Login: ({ login }: Person) => login,
  FirstName: ({ firstName }: Person) => firstName,
  LastName: ({ lastName }: Person) => lastName,
  Mobile: ({ mobile }: Person) => mobile,
  Comment: ({ comment }: Person) => comment,
};

type Wanted = Readonly<Partial<Record<'Value' | keyof typeof TEXTS, string | undefined>>> & {
  readonly ID?: number | undefined;
};

/** The persons who are searched for; states are for the caller. `more`: where `Value` is looked for besides. */
export function personsThatFit<P extends Person>(
  persons: readonly P[],
  wanted: Wanted,
  ...more: ((person: P) => string)[]
): readonly P[] {
  let found = wanted.ID === undefined ? persons : persons.filter(({ id: own }) => own === wanted.ID);
  for (const [name, textOf] of Object.entries(TEXTS)) {
    const part = wanted[name as keyof typeof TEXTS]?.toLowerCase();
    if (part !== undefined) found = found.filter((person) => textOf(person).toLowerCase().includes(part));
  }
  const value = wanted.Value?.toLowerCase();
  if (value === undefined) return found;
  const texts = [...Object.values(TEXTS), ...more];
  return found.filter((person) => texts.some((textOf) => textOf(person).toLowerCase().includes(value)));
}

/** A tag is kept as text; undefined when it is empty. */
export function tagNumber(tag: string): ExactNumber | undefined {
  return tag === '' ? undefined : new ExactNumber(tag.replace(/^(-?)0+(?=\d)/, '$1'));
}
