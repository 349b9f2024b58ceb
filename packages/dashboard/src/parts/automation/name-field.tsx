import { tell } from '../../words/automation/automation-words.ts';

/** What a person calls a bot. */
export function NameField(props: {
  readonly name: string;
  readonly most: number;
  readonly placeholder?: string;
  readonly wrong: string | undefined;
  readonly onWrite: (name: string) => void;
}) {
  const { name, most, placeholder, wrong, onWrite } = props;
  return (
    <label class="field wide">
      {tell('name')}
      <input
        name="name"
        value={name}
        maxLength={most}
        placeholder={placeholder}
        aria-invalid={wrong !== undefined}
        onInput={(event) => onWrite(event.currentTarget.value)}
      />
      {wrong !== undefined && <small class="wrong">{wrong}</small>}
    </label>
  );
}
