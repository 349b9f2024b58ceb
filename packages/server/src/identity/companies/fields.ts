import { IdentityError } from '../person.ts';

/** Longest texts of companies, managers and clients, in characters. */
export const MAX_TEXT = {
  name: 64,
  login: 64,
  email: 254,
  url: 500,
  mobile: 32,
  comment: 1_000,
  reference: 200,
} as const;

/** Throws IdentityError when the text is longer than its field may be, or holds control characters. */
export function checkText(field: string, text: string, most: number): void {
  if (text.length > most) throw new IdentityError(field, `at most ${most} characters`);
  if (/[\p{Cc}]/u.test(text.replace(/[\n\r\t]/g, ''))) throw new IdentityError(field, 'no control characters');
}

/** Throws IdentityError unless it is 1 to 64 visible characters. */
export function checkLogin(field: string, login: string): void {
  if (!/^[^\s\p{Cc}]{1,64}$/u.test(login)) throw new IdentityError(field, '1 to 64 characters without spaces');
}

/** Throws IdentityError unless it is empty or a number. */
export function checkTag(field: string, tag: string): void {
  if (!/^(?:-?\d{1,15}(?:\.\d{1,10})?)?$/.test(tag)) throw new IdentityError(field, 'a number, or nothing');
}

/** Checks the fields of a person that are present. Throws IdentityError that names the field. */
export function checkPersonal(fields: {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly mobile?: string;
  readonly comment?: string;
  readonly tag?: string;
}): void {
  const { firstName, lastName, mobile, comment, tag } = fields;
  if (firstName !== undefined) checkText('FirstName', firstName, MAX_TEXT.name);
  if (lastName !== undefined) checkText('LastName', lastName, MAX_TEXT.name);
  if (mobile !== undefined) checkText('Mobile', mobile, MAX_TEXT.mobile);
  if (comment !== undefined) checkText('Comment', comment, MAX_TEXT.comment);
  if (tag !== undefined) checkTag('Tag', tag);
}
