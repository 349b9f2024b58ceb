import { speaker } from '../language.ts';
import { RAMM_PAGE_WORDS } from './page-words.ts';
import { PROBLEM_WORDS } from './problem-words.ts';
import { STATE_WORDS } from './state-words.ts';

/** What all pages of copy trading say, those of managers and those of investors. */
export const RAMM_WORDS = { ...RAMM_PAGE_WORDS, ...STATE_WORDS, ...PROBLEM_WORDS } as const;

/** A word or sentence of these in the language of the page. */
export const tell = speaker(RAMM_WORDS);

/** Whether a refusal has words of its own. */
export function isProblem(word: string): word is keyof typeof PROBLEM_WORDS {
  return word in PROBLEM_WORDS;
}

/** The word of a value of one of the API's enumerations; the value itself when it is newer than this page. */
export function stateText(
  kind: 'account' | 'accountType' | 'strategy' | 'client' | 'transfer' | 'deal' | 'entry' | 'signal' | 'manager',
  value: string | undefined,
): string {
  if (value === undefined) return '—';
  const word = `${kind}.${value}`;
  return word in STATE_WORDS ? tell(word as keyof typeof STATE_WORDS) : value;
}
