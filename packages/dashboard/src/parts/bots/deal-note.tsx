import type { Deal } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { refusalText } from '../../bots/describe.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';

/** A person's own words about a deal; they stay as they are once it has ended. */
export function DealNote({ deal, onDone }: { readonly deal: Deal; readonly onDone: () => void }) {
  const [text, setText] = useState(deal.note ?? '');
  const [kept, setKept] = useState(false);
  const { busy, error, run } = useAction();
  useEffect(() => setText(deal.note ?? ''), [deal.note]);
  if (!deal.active) return deal.note === null ? null : <p>{tell('event.noted', { note: deal.note })}</p>;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const note = text.trim();
    setKept(await run(() => call('PUT', `/deals/${deal.id}/note`, { note: note === '' ? null : note })));
    onDone();
  };
  return (
    <form class="note" onSubmit={(event) => void save(event)}>
      <label class="field">
        {tell('note')}
        <textarea
          rows={2}
          maxLength={300}
          placeholder={tell('noteHint')}
          value={text}
          onInput={(event) => {
            setKept(false);
            setText(event.currentTarget.value);
          }}
        />
      </label>
      <button type="submit" disabled={busy || text.trim() === (deal.note ?? '')}>
        {tell('saveNote')}
      </button>
      <span class="sent" role="status">
        {kept ? say('done') : ''}
      </span>
      <p class="refusal" role="alert">
        {error === null ? '' : refusalText(error)}
      </p>
    </form>
  );
}
