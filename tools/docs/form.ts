/**
 * Whether what a command printed has the form that a page shows: the same fields, words and order, other figures. Figures,
 * times and ids of requests differ from run to run; everything else must be equal.
 */

/** A number with its decimals, or a time. */
const FIGURE = /\d+(?:[.:]\d+)*/g;

/** Text with its figures taken out. */
export function formOfText(text: string): string {
  return text
    .replace(FIGURE, '#')
    .split('\n')
    .map((line) => line.trim().replace(/ +/g, ' '))
    .filter((line) => line !== '')
    .join('\n');
}

/** JSON with its figures taken out. */
export function formOfJson(value: unknown): unknown {
  if (typeof value === 'string') return formOfText(value);
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(formOfJson);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, each]) => [name, name === 'requestId' ? '#' : formOfJson(each)]);
  return Object.fromEntries(fields);
}

/** The form of an output block in its language. */
export function formOf({ language, text }: { readonly language: string; readonly text: string }): unknown {
  return language === 'json' ? formOfJson(JSON.parse(text)) : formOfText(text);
}
