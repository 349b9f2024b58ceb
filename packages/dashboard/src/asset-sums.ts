import { add, type Decimal, decimal, decimalText } from './decimal.ts';

/** An amount of an asset, exact decimal text. */
export interface AssetAmount {
  readonly asset: string;
  readonly amount: string;
}

const ZERO: Decimal = { coefficient: 0n, scale: 0 };

/** Amounts summed up, each asset for itself. */
export class AssetSums {
  readonly #byAsset = new Map<string, Decimal>();

  add(asset: string, amount: Decimal): void {
    this.#byAsset.set(asset, add(this.#byAsset.get(asset) ?? ZERO, amount));
  }

  /** Adds decimal text; what is none counts nothing. */
  addText(asset: string, amount: string | null): void {
    const value = decimal(amount ?? '');
    if (value !== null) this.add(asset, value);
  }

  list(): AssetAmount[] {
    return Array.from(this.#byAsset, ([asset, amount]) => ({ asset, amount: decimalText(amount) }));
  }
}
