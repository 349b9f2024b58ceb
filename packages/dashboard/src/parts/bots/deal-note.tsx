import type { Deal } from 'outcry/native-api';
import { tell } from '../../words/bots/bot-words.ts';
import { NoteForm } from '../note-form.tsx';

/** A person's own words about a deal; they stay as they are once it has ended. */
export function DealNote({ deal, onDone }: { readonly deal: Deal; readonly onDone: () => void }) {
  if (!deal.active) return deal.note === null ? null : <p>{tell('event.noted', { note: deal.note })}</p>;
  return (
    <NoteForm
      path={`/deals/${deal.id}/note`}
      note={deal.note}
      label={tell('note')}
      placeholder={tell('noteHint')}
      save={tell('saveNote')}
      onDone={onDone}
    />
  );
}
