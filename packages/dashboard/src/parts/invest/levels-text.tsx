import { typedDecimal } from '../../decimal.ts';
import { inAsset } from '../../invest/money-text.ts';
import { isLess, partOf, sum } from '../../invest/sums.ts';
import type { Draft } from '../../ramm/draft.ts';
import { fractionOf } from '../../ramm/percent.ts';
import { tell } from '../../words/invest/invest-words.ts';

/** What the written levels come to in money, counted from `base`. */
export function LevelsText(props: { readonly draft: Draft; readonly base: string | null; readonly asset: string }) {
  const { draft, base, asset } = props;
  const fraction = (name: string): string => fractionOf(typedDecimal(draft[name] ?? '') ?? '') ?? '0';
  const [protection, target] = [fraction('Protection'), fraction('Target')];
  const low = isLess('0', protection) ? partOf(base, protection) : null;
  const high = isLess('0', target) ? partOf(base, sum('1', target)) : null;
  if (low === null && high === null) return null;
  return (
    <p>
      {low !== null && `${tell('stopsAtLow', { amount: inAsset(low, asset) })} `}
      {high !== null && `${tell('stopsAtHigh', { amount: inAsset(high, asset) })} `}
      <span class="quiet">{tell('stopsWord')}</span>
    </p>
  );
}
