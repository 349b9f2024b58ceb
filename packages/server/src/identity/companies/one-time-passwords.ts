import { randomBytes } from 'node:crypto';
import type { StatementRun } from '../../journal/journal.ts';
import { hashSecret } from '../secrets.ts';

/** A one-time password opens nothing any more after this long (ms). */
export const OTP_MS = 5 * 60_000;

/** One-time passwords a client may have at a time; a further one ends the oldest. */
const MAX_PER_CLIENT = 10;

const OTP = /^[0-9a-f]{32}$/;

/** A one-time password as it is kept. */
export interface StoredOtp {
  readonly hash: string;
  readonly client: number;
  readonly expiresAt: number;
}

/** One-time passwords of clients: each lets in once. Each change comes with the SQL that makes it last. */
export class OneTimePasswords {
  readonly #byHash = new Map<string, StoredOtp>();

  constructor(stored: readonly StoredOtp[]) {
    for (const otp of stored) this.#byHash.set(otp.hash, otp);
  }

  /** 32 hex digits, shown this once. */
  make(client: number, now: number): { otp: string; statements: StatementRun[] } {
    const known = [...this.#byHash.values()];
    const expired = known.filter(({ expiresAt }) => expiresAt <= now);
    const own = known.filter((each) => each.client === client && each.expiresAt > now);
    const gone = [...expired, ...own.slice(0, Math.max(0, own.length - MAX_PER_CLIENT + 1))];
    const otp = randomBytes(16).toString('hex');
    const hash = hashSecret(otp);
    for (const each of gone) this.#byHash.delete(each.hash);
    this.#byHash.set(hash, { hash, client, expiresAt: now + OTP_MS });
    const statements: StatementRun[] = [{ statement: 'identity.addOtp', values: [[hash, client, now + OTP_MS]] }];
    if (gone.length > 0) statements.push({ statement: 'identity.endOtp', values: gone.map((each) => [each.hash]) });
    return { otp, statements };
  }

  /** The client it lets in, this once. */
  redeem(otp: string, now: number): { client: number; statements: StatementRun[] } | undefined {
    if (!OTP.test(otp)) return undefined;
    const found = this.#byHash.get(hashSecret(otp));
    if (found === undefined) return undefined;
    this.#byHash.delete(found.hash);
    if (found.expiresAt <= now) return undefined;
    return { client: found.client, statements: [{ statement: 'identity.endOtp', values: [[found.hash]] }] };
  }
}
