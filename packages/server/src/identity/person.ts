import { type Password, passwordText } from './drawn-password.ts';
import { ALL_RIGHTS, type Right } from './rights.ts';

/** An `owner` may do everything, a `member` what the rights say. */
export type Role = 'owner' | 'member';

/** Somebody who can sign in. The id is the owner id of the core's accounts. */
export interface Person {
  readonly id: number;
  /** Lower case, unique. */
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly rights: ReadonlySet<Right>;
  /** Wall time, ms UTC. */
  readonly createdAt: number;
}

/** What is needed to let somebody in. `rights` count for members; an owner has all. */
export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly password: Password;
  readonly role: Role;
  readonly rights?: readonly Right[];
}

const LOGIN = /^[a-z0-9][a-z0-9._@+-]{0,63}$/;
const MAX_NAME = 100;
const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 256;

/** Who is calling, and what this call may do: rights of the person, for an API key only those it was given. */
export interface Caller {
  readonly person: Person;
  readonly rights: ReadonlySet<Right>;
  /** Hash of the secret it came with. */
  readonly secretHash: string;
  /** `session`: signed in with a password; `key`: an API key. */
  readonly by: 'session' | 'key';
}

export function rightsOf(person: Person): ReadonlySet<Right> {
  return person.role === 'owner' ? EVERY_RIGHT : person.rights;
}

const EVERY_RIGHT: ReadonlySet<Right> = new Set(ALL_RIGHTS);

/** The one spelling under which a login is known. */
export function normalLogin(login: string): string {
  return login.trim().toLowerCase();
}

/** Something about identity cannot be done; the message names the field and says what to do. */
export class IdentityError extends Error {
  override name = 'IdentityError';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Throws IdentityError at the first thing that is wrong with it. */
export function checkNewPerson(person: NewPerson): void {
  if (!LOGIN.test(normalLogin(person.login))) {
    throw new IdentityError(
      'login',
      'a login has 1 to 64 letters, digits or . _ @ + -, and begins with a letter or digit',
    );
  }
  if (person.name.length < 1 || person.name.length > MAX_NAME) {
    throw new IdentityError('name', `a name has 1 to ${MAX_NAME} characters`);
  }
  checkPassword(person.password);
}

/** Throws IdentityError when nobody should have this password. */
export function checkPassword(password: Password): void {
  const { length } = passwordText(password);
  if (length >= MIN_PASSWORD && length <= MAX_PASSWORD) return;
  throw new IdentityError('password', `a password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters`);
}
