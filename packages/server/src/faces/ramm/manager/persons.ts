import { id, integer, optional, text } from '../fields.ts';
import { is, someHold } from '../search/conditions.ts';
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

type Wanted = Readonly<
  Partial<Record<'Value' | 'Login' | 'FirstName' | 'LastName' | 'Mobile' | 'Comment', string | undefined>>
> & { readonly ID?: number | undefined };

/** Whether a person is searched for; states are for the caller. `texts`: where `Value` is looked for besides. */
export function fitsPerson(person: Person, wanted: Wanted, texts: readonly string[] = []): boolean {
  const { id: own, login, firstName, lastName, mobile, comment } = person;
  return (
    is(own, wanted.ID) &&
    someHold([login], wanted.Login) &&
    someHold([firstName], wanted.FirstName) &&
    someHold([lastName], wanted.LastName) &&
    someHold([mobile], wanted.Mobile) &&
    someHold([comment], wanted.Comment) &&
    someHold([login, firstName, lastName, mobile, comment, ...texts], wanted.Value)
  );
}

/** A tag is kept as text; undefined when it is empty. */
export function tagNumber(tag: string): ExactNumber | undefined {
  return tag === '' ? undefined : new ExactNumber(tag.replace(/^(-?)0+(?=\d)/, '$1'));
}
