import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { NumberField } from '../field.tsx';
import type { BotForm } from './form-fields.tsx';

/** Rows of two numbers each that may be written, added and removed: steps of a deal, the nearest first. */
export function NumberRows<Name extends string>(props: {
  readonly form: BotForm;
  /** Name of the list in the API. */
  readonly path: string;
  readonly rows: readonly Readonly<Record<Name, string>>[];
  readonly fields: readonly (readonly [name: Name, label: BotWord])[];
  readonly most: number;
  readonly add: BotWord;
  readonly remove: BotWord;
  /** What one more row, or the first ones, begin with. */
  readonly next: () => readonly Readonly<Record<Name, string>>[];
  readonly onWrite: (rows: readonly Readonly<Record<Name, string>>[]) => void;
}) {
  const { form, path, rows, fields, onWrite } = props;
  const wrong = form.wrong(path);
  return (
    <>
      {rows.map((row, index) => (
        // a row has no name but its place
        <div class="condition two" key={index}>
          {fields.map(([name, label]) => (
            <NumberField
              key={name}
              label={tell(label)}
              value={row[name]}
              wrong={form.wrong(`${path}.${index}.${name}`)}
              onWrite={(text) => onWrite(rows.map((each, i) => (i === index ? { ...each, [name]: text } : each)))}
            />
          ))}
          <button
            type="button"
            class="remove"
            aria-label={tell(props.remove, { n: String(index + 1) })}
            onClick={() => onWrite(rows.filter((_, i) => i !== index))}
          >
            ×
          </button>
        </div>
      ))}
      {wrong !== undefined && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      {rows.length < props.most && (
        <button type="button" onClick={() => onWrite([...rows, ...props.next()])}>
          + {tell(props.add)}
        </button>
      )}
    </>
  );
}
