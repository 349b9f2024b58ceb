import { useId } from 'preact/hooks';

/** One of a few words, all in sight. */
export function Choices<Value extends string>(props: {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly wordOf: (value: Value) => string;
  readonly disabled?: boolean;
  readonly onChoose: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset class="choices" aria-label={props.label} disabled={props.disabled}>
      {props.values.map((value) => (
        <label key={value} class={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={props.value === value}
            onChange={() => props.onChoose(value)}
          />
          {props.wordOf(value)}
        </label>
      ))}
    </fieldset>
  );
}

/** One of some words in a list that opens. */
export function Select<Value extends string>(props: {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly wordOf: (value: Value) => string;
  readonly wrong?: string | undefined;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <label class="field">
      {props.label}
      <select value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value as Value)}>
        {props.values.map((value) => (
          <option key={value} value={value}>
            {props.wordOf(value)}
          </option>
        ))}
      </select>
      {props.wrong !== undefined && <small class="wrong">{props.wrong}</small>}
    </label>
  );
}

export function Checkbox(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly wrong?: string | undefined;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
      {props.wrong !== undefined && <small class="wrong">{props.wrong}</small>}
    </label>
  );
}
