import { language, locale, speaker } from '../language.ts';
import { CONDITION_WORDS } from './condition-words.ts';
import { DEAL_WORDS } from './deal-words.ts';
import { FORM_WORDS } from './form-words.ts';
import { LIST_WORDS } from './list-words.ts';
import { SETTINGS_WORDS } from './settings-words.ts';

/** Everything the pages of bots and deals say beside the words of the whole page. */
export const BOT_WORDS = {
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

/** A number of things with the form of the noun that belongs to it. */
export function counted(noun: 'deals' | 'orders', count: number): string {
  const rule = new Intl.PluralRules(locale.value).select(count);
  const form = rule === 'one' ? 'One' : rule === 'few' ? 'Few' : 'Many';
  return tell(`${noun}${form}`, { n: String(count) });
}

/** A length of time in the largest unit that tells it exactly. */
export function lasting(seconds: number): string {
  const units = [
    ['daysText', 86_400],
    ['hoursText', 3_600],
    ['minutesText', 60],
    ['secondsText', 1],
  ] as const;
  const [word, length] = units.find(([, unit]) => seconds >= unit && seconds % unit === 0) ?? units[3];
  return tell(word, { n: String(seconds / length) });
}

/** A sentence begins with a capital. */
export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase(language.value) + text.slice(1);
}
