import type { AccountsEvent, CoreEvent, FeePlan, InstrumentsEvent } from '../src/index.ts';
import { must } from './failure.ts';

/** Decimals of a minor unit by kind of asset. */
const SCALES: Readonly<Record<string, number>> = { crypto: 18, fiat: 10, security: 0 };

/** Whose each account is, what it pays, and how fine each asset is, as the journal tells it. */
export class AuditedOwners {
  readonly #accounts = new Map<number, { readonly owner: number; readonly fees: FeePlan }>();
  readonly #scales = new Map<number, number>();

  take(event: CoreEvent): void {
    const known = event as AccountsEvent | InstrumentsEvent;
    if (known.type === 'accounts.opened') this.#accounts.set(known.id, { owner: known.owner, fees: known.fees });
    if (known.type === 'accounts.configured') {
      this.#accounts.set(known.id, { owner: this.of(known.id).owner, fees: known.fees });
    }
    if (known.type === 'instruments.assetDefined') this.#scales.set(known.id, SCALES[known.asset.kind] ?? 0);
  }

  of(account: number): { readonly owner: number; readonly fees: FeePlan } {
    const found = this.#accounts.get(account);
    must(found !== undefined, () => `account ${account} was never opened`);
    return found;
  }

  scaleOf(asset: number): number {
    return this.#scales.get(asset) ?? 0;
  }
}
