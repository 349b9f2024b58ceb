import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import { say } from '../words/language.ts';
import { Refusal } from './refusal.tsx';

interface NoteProps {
  /** Where the note is put: `/deals/12/note`. */
  readonly path: string;
  readonly note: string | null;
  readonly label: string;
  readonly placeholder: string;
  readonly save: string;
  readonly onDone: () => void;
}

/** A person's own words about something that runs. */
export function NoteForm({ path, note, label, placeholder, save, onDone }: NoteProps) {
  const [text, setText] = useState(note ?? '');
  const [kept, setKept] = useState(false);
  const { busy, error, run } = useAction();
  useEffect(() => setText(note ?? ''), [note]);
  const put = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const written = text.trim();
    setKept(await run(() => call('PUT', path, { note: written === '' ? null : written })));
    onDone();
  };
  return (
    <form class="note" onSubmit={(event) => void put(event)}>
      <label class="field">
        {label}
        <textarea
          rows={2}
          maxLength={300}
          placeholder={placeholder}
          value={text}
          onInput={(event) => {
            setKept(false);
            setText(event.currentTarget.value);
          }}
        />
      </label>
      <button type="submit" disabled={busy || text.trim() === (note ?? '')}>
        {save}
      </button>
      <span class="sent" role="status">
        {kept ? say('done') : ''}
      </span>
      <Refusal error={error} />
    </form>
  );
}
