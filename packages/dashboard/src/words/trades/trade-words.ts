import { AUTOMATION_WORDS } from '../automation/automation-words.ts';
import { speaker } from '../language.ts';
import { EVENT_WORDS } from './event-words.ts';
import { FORM_WORDS } from './form-words.ts';
import { LIST_WORDS } from './list-words.ts';
import { PAGE_WORDS } from './page-words.ts';

/** Everything the pages of smart trades say beside the words of the whole page. */
export const TRADE_WORDS = {
  ...AUTOMATION_WORDS,
  ...LIST_WORDS,
  ...FORM_WORDS,
  ...PAGE_WORDS,
  ...EVENT_WORDS,
} as const;

export type TradeWord = keyof typeof TRADE_WORDS;

/** A word or sentence of the smart trades' pages in the language of the page. */
export const tell = speaker(TRADE_WORDS);

/** Whether there is such a word; what comes from the platform may be newer than this page. */
export function isTradeWord(word: string): word is TradeWord {
  return word in TRADE_WORDS;
}
