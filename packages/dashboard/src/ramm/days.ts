/**
 * The begin of a day of the reader, or with `after` of the day after it, as a moment of the API (UTC): searches take what
 * is from the one and before the other. Empty when there is no such day.
 */
export function momentOfDay(day: string, after: boolean): string {
  const begin = new Date(`${day}T00:00:00`);
  if (Number.isNaN(begin.getTime())) return '';
  if (after) begin.setDate(begin.getDate() + 1);
  return begin.toISOString().slice(0, -1);
}
