import { language, locale, speaker } from './language.ts';

/** Numbers of things and lengths of time. */
export const COUNT_WORDS = {
  dealsOne: ['{n} deal', '{n} сделка'],
  dealsFew: ['{n} deals', '{n} сделки'],
  dealsMany: ['{n} deals', '{n} сделок'],
  ordersOne: ['{n} order', '{n} ордер'],
  ordersFew: ['{n} orders', '{n} ордера'],
  ordersMany: ['{n} orders', '{n} ордеров'],
  secondsText: ['{n} s', '{n} с'],
  minutesText: ['{n} min', '{n} мин'],
  hoursText: ['{n} h', '{n} ч'],
  daysText: ['{n} d', '{n} д'],
  seenBefore: ['(so since {time}, {count} tries)', '(так с {time}, попыток: {count})'],
} as const;

const tell = speaker(COUNT_WORDS);

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

/** What is added to a sentence that has been so again and again since a moment (time as it is shown). */
export function repeated(since: string, count: number): string {
  return tell('seenBefore', { time: since, count: String(count) });
}
