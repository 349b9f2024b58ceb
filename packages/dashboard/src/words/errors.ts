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
  // the platform's own sentence is English and says the same with figures
  if (language.value === 'en') return error.message.charAt(0).toUpperCase() + error.message.slice(1);
  return `${known} (${error.message})`;
}
