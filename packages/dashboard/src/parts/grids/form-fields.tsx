import type { Instrument } from 'outcry/native-api';
import type { GridDraft, GridNumber } from '../../grids/draft.ts';
import { type GridWord, tell } from '../../words/grids/grid-words.ts';
import { NumberField } from '../field.tsx';

/** What the groups of the form share: the draft, how it changes, and what is wrong with it. */
export interface GridForm {
  readonly draft: GridDraft;
  readonly change: (part: Partial<GridDraft>) => void;
  /** What is wrong with a field as the API names it, in words. */
  readonly wrong: (field: string) => string | undefined;
  readonly instrument: Instrument;
  /** The bot is there already: account and pair stay. */
  readonly isThere: boolean;
}

/** A number of the draft with its label. */
export function Numeric(props: {
  readonly form: GridForm;
  readonly field: GridNumber;
  readonly unit?: string;
  readonly placeholder?: GridWord;
  readonly hint?: string | undefined;
}) {
  const { form, field, unit, placeholder, hint } = props;
  return (
    <NumberField
      label={tell(field)}
      {...(unit === undefined ? {} : { unit })}
      {...(placeholder === undefined ? {} : { placeholder: tell(placeholder) })}
      hint={hint}
      value={form.draft[field]}
      wrong={form.wrong(field === 'amount' ? 'amount.value' : field)}
      onWrite={(text) => form.change({ [field]: text })}
    />
  );
}
