import { useId } from 'preact/hooks';
import { fixed } from '../../words/numbers.ts';
import { tell } from '../../words/ramm/ramm-words.ts';

/** A symbol's part of a whole, in percent. */
export interface SymbolShare {
  readonly Symbol: string;
  readonly Share: string;
}

/** Symbols with their parts of a whole. `empty`: said when there is none. */
export function SymbolShares(props: {
  readonly shares: readonly SymbolShare[];
  readonly title: string;
  readonly empty?: string;
}) {
  const { shares, title, empty = tell('noSymbols') } = props;
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {shares.length === 0 ? (
        <p class="waiting">{empty}</p>
      ) : (
        <ul class="shares">
          {shares.map(({ Symbol: symbol, Share }) => (
            <li key={symbol}>
              <span>{symbol}</span>
              <meter min={0} max={100} value={Number(Share)} aria-label={symbol} />
              <span class="number">{fixed(Share, 2)}&#8239;%</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
