/** Too much waits already. Each face says so in its own words; trying again later is safe. */
export class Overloaded extends Error {
  override name = 'Overloaded';
  /** When to try again, seconds. */
  readonly retryAfter = 1;
}
