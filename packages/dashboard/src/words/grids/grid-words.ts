import { AUTOMATION_WORDS } from '../automation/automation-words.ts';
import { speaker } from '../language.ts';
import { EVENT_WORDS } from './event-words.ts';
import { FORM_WORDS } from './form-words.ts';
import { LIST_WORDS } from './list-words.ts';
import { PAGE_WORDS } from './page-words.ts';

/** Everything the pages of grid bots say beside the words of the whole page. */
export const GRID_WORDS = { ...AUTOMATION_WORDS, ...LIST_WORDS, ...FORM_WORDS, ...PAGE_WORDS, ...EVENT_WORDS } as const;

export type GridWord = keyof typeof GRID_WORDS;

/** A word or sentence of the grid bots' pages in the language of the page. */
export const tell = speaker(GRID_WORDS);

/** Whether there is such a word; what comes from the platform may be newer than this page. */
export function isGridWord(word: string): word is GridWord {
  return word in GRID_WORDS;
}
