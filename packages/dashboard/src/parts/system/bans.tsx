import type { Ban } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { usePoll } from '../../api/use-poll.ts';
import { tell } from '../../words/house/system-words.ts';
import { shownTime } from '../../words/numbers.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Refusal } from '../refusal.tsx';

const LOOK_MS = 5_000;

/** Who is kept out, why, until when; and the button that lets them in. */
export function Bans() {
  const { answer, error, again } = usePoll<{ items: readonly Ban[] }>('/system/bans', LOOK_MS);
  const action = useAction();
  const lift = async ({ kind, subject }: Ban): Promise<void> => {
    await action.run(() => call('POST', '/system/bans/lift', { kind, subject }));
    again();
  };
  const columns: TableColumn<Ban>[] = [
    { id: 'who', title: tell('who'), text: ({ subject }) => subject, cell: ({ subject }) => <b>{subject}</b> },
    { id: 'why', title: tell('why'), text: whyText, cell: whyText },
    { id: 'since', title: tell('since'), text: ({ since }) => since, cell: ({ since }) => shownTime(since) },
    { id: 'until', title: tell('until'), text: ({ until }) => until, cell: ({ until }) => shownTime(until) },
    {
      id: 'lift',
      title: '',
      cell: (ban) => (
        <button
          type="button"
          disabled={action.busy}
          aria-label={`${tell('lift')}: ${ban.subject}`}
          onClick={() => void lift(ban)}
        >
          {tell('lift')}
        </button>
      ),
    },
  ];
  const failure = action.error ?? error;
  return (
    <section aria-labelledby="bans">
      <h2 id="bans">{tell('bans')}</h2>
      <p class="quiet">{tell('bansText')}</p>
      <DataTable
        rows={answer?.items ?? null}
        columns={columns}
        keyOf={({ kind, subject }) => `${kind} ${subject}`}
        empty={tell('noBans')}
        name={tell('bans')}
      />
      <Refusal error={failure} />
    </section>
  );
}

function whyText({ kind, count }: Ban): string {
  return tell(`ban.${kind}`, { n: String(count) });
}
