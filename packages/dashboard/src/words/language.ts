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

/** A word or sentence in the language of the page; `{name}` stands for a value. */
export function say(word: Word, values: Readonly<Record<string, string>> = {}): string {
  const text = WORDS[word][language.value === 'ru' ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
