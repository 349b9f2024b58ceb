import type { DestinationStream } from 'pino';
import type { Trouble } from '../faces/upkeep.ts';

/** Lines kept; the oldest go first. */
export const KEPT_TROUBLES = 200;
/** Longest text kept of a line (characters). */
const MAX_TEXT = 1_000;

/** pino's numbers of the levels that are kept. */
const LEVELS: Readonly<Record<number, Trouble['level']>> = { 40: 'warn', 50: 'error', 60: 'fatal' };
export const WARN = 40;

interface LogLine {
  readonly level?: unknown;
  readonly time?: unknown;
  readonly msg?: unknown;
  readonly requestId?: unknown;
  readonly err?: { readonly message?: unknown };
}

/** The newest lines of the log from `warn` on. What is secret has been taken out before: they are what the log shows. */
export class Troubles {
  readonly #kept: Trouble[] = [];

  /** Newest first. */
  get all(): readonly Trouble[] {
    return [...this.#kept].reverse();
  }

  /** Takes a line of the log as pino writes it; others are passed over. */
  take(line: string): void {
    let parsed: LogLine;
    try {
      parsed = JSON.parse(line) as LogLine;
    } catch {
      return;
    }
    const level = LEVELS[Number(parsed.level)];
    if (level === undefined) return;
    this.#kept.push({
      at: Number(parsed.time),
      level,
      message: textOf(parsed.msg) ?? '',
      cause: textOf(parsed.err?.message),
      requestId: textOf(parsed.requestId),
      details: detailsOf(parsed),
    });
    if (this.#kept.length > KEPT_TROUBLES) this.#kept.shift();
  }

  /** A destination of the log that keeps its troubles and passes on what is loud enough. */
  watched(destination: DestinationStream, least: number): DestinationStream {
    const take = (line: string): void => this.take(line);
    const stream = {
      // pino tells the level of each line to whom carries this mark
      [Symbol.for('pino.metadata')]: true,
      lastLevel: 0,
      write(line: string): void {
        if (stream.lastLevel >= WARN) take(line);
        if (stream.lastLevel >= least) destination.write(line);
      },
    };
    return stream;
  }
}

/** Fields that are told apart. */
const TOLD = ['level', 'time', 'msg', 'requestId', 'err'];

function detailsOf(line: LogLine): string | null {
  const others = Object.entries(line)
    .filter(([name, value]) => !TOLD.includes(name) && ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${name}=${String(value)}`);
  return textOf(others.join(' '));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_TEXT) : null;
}
