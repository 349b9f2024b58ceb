import { TInvestError } from '../errors.ts';

/** ms UTC: the end of the last day that any period reaches (`tinvest.md` 6.4). */
export const LATEST = Date.UTC(2100, 0, 1) - 1;

/** Beginning of a period, ms UTC; undefined when it is not told. Throws TInvestError 30009, 30061. */
export function fromOf(from: Date | undefined): number | undefined {
  return momentOf(from, '30009', '30061');
}

/** End of a period. Throws TInvestError 30010, 30062. */
export function toOf(to: Date | undefined): number | undefined {
  return momentOf(to, '30010', '30062');
}

function momentOf(given: Date | undefined, invalid: '30009' | '30010', outside: '30061' | '30062'): number | undefined {
  if (given === undefined) return undefined;
  const time = given.getTime();
  if (Number.isNaN(time)) throw new TInvestError(invalid);
  if (time < 0 || time > LATEST) throw new TInvestError(outside);
  return time;
}

/** A period of which both ends must be told. Throws TInvestError, also 30001, 30004, 30012. */
export function periodOf({ from, to }: { from: Date | undefined; to: Date | undefined }): { from: number; to: number } {
  const begin = fromOf(from);
  const end = toOf(to);
  if (begin === undefined) throw new TInvestError('30001');
  if (end === undefined) throw new TInvestError('30004');
  if (end < begin) throw new TInvestError('30012');
  return { from: begin, to: end };
}
