import { speaker } from '../language.ts';
import { DESK_PAGE_WORDS } from './page-words.ts';
import { PROBLEM_WORDS } from './problem-words.ts';
import { RIGHT_WORDS } from './right-words.ts';
import { STATE_WORDS } from './state-words.ts';

/** Everything the managers' desk says beside the words of the whole page. */
export const DESK_WORDS = { ...DESK_PAGE_WORDS, ...STATE_WORDS, ...RIGHT_WORDS, ...PROBLEM_WORDS } as const;

export type DeskWord = keyof typeof DESK_WORDS;

/** A word or sentence of the desk in the language of the page. */
export const tell = speaker(DESK_WORDS);

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

/** What a right's family or verb is called; its own name when this page has no word for it. */
export function rightText(kind: 'family' | 'verb', name: string): string {
  const word = `${kind}.${name}`;
  return word in RIGHT_WORDS ? tell(word as keyof typeof RIGHT_WORDS) : name;
}
