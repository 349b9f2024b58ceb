import { computed, signal } from '@preact/signals';
import { WORDS } from './words.ts';

export type Language = 'en' | 'ru';
export type Word = keyof typeof WORDS;

const KEPT = 'outcry.language';

/** The language of the page: what was chosen last, else what the browser asks for. */
export const language = signal<Language>(
  (localStorage.getItem(KEPT) ?? navigator.language).toLowerCase().startsWith('ru') ? 'ru' : 'en',
);

export const locale = computed(() => (language.value === 'ru' ? 'ru-RU' : 'en-GB'));

export function speak(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
}

/** Words and sentences, English and Russian side by side. */
export type Dictionary = Readonly<Record<string, readonly [string, string]>>;

/** What says the words of a dictionary in the language of the page; `{name}` stands for a value. */
export function speaker<Words extends Dictionary>(
  words: Words,
): (word: keyof Words, values?: Readonly<Record<string, string>>) => string {
  return (word, values = {}) => {
    const text = (words[word] as readonly [string, string])[language.value === 'ru' ? 1 : 0];
    return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  };
}

export const say = speaker(WORDS);
