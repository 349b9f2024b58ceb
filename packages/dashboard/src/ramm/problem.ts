import { CallError } from '../api/call.ts';
import { language } from '../words/language.ts';
import { isProblem, tell } from '../words/ramm/ramm-words.ts';

/** What was refused: at which field (its name without what it stands in), and why, for a person. */
export interface Problem {
  readonly field: string | null;
  readonly text: string;
}

/** Sentences of the API about a value, with the word that says the same. */
const DETAILS = [
  [/^it is missing$/, 'wrong.missing'],
  [/^a number is wanted$/, 'wrong.number'],
  [/^a whole number is wanted$/, 'wrong.whole'],
  [/^more than (?<n>\S+)$/, 'wrong.above'],
  [/^at least (?<n>[\d.-]+)$/, 'wrong.least'],
  [/^at most (?<n>[\d.-]+)$/, 'wrong.most'],
  [/^(?<a>[\d.-]+) to (?<b>[\d.-]+)$/, 'wrong.range'],
  [/^at most (?<n>\d+) characters$/, 'wrong.long'],
  [/^(?<a>\d+) to (?<b>\d+) characters$/, 'wrong.length'],
  [/^there is no such /, 'wrong.unknown'],
] as const;

/** Null: nothing was refused, or the session has ended, of which a question of its own tells. */
export function problemOf(error: unknown): Problem | null {
  if (error === null || error === undefined || isEnd(error)) return null;
  if (!(error instanceof CallError))
    return { field: null, text: error instanceof Error ? error.message : String(error) };
  const field = error.field?.split('.').at(-1) ?? null;
  return { field, text: textOf(error) };
}

function isEnd(error: unknown): boolean {
  return error instanceof CallError && error.status === 401 && error.code === 'access_denied';
}

/** The same in one line. */
export function problemText(error: unknown): string {
  const problem = problemOf(error);
  if (problem === null) return '';
  return problem.field === null ? problem.text : `${problem.field}: ${problem.text}`;
}

function textOf({ status, code, message }: CallError): string {
  for (const [form, word] of DETAILS) {
    const found = form.exec(message);
    if (found !== null) return tell(word, found.groups);
  }
  if (status === 402) return tell('problem.noMoney');
  if (code === 'access_denied' && status === 403) return tell('problem.noRight');
  const word = `problem.${code}`;
  const known = isProblem(word) ? tell(word) : tell('problem.invalid_input');
  if (message === '' || code === 'bad_credentials' || code === 'offline') return known;
  // the platform's own sentence is English and says the same with figures
  const own = message.charAt(0).toUpperCase() + message.slice(1);
  return language.value === 'en' ? own : `${known} (${message})`;
}
