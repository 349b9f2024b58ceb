import { speaker } from '../language.ts';
import { RAMM_WORDS } from '../ramm/ramm-words.ts';
import { DESK_PAGE_WORDS } from './page-words.ts';
import { RIGHT_WORDS } from './right-words.ts';

/** Everything the managers' desk says beside the words of the whole page. */
export const DESK_WORDS = { ...RAMM_WORDS, ...DESK_PAGE_WORDS, ...RIGHT_WORDS } as const;

export type DeskWord = keyof typeof DESK_WORDS;

/** A word or sentence of the desk in the language of the page. */
export const tell = speaker(DESK_WORDS);

/** What a right's family or verb is called; its own name when this page has no word for it. */
export function rightText(kind: 'family' | 'verb', name: string): string {
  const word = `${kind}.${name}`;
  return word in RIGHT_WORDS ? tell(word as keyof typeof RIGHT_WORDS) : name;
}
