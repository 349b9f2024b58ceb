import { inAsset } from '../../invest/money-text.ts';
import type { Terms } from '../../invest/rows.ts';
import { shownPercent, signOf } from '../../ramm/figures.ts';
import { tell } from '../../words/invest/invest-words.ts';

/** What investing costs, in sentences. */
export function TermsText({ terms }: { readonly terms: Terms }) {
  const { FeeRate, CommissionRate } = terms;
  return (
    <ul class="terms">
      <li>{signOf(FeeRate) === 0 ? tell('feeNone') : tell('feeCosts', { rate: shownPercent(FeeRate) })}</li>
      <li>
        {signOf(CommissionRate) === 0
          ? tell('commissionNone')
          : tell('commissionCosts', { amount: inAsset(CommissionRate) })}
      </li>
      <li>{tell('dealCosts')}</li>
    </ul>
  );
}
