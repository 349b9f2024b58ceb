/** A description of an asset or instrument that cannot be used: which one, which field, and what to do. */
export class InstrumentSpecError extends Error {
  override name = 'InstrumentSpecError';
  /** Symbol of the instrument, or code of the asset. */
  readonly symbol: string;
  /** Path of the field inside the spec, such as `priceStep` or `future.lastTradeDate`. */
  readonly field: string;

  constructor(symbol: string, field: string, problem: string) {
    super(`${symbol}: ${field} ${problem}`);
    this.symbol = symbol;
    this.field = field;
  }
}
