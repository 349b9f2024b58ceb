import type { Instrument } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { language } from '../words/language.ts';

interface SearchProps {
  readonly label: string;
  readonly placeholder: string;
  readonly find: (wanted: string) => readonly Instrument[];
  readonly onTake: (instrument: Instrument) => void;
  readonly wrong: string | undefined;
  /** What is chosen already; stands between the label and the field. */
  readonly children?: ComponentChildren;
}

/** A field that finds instruments: arrows and Enter choose, or a press. */
export function InstrumentSearch({ label, placeholder, find, onTake, wrong, children }: SearchProps) {
  const [wanted, setWanted] = useState('');
  const [marked, setMarked] = useState(0);
  const id = useId();
  const found = wanted.trim() === '' ? [] : find(wanted);
  const take = (instrument: Instrument): void => {
    onTake(instrument);
    setWanted('');
    setMarked(0);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setMarked(Math.min(marked + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setMarked(Math.max(marked - 1, 0));
    else if (event.key === 'Escape') setWanted('');
    else if (event.key === 'Enter') {
      const instrument = found[marked];
      if (instrument !== undefined) take(instrument);
    } else return;
    event.preventDefault();
  };
  return (
    <div class="field pairs">
      <label for={id}>{label}</label>
      {children}
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
          placeholder={placeholder}
          value={wanted}
          maxLength={64}
          onInput={(event) => {
            setWanted(event.currentTarget.value);
            setMarked(0);
          }}
          onKeyDown={onKey}
          onBlur={() => setWanted('')}
        />
        <div class="found" id={`${id}-found`} role="listbox" aria-label={label} hidden={found.length === 0}>
          {found.map((instrument, index) => (
            // the field keeps the focus: arrows and Enter choose
            <div
              key={instrument.symbol}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === marked}
              onPointerDown={(event) => {
                event.preventDefault();
                take(instrument);
              }}
            >
              <b>{instrument.symbol}</b>{' '}
              <small>{(language.value === 'ru' && instrument.titleRu) || instrument.title}</small>
            </div>
          ))}
        </div>
      </div>
      {wrong !== undefined && <small class="wrong">{wrong}</small>}
    </div>
  );
}
