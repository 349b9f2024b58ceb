/** What the prices of a grid's lines follow from; prices in whole steps. */
export interface NaiveRange {
  readonly geometric: boolean;
  readonly lower: number;
  readonly upper: number;
  readonly lines: number;
}

/**
 * The price of a line in whole steps, the nearest, ties up (`docs/grid-rules.md` G1): found by comparing powers of whole
 * numbers, without any root.
 */
export function naiveLinePrice({ geometric, lower, upper, lines }: NaiveRange, line: number): number {
  const [low, high, m, i] = [BigInt(lower), BigInt(upper), BigInt(lines - 1), BigInt(line)];
  const [up, down] = i >= 0n ? [high ** i, low ** i] : [low ** -i, high ** -i];
  // t is not above the line when (2t − 1) / 2 is not: of a ratio the powers m of both are compared
  const reaches = (t: bigint): boolean =>
    geometric
      ? (2n * t - 1n) ** m * down <= (2n * low) ** m * up
      : (2n * t - 1n) * m <= 2n * (low * m + i * (high - low));
  let [least, most] = [0n, 1n];
  while (reaches(most)) most *= 2n;
  while (most - least > 1n) {
    const middle = (least + most) / 2n;
    if (reaches(middle)) least = middle;
    else most = middle;
  }
  return Number(least);
}
