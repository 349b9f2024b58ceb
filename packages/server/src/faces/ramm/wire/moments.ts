const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?(Z|[+-]\d{2}:?\d{2})?$/;

/** A moment as the API prints it: ISO without a zone, always UTC. */
export function momentText(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1);
}

/** The same; undefined for 0 and null, which mean that it has not happened. */
export function momentOf(ms: number | null | undefined): string | undefined {
  return ms === 0 || ms === null || ms === undefined ? undefined : momentText(ms);
}

/** ms UTC of an ISO text with `T` or a space, of a day alone, too; UTC unless it names a zone. Undefined for others. */
export function readMoment(text: string): number | undefined {
  const [, day, time = '00:00', zone = 'Z'] = ISO.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const ms = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(ms) ? undefined : ms;
}
