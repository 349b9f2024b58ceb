/** A recorded file that cannot be used: says which file, which line and field where there is one, and what is wrong. */
export class TapeError extends Error {
  readonly file: string;
  readonly line: number | undefined;
  readonly field: string | undefined;

  constructor(file: string, problem: string, line?: number, field?: string) {
    const place = line === undefined ? '' : ` line ${line}${field === undefined ? '' : `, field ${field}`}`;
    super(`${file}${place}: ${problem}`);
    this.name = 'TapeError';
    this.file = file;
    this.line = line;
    this.field = field;
  }
}

/** Text from a file as it may stand in a message: quoted and short. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
