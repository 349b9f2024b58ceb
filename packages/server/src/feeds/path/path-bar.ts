/** A bar on its way through the path algorithm: whole price steps and whole quantity steps. */
export interface PathBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Fewest trades that touch open, high, low and close in an order that begins with open and ends with close: 1 … 4. */
export function tradesNeeded(bar: PathBar): number {
  if (bar.high === bar.low) return 1;
  const aboveEnds = bar.high > bar.open && bar.high > bar.close ? 1 : 0;
  const belowEnds = bar.low < bar.open && bar.low < bar.close ? 1 : 0;
  return 2 + aboveEnds + belowEnds;
}
