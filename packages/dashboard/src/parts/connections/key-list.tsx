import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { accounts } from '../../api/house.ts';
import { useAction } from '../../api/use-action.ts';
import type { KeyedFace } from '../../connections/faces.ts';
import { type AnyKey, KEY_PATHS, type KeyRow, keyRow } from '../../connections/keys.ts';
import { isConnectionWord, tell } from '../../words/house/connection-words.ts';
import { shownTime } from '../../words/numbers.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';

/** Keys of a face; each can be ended. */
export function KeyList(props: {
  readonly face: KeyedFace;
  readonly keys: readonly AnyKey[] | null;
  readonly onEnded: (id: number) => void;
}) {
  const [asked, setAsked] = useState<KeyRow | null>(null);
  const columns: TableColumn<KeyRow>[] = [
    {
      id: 'name',
      title: tell(props.face === 'chp' ? 'keyLogin' : 'keyName'),
      text: ({ name }) => name,
      cell: ({ name, account }) => (
        <>
          <b>{name}</b>
          {account !== null && <small> · {accountName(account)}</small>}
        </>
      ),
    },
    {
      id: 'rights',
      title: tell('rights'),
      text: ({ rights }) => rights.join(' '),
      cell: ({ rights }) => <span class="rights">{rights.map(rightText).join(', ')}</span>,
    },
    {
      id: 'created',
      title: tell('created'),
      text: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => shownTime(createdAt),
    },
    {
      id: 'used',
      title: tell('lastUsed'),
      text: ({ lastUsedAt }) => lastUsedAt,
      cell: ({ lastUsedAt }) => (
        <span class="quiet">{lastUsedAt === null ? tell('never') : shownTime(lastUsedAt)}</span>
      ),
    },
    {
      id: 'end',
      title: '',
      cell: (row) => (
        <button type="button" class="danger" aria-label={`${tell('end')}: ${row.name}`} onClick={() => setAsked(row)}>
          {tell('end')}
        </button>
      ),
    },
  ];
  return (
    <>
      <DataTable
        rows={props.keys?.map(keyRow) ?? null}
        columns={columns}
        keyOf={({ id }) => String(id)}
        empty={tell('noKeys')}
        name={`${tell(`face.${props.face}`)}, ${tell('keys')}`}
      />
      {asked !== null && (
        <EndKey
          face={props.face}
          row={asked}
          onClose={() => setAsked(null)}
          onEnded={() => {
            setAsked(null);
            props.onEnded(asked.id);
          }}
        />
      )}
    </>
  );
}

/** A right in words; what is newer than this page as it is. */
export function rightText(right: string): string {
  const word = `right.${right}`;
  return isConnectionWord(word) ? tell(word) : right;
}

function accountName(id: number): string {
  return accounts.value.find((account) => account.id === id)?.name ?? String(id);
}

function EndKey(props: {
  readonly face: KeyedFace;
  readonly row: KeyRow;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}) {
  const action = useAction();
  const { row } = props;
  const end = async (): Promise<void> => {
    const done = await action.run(() => call('DELETE', `${KEY_PATHS[props.face]}/${row.id}`));
    if (done) props.onEnded();
  };
  return (
    <Dialog title={tell('endTitle', { name: row.name })} onClose={props.onClose}>
      <p>{tell('endText')}</p>
      <DialogEnd
        {...action}
        label={tell('end')}
        back={tell('cancel')}
        onGo={() => void end()}
        onClose={props.onClose}
      />
    </Dialog>
  );
}
