/**
 * Sets and maps by number of which most deals and bots have none: all empty ones are one and the same, in which nobody
 * writes. What is put in or taken out gives the one that holds now.
 */

export const NO_NUMBERS: ReadonlySet<number> = new Set();
export const NO_VALUES: ReadonlyMap<number, never> = new Map<number, never>();

export function setOf(numbers: readonly number[]): ReadonlySet<number> {
  return numbers.length === 0 ? NO_NUMBERS : new Set(numbers);
}

export function mapOf<V>(values: readonly (readonly [number, V])[]): ReadonlyMap<number, V> {
  return values.length === 0 ? NO_VALUES : new Map(values);
}

export function withNumber(set: ReadonlySet<number>, number: number): ReadonlySet<number> {
  return set === NO_NUMBERS ? new Set([number]) : (set as Set<number>).add(number);
}

export function withoutNumber(set: ReadonlySet<number>, number: number): ReadonlySet<number> {
  if (!set.has(number)) return set;
  if (set.size === 1) return NO_NUMBERS;
  (set as Set<number>).delete(number);
  return set;
}

export function withValue<V>(map: ReadonlyMap<number, V>, number: number, value: V): ReadonlyMap<number, V> {
  return map === NO_VALUES ? new Map([[number, value]]) : (map as Map<number, V>).set(number, value);
}

export function withoutValue<V>(map: ReadonlyMap<number, V>, number: number): ReadonlyMap<number, V> {
  if (!map.has(number)) return map;
  if (map.size === 1) return NO_VALUES;
  (map as Map<number, V>).delete(number);
  return map;
}
