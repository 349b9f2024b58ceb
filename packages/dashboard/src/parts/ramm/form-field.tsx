import type { TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';
import type { FormField } from '../../ramm/draft.ts';
import { Checkbox, Select } from '../choices.tsx';

interface Props {
  readonly field: FormField;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly onWrite: (text: string) => void;
}

/** One field of a form of the desk, whatever its kind; what is wrong with it stands below. */
export function FormFieldView({ field, value, wrong, onWrite }: Props) {
  const { label, kind = 'text', choices = [] } = field;
  if (kind === 'check') {
    return (
      <Checkbox
        label={label}
        checked={value === 'true'}
        wrong={wrong}
        onChange={(checked) => onWrite(checked ? 'true' : '')}
      />
    );
  }
  if (kind === 'choice') {
    return (
      <Select
        label={label}
        values={choices.map((choice) => choice.value)}
        value={value}
        wordOf={(known) => choices.find((choice) => choice.value === known)?.label ?? known}
        wrong={wrong}
        onChoose={onWrite}
      />
    );
  }
  return <TextField field={field} value={value} wrong={wrong} onWrite={onWrite} />;
}

function TextField({ field, value, wrong, onWrite }: Props) {
  const id = useId();
  const { label, kind, hint, suggestions, most = 256 } = field;
  const unit = kind === 'percent' ? '%' : field.unit;
  const isNumber = kind === 'number' || kind === 'percent';
  const below = wrong ?? hint;
  const shared = {
    id,
    value,
    maxLength: isNumber ? 60 : most,
    inputMode: isNumber ? ('decimal' as const) : undefined,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': below === undefined ? undefined : `${id}-below`,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onWrite(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="entry">
        {kind === 'password' ? (
          <input type="password" autocomplete="new-password" {...shared} />
        ) : suggestions === undefined ? (
          <input type="text" autocomplete="off" {...shared} />
        ) : (
          <input type="text" autocomplete="off" list={`${id}-list`} {...shared} />
        )}
        {unit !== undefined && <small>{unit}</small>}
      </span>
      {suggestions !== undefined && (
        <datalist id={`${id}-list`}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
      {below !== undefined && (
        <small class={wrong === undefined ? 'quiet' : 'wrong'} id={`${id}-below`}>
          {below}
        </small>
      )}
      {wrong === undefined && field.under?.(value)}
    </div>
  );
}
