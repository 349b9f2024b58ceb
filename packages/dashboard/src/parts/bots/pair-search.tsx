import { withPairs } from '../../bots/draft.ts';
import { pairsOf, searchPairs } from '../../pairs.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { InstrumentSearch } from '../instrument-search.tsx';
import type { BotForm } from './form-fields.tsx';

/** The chosen pairs and a search for more; all are quoted in one currency. */
export function PairSearch({ form }: { readonly form: BotForm }) {
  const { draft, change } = form;
  const put = (symbols: readonly string[]): void => change(withPairs(draft, pairsOf(symbols)));
  return (
    <>
      <InstrumentSearch
        label={tell('pairs')}
        placeholder={tell('addPair')}
        find={(wanted) => searchPairs(wanted, draft.instruments, form.quote)}
        onTake={({ symbol }) => put([...draft.instruments, symbol])}
        wrong={form.wrong('instruments')}
      >
        <div class="chips">
          {draft.instruments.map((symbol) => (
            <span class="chip" key={symbol}>
              {symbol}
              <button
                type="button"
                aria-label={tell('removePair', { pair: symbol })}
                onClick={() => put(draft.instruments.filter((each) => each !== symbol))}
              >
                ×
              </button>
            </span>
          ))}
        </div>
      </InstrumentSearch>
      {draft.instruments.length > 1 && <small class="quiet">{tell('onePerQuote', { quote: form.quote })}</small>}
    </>
  );
}
