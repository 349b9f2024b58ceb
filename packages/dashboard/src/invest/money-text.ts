import { fixed } from '../words/numbers.ts';

/** Money of the wallets' asset, which has two decimals, within a sentence. */
export function inAsset(amount: string | null | undefined, asset = 'USD'): string {
  return `${fixed(amount, 2)}\u00a0${asset}`;
}
