/** Whether a text holds another, whatever the letter case. */
export function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** Whether one of the texts holds another. */
export function someHold(texts: readonly string[], part: string | undefined): boolean {
  return part === undefined || texts.some((text) => holds(text, part));
}

/** Whether a value is the wanted one; nothing wanted fits everything. */
export function is<T>(value: T, wanted: T | undefined): boolean {
  return wanted === undefined || value === wanted;
}

/** Whether a moment is in [from, to); one that has not come is in no bounded stretch. */
export function within(moment: number, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return moment !== 0 && (from === undefined || moment >= from) && (to === undefined || moment < to);
}

/** `Test`: 0 real, 1 test, 2 all. */
export function fitsTest(test: boolean, wanted: number | undefined): boolean {
  return wanted === undefined || wanted === 2 || (wanted === 1) === test;
}
