import type { CompanyLogin } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { loginKey } from '../../connections/ramm.ts';
import { tell } from '../../words/house/connection-words.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Refusal } from '../refusal.tsx';

/** Managers and clients; each can be locked out and let in again. */
export function LoginList(props: { readonly logins: readonly CompanyLogin[] | null; readonly onChanged: () => void }) {
  const action = useAction();
  const turn = async ({ kind, id, enabled }: CompanyLogin): Promise<void> => {
    const path = `/company-logins/${kind}/${id}/enabled`;
    if (await action.run(() => call('PUT', path, { enabled: !enabled }))) props.onChanged();
  };
  const turnText = (row: CompanyLogin): string => tell(row.enabled ? 'lockOut' : 'letIn');
  const columns: TableColumn<CompanyLogin>[] = [
    { id: 'login', title: tell('keyLogin'), text: ({ login }) => login, cell: ({ login }) => <b>{login}</b> },
    {
      id: 'kind',
      title: tell('kind'),
      text: ({ kind }) => tell(`person.${kind}`),
      cell: ({ kind }) => tell(`person.${kind}`),
    },
    { id: 'company', title: tell('company'), text: (row) => row.companyName, cell: (row) => row.companyName },
    {
      id: 'state',
      title: tell('state'),
      text: ({ enabled }) => tell(enabled ? 'mayEnter' : 'lockedOut'),
      cell: ({ enabled }) => <span class={enabled ? '' : 'down'}>{tell(enabled ? 'mayEnter' : 'lockedOut')}</span>,
    },
    {
      id: 'turn',
      title: '',
      cell: (row) => (
        <button
          type="button"
          disabled={action.busy}
          aria-label={`${turnText(row)}: ${row.login}`}
          onClick={() => void turn(row)}
        >
          {turnText(row)}
        </button>
      ),
    },
  ];
  return (
    <>
      <Refusal error={action.error} />
      <DataTable
        rows={props.logins}
        columns={columns}
        keyOf={loginKey}
        empty={tell('noLogins')}
        name={`${tell('face.ramm')}, ${tell('logins')}`}
      />
    </>
  );
}
