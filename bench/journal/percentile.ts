/** The value below which `part` (0 to 1) of the values lie. */
export function percentile(values: ArrayLike<number>, part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number;
}

export function median(values: ArrayLike<number>): number {
  return percentile(values, 0.5);
}
