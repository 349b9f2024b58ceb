import type { Trouble } from 'outcry/native-api';
import { usePoll } from '../../api/use-poll.ts';
import { tell } from '../../words/house/system-words.ts';
import { shownTime } from '../../words/numbers.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Refusal } from '../refusal.tsx';

const LOOK_MS = 5_000;

/** What went wrong since the start. */
export function Troubles() {
  const { answer, error } = usePoll<{ items: readonly Trouble[] }>('/system/troubles', LOOK_MS);
  const columns: TableColumn<Trouble>[] = [
    { id: 'time', title: tell('time'), text: ({ at }) => at, cell: ({ at }) => shownTime(at) },
    {
      id: 'level',
      title: tell('level'),
      text: ({ level }) => tell(`level.${level}`),
      cell: ({ level }) => <span class={level === 'warn' ? 'quiet' : 'down'}>{tell(`level.${level}`)}</span>,
    },
    {
      id: 'message',
      title: tell('message'),
      text: ({ message, cause, details }) => [message, cause, details].filter((part) => part !== null).join(': '),
      cell: ({ message, cause, details }) => (
        <span class="rights">
          {message}
          {cause !== null && <small> · {cause}</small>}
          {details !== null && <small> · {details}</small>}
        </span>
      ),
    },
    {
      id: 'request',
      title: tell('request'),
      text: ({ requestId }) => requestId,
      cell: ({ requestId }) => <small>{requestId ?? ''}</small>,
    },
  ];
  return (
    <section aria-labelledby="troubles">
      <h2 id="troubles">{tell('troubles')}</h2>
      <p class="quiet">{tell('troublesText')}</p>
      {error !== null && <Refusal error={error} />}
      <DataTable
        rows={answer?.items ?? null}
        columns={columns}
        keyOf={(trouble) => JSON.stringify(trouble)}
        empty={tell('noTroubles')}
        name={tell('troubles')}
      />
    </section>
  );
}
