import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A labelled number field; what is wrong with it stands below, and readers of screens hear it. */
export function NumberField(props: {
  readonly label: string;
  readonly unit?: string;
  readonly value: string;
  readonly wrong: string | undefined;
  /** What an empty field means. */
  readonly placeholder?: string;
  /** One quiet line below. */
  readonly hint?: string | undefined;
  readonly onWrite: (text: string) => void;
  readonly children?: ComponentChildren;
}) {
  const id = useId();
  const { label, unit, value, wrong, onWrite } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="entry">
        <input
          id={id}
          inputMode="decimal"
          autocomplete="off"
          value={value}
          maxLength={60}
          placeholder={props.placeholder}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong !== undefined ? `${id}-wrong` : props.hint !== undefined ? `${id}-hint` : undefined}
          onInput={(event) => onWrite(event.currentTarget.value)}
        />
        {unit !== undefined && <small>{unit}</small>}
      </span>
      {props.children}
      {wrong === undefined && props.hint !== undefined && (
        <small class="quiet" id={`${id}-hint`}>
          {props.hint}
        </small>
      )}
      {wrong !== undefined && (
        <small class="wrong" id={`${id}-wrong`}>
          {wrong}
        </small>
      )}
    </div>
  );
}
