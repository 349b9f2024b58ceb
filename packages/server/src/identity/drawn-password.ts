import { randomBytes } from 'node:crypto';

/** Random bytes of a drawn password: 144 bits. */
const BYTES = 18;

/**
 * A password that chance has drawn, not a person. Nobody can try out 144 random bits, so there is nothing to slow down: it
 * is stored as other secrets are, under its SHA-256. Made here alone, so that nothing that was chosen passes for it.
 */
export class DrawnPassword {
  /** 24 URL-safe characters. */
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static draw(): DrawnPassword {
    return new DrawnPassword(randomBytes(BYTES).toString('base64url'));
  }
}

/** A password as a person chose it, or as it was drawn. */
export type Password = string | DrawnPassword;

/** What is typed to sign in. */
export function passwordText(password: Password): string {
  return typeof password === 'string' ? password : password.text;
}
