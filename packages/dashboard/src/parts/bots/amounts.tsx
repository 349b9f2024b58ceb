import type { AssetAmount } from '../../asset-sums.ts';
import { moneyCell } from '../tables.tsx';

/** Amounts of one or more assets below each other; a dash for none. */
export function Amounts(props: { readonly of: readonly AssetAmount[]; readonly coloured?: boolean }) {
  if (props.of.length === 0) return <span class="quiet">—</span>;
  return (
    <>
      {props.of.map(({ asset, amount }) => (
        <span class="amount" key={asset}>
          {moneyCell(amount, asset, props.coloured === true)}
        </span>
      ))}
    </>
  );
}

interface ListedProfit {
  readonly asset: string;
  readonly profit: string;
}

/** What bots brought, as the API lists it; a dash until it is known. `coloured`: won or lost. */
export function Profits(props: { readonly of: readonly ListedProfit[] | undefined; readonly coloured?: boolean }) {
  const { of, coloured = true } = props;
  if (of === undefined) return '—';
  return <Amounts of={of.map(({ asset, profit }) => ({ asset, amount: profit }))} coloured={coloured} />;
}
