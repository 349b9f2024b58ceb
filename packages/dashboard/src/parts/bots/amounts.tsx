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

/** What bots brought, as the API lists it. */
export function Profits(props: { readonly of: readonly { readonly asset: string; readonly profit: string }[] }) {
  return <Amounts of={props.of.map(({ asset, profit }) => ({ asset, amount: profit }))} coloured />;
}
