const DAY_MS = 86_400_000;

/** The newest day that was told, and how it is written. */
let day = Number.NaN;
let dayText = '';

/** A moment (ms UTC) as entities carry it. */
export function timeText(ms: number): string {
  const of = Math.floor(ms / DAY_MS);
  if (of !== day) {
    dayText = new Date(ms).toISOString().replace(/T.*/, 'T');
    day = of;
  }
  const time = ms - of * DAY_MS;
  const [hours, minutes] = [Math.floor(time / 3_600_000), Math.floor(time / 60_000) % 60];
  const [seconds, rest] = [Math.floor(time / 1_000) % 60, time % 1_000];
  return `${dayText}${two(hours)}:${two(minutes)}:${two(seconds)}.${rest < 100 ? '0' : ''}${two(rest)}Z`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}
