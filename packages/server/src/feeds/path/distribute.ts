/**
 * Splits a whole number into one whole part per weight: the parts sum to `total` exactly, each is at least `floor` as
 * long as the total can give that to all, and the rest follows the weights. Weights are not negative; when all are 0
 * the rest is spread evenly. Writes into `parts`.
 */
export function distribute(total: number, weights: ArrayLike<number>, floor: number, parts: Float64Array): void {
  const count = weights.length;
  const base = Math.min(floor, Math.floor(total / count));
  let rest = total - base * count;
  let weightLeft = 0;
  for (let index = 0; index < count; index += 1) weightLeft += weights[index] ?? 0;
  for (let index = 0; index < count; index += 1) {
    const weight = weights[index] ?? 0;
    const partsLeft = count - index;
    const share = partsLeft === 1 ? rest : Math.round(rest * (weightLeft > 0 ? weight / weightLeft : 1 / partsLeft));
    const given = share < 0 ? 0 : share > rest ? rest : share;
    parts[index] = base + given;
    rest -= given;
    weightLeft -= weight;
  }
}
