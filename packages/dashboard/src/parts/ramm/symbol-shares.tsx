import { fixed } from '../../words/numbers.ts';
import { tell } from '../../words/ramm/ramm-words.ts';

/** A symbol's part of the turnover, in percent. */
export interface SymbolShare {
  readonly Symbol: string;
  readonly Share: string;
}

/** What is traded, by turnover. */
export function SymbolShares({ shares, title }: { readonly shares: readonly SymbolShare[]; readonly title: string }) {
  return (
    <section aria-labelledby="shares">
      <h2 id="shares">{title}</h2>
      {shares.length === 0 ? (
        <p class="waiting">{tell('noSymbols')}</p>
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
