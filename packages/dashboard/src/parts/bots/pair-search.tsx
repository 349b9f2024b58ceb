import type { Instrument } from 'outcry/native-api';
import { useId, useMemo, useState } from 'preact/hooks';
import { instruments } from '../../api/house.ts';
import { withPairs } from '../../bots/draft.ts';
import { isBotPair, pairsOf } from '../../bots/pairs.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { language } from '../../words/language.ts';
import type { BotForm } from './form-fields.tsx';

/** Pairs that are offered at once. */
const OFFERED = 8;

/** The chosen pairs and a search for more; all are quoted in one currency. */
export function PairSearch({ form }: { readonly form: BotForm }) {
  const { draft, change } = form;
  const [wanted, setWanted] = useState('');
  const [marked, setMarked] = useState(0);
  const id = useId();
  const found = useMemo(
    () => (wanted.trim() === '' ? [] : searchPairs(instruments.value.values(), wanted, draft.instruments, form.quote)),
    [wanted, draft.instruments, form.quote],
  );
  const wrong = form.wrong('instruments');
  const put = (symbols: readonly string[]): void => change(withPairs(draft, pairsOf(symbols)));
  const take = (pair: Instrument): void => {
    put([...draft.instruments, pair.symbol]);
    setWanted('');
    setMarked(0);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setMarked(Math.min(marked + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setMarked(Math.max(marked - 1, 0));
    else if (event.key === 'Escape') setWanted('');
    else if (event.key === 'Enter') {
      const pair = found[marked];
      if (pair !== undefined) take(pair);
    } else return;
    event.preventDefault();
  };
  return (
    <div class="field pairs">
      <label for={id}>{tell('pairs')}</label>
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
      <div class="pair-search">
        <input
          id={id}
          type="text"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-found`}
          aria-activedescendant={found.length > 0 ? `${id}-${marked}` : undefined}
          aria-invalid={wrong !== undefined}
          autocomplete="off"
          placeholder={tell('addPair')}
          value={wanted}
          maxLength={64}
          onInput={(event) => {
            setWanted(event.currentTarget.value);
            setMarked(0);
          }}
          onKeyDown={onKey}
          onBlur={() => setWanted('')}
        />
        <div class="found" id={`${id}-found`} role="listbox" aria-label={tell('pairs')} hidden={found.length === 0}>
          {found.map((pair, index) => (
            // the field keeps the focus: arrows and Enter choose
            <div
              key={pair.symbol}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === marked}
              onPointerDown={(event) => {
                event.preventDefault();
                take(pair);
              }}
            >
              <b>{pair.symbol}</b> <small>{(language.value === 'ru' && pair.titleRu) || pair.title}</small>
            </div>
          ))}
        </div>
      </div>
      {wrong !== undefined && <small class="wrong">{wrong}</small>}
      {draft.instruments.length > 1 && <small class="quiet">{tell('onePerQuote', { quote: form.quote })}</small>}
    </div>
  );
}

/** Pairs that bots trade, by symbol, titles and other names; of a chosen currency alone. */
function searchPairs(
  all: Iterable<Instrument>,
  wanted: string,
  chosen: readonly string[],
  quote: string,
): readonly Instrument[] {
  const text = wanted.trim().toLowerCase();
  const found: Instrument[] = [];
  for (const pair of all) {
    if (!isBotPair(pair) || chosen.includes(pair.symbol) || (quote !== '' && pair.quote !== quote)) continue;
    const { ticker, aliases } = pair.ids;
    const names = [pair.symbol, pair.title, pair.titleRu ?? '', ticker, ...aliases];
    if (names.some((name) => name.toLowerCase().includes(text))) found.push(pair);
    if (found.length >= OFFERED) break;
  }
  return found;
}
