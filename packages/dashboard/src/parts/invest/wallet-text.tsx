import { inAsset } from '../../invest/money-text.ts';
import { difference, isLess } from '../../invest/sums.ts';
import { tell } from '../../words/invest/invest-words.ts';

/** What is free in the wallet, and what is left of it when so much goes out. */
export function WalletText(props: { readonly free: string; readonly asset: string; readonly out: string | null }) {
  const { free, asset, out } = props;
  const after = difference(free, out);
  const before = inAsset(free, asset);
  if (after === null || isLess(after, '0')) return <p class="quiet">{tell('walletNow', { before })}</p>;
  return <p class="quiet">{tell('walletAfter', { before, after: inAsset(after, asset) })}</p>;
}
