import { CallError } from '../api/call.ts';
import { language, say, type Word } from './language.ts';
import { WORDS } from './words.ts';

/** What went wrong, for a person: known words in the language of the page, then the platform's own sentence. */
export function errorText(error: unknown): string {
  if (!(error instanceof CallError)) return error instanceof Error ? error.message : String(error);
  const word = `error.${error.code}`;
  if (!(word in WORDS)) return error.message;
  const known = say(word as Word);
  const complete = known.endsWith('.') || error.message === '';
  if (complete) return known;
  return language.value === 'en' ? `${known}: ${error.message}` : `${known} (${error.message})`;
}
