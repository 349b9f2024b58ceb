import type { BotDraft, NumberField as FieldName } from '../../bots/draft.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { NumberField } from '../field.tsx';

/** What the groups of the form share: the draft, how it changes, and what is wrong with it. */
export interface BotForm {
  readonly draft: BotDraft;
  readonly change: (part: Partial<BotDraft>) => void;
  /** What is wrong with a field, in words. */
  readonly wrong: (field: string) => string | undefined;
  /** Currency of its pairs; empty before a pair is chosen. */
  readonly quote: string;
  /** The bot is there already: account and direction stay. */
  readonly isThere: boolean;
}

/** A number of the draft with its label. */
export function Numeric(props: {
  readonly form: BotForm;
  readonly field: FieldName;
  readonly label?: BotWord;
  readonly unit?: string;
  readonly placeholder?: BotWord;
  readonly hint?: string;
}) {
  const { form, field, label = field as BotWord, unit, placeholder, hint } = props;
  return (
    <NumberField
      label={tell(label)}
      {...(unit === undefined ? {} : { unit })}
      {...(placeholder === undefined ? {} : { placeholder: tell(placeholder) })}
      hint={hint}
      value={form.draft[field]}
      wrong={form.wrong(field)}
      onWrite={(text) => form.change({ [field]: text })}
    />
  );
}
