import { compare, decimal } from './decimal.ts';

/** Whether two settings say the same: numbers are compared as such, what one of them leaves out is not compared. */
export function isSame(before: unknown, after: unknown): boolean {
  if (typeof before === 'string' && typeof after === 'string') {
    const [left, right] = [decimal(before), decimal(after)];
    return left === null || right === null ? before === after : compare(left, right) === 0;
  }
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return before === after;
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return false;
  const known = before as Readonly<Record<string, unknown>>;
  return Object.entries(after).every(([name, value]) => isSame(known[name], value));
}

/** Those settings that differ from what stands. */
export function differing<Settings extends object>(before: object, after: Settings): Partial<Settings> {
  const known = before as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isSame(known[name], value)),
  ) as Partial<Settings>;
}
