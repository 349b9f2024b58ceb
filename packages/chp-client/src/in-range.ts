/** Timers of the platforms hold 31 bits; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Throws RangeError unless `value` is a number from `least` to `most`. */
export function inRange(name: string, value: number, least: number, most = LONGEST_TIMER): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw new RangeError(`${name} must be a number from ${least} to ${most}, got ${value}`);
}
