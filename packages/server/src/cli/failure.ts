import { TapeError } from '../feeds/index.ts';
import { VaultError } from '../identity/index.ts';
import { JournalError } from '../journal/index.ts';
import { SettingError } from '../settings/index.ts';
import { PortTaken } from '../startup/index.ts';

/** Exit codes, the same for every command. */
export const EXIT = {
  done: 0,
  /** Something went wrong while running, or was refused. */
  failed: 1,
  /** Something to mend first: the command line, settings, who signs in. */
  unusable: 2,
  /** No platform answers. */
  unreachable: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that was expected: the message says what, why, and what to do; nobody needs a stack. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
  readonly exitCode: ExitCode;
  /** Stable, for programs. */
  readonly code: string;

  constructor(exitCode: ExitCode, code: string, message: string) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
  }
}

/** Something that the person at the keyboard mends. */
export function unusable(message: string): CommandFailure {
  return new CommandFailure(EXIT.unusable, 'unusable', message);
}

/** Codes that the person at the keyboard mends: the others are the platform's decision. */
const TO_MEND = new Set(['invalid_request', 'not_signed_in', 'wrong_login', 'missing_right']);

/** A refusal of the platform in its own words. */
export function refused(code: string, message: string): CommandFailure {
  return new CommandFailure(TO_MEND.has(code) ? EXIT.unusable : EXIT.failed, code, `${message} (${code})`);
}

/** Nothing answered: with the reason that the network gave. */
export function unreachable(url: string, error: unknown): CommandFailure {
  const { cause, name, message } = error as Error & { cause?: { code?: string; message?: string } };
  const reason = name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? cause?.message ?? message);
  return new CommandFailure(
    EXIT.unreachable,
    'unreachable',
    `no platform answers at ${url} (${reason}): start it with \`outcry start\`, or name another with --data-dir or --url`,
  );
}

export interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
}

/** What any thrown thing means: expected ones in their own words, others with their stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommandFailure) return error;
  if (
    error instanceof SettingError ||
    error instanceof PortTaken ||
    error instanceof TapeError ||
    error instanceof VaultError
  )
    return { exitCode: EXIT.unusable, code: 'unusable', message: error.message };
  if (error instanceof JournalError) return { exitCode: EXIT.failed, code: error.code, message: error.message };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: EXIT.failed, code: 'internal', message };
}
