import { useId } from 'preact/hooks';

/** What a key or login is to be called; what is wrong with it stands below once it was to be made. */
export function LoginField(props: {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  /** Empty: nothing is wrong, or nothing is told yet. */
  readonly wrong: string;
  readonly onWrite: (value: string) => void;
}) {
  const { label, value, most, wrong, onWrite } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={most}
        autocomplete="off"
        aria-invalid={wrong !== ''}
        aria-describedby={`${id}-wrong`}
        onInput={(event) => onWrite(event.currentTarget.value)}
      />
      <small class="wrong" id={`${id}-wrong`}>
        {wrong}
      </small>
    </div>
  );
}
