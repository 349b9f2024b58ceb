/** `ok`: nothing to do; `warn`: it works, but look at it; `bad`: a start would fail or the data is damaged. */
export type Level = 'ok' | 'warn' | 'bad';

/** What one look came to. */
export interface Finding {
  /** What was looked at. */
  readonly subject: string;
  readonly level: Level;
  readonly found: string;
  /** What to do; null when there is nothing to do. */
  readonly remedy: string | null;
}

export function ok(subject: string, found: string): Finding {
  return { subject, level: 'ok', found, remedy: null };
}

export function warn(subject: string, found: string, remedy: string): Finding {
  return { subject, level: 'warn', found, remedy };
}

export function bad(subject: string, found: string, remedy: string): Finding {
  return { subject, level: 'bad', found, remedy };
}
