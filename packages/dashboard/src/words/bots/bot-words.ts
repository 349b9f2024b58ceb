import { AUTOMATION_WORDS } from '../automation/automation-words.ts';
import { speaker } from '../language.ts';
import { CONDITION_WORDS } from './condition-words.ts';
import { DEAL_WORDS } from './deal-words.ts';
import { FORM_WORDS } from './form-words.ts';
import { LIST_WORDS } from './list-words.ts';
import { SETTINGS_WORDS } from './settings-words.ts';

/** Everything the pages of bots and deals say beside the words of the whole page. */
export const BOT_WORDS = {
  ...AUTOMATION_WORDS,
  ...LIST_WORDS,
  ...FORM_WORDS,
  ...CONDITION_WORDS,
  ...SETTINGS_WORDS,
  ...DEAL_WORDS,
} as const;

export type BotWord = keyof typeof BOT_WORDS;

/** A word or sentence of the bots' pages in the language of the page. */
export const tell = speaker(BOT_WORDS);

/** Whether there is such a word; what comes from the platform may be newer than this page. */
export function isBotWord(word: string): word is BotWord {
  return word in BOT_WORDS;
}
