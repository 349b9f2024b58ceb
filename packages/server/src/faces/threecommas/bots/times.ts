/** A moment (ms UTC) as entities carry it. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
