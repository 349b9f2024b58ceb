/** A program to paste and run. */
export interface Snippet {
  readonly language: 'curl' | 'Python' | 'TypeScript' | 'gRPC';
  readonly text: string;
  /** What has to be installed for it, as a command; null: nothing. */
  readonly needs: string | null;
}

/** Where programs find this start. */
export interface Places {
  /** The HTTP port, without a slash at the end. */
  readonly http: string;
  /** The port of CHP_Rest alone; null: only on the HTTP port. */
  readonly chp: string | null;
  /** Host and port of gRPC; null: it does not listen. */
  readonly grpc: string | null;
}

export const NEEDS_REQUESTS = 'pip install requests';

/** Text between single quotes of a shell. */
export function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A text literal that Python and TypeScript read alike. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

export function lines(...rows: readonly string[]): string {
  return `${rows.join('\n')}\n`;
}
