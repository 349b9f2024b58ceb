import type { Account } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/house/system-words.ts';
import { shown, shownTime } from '../../words/numbers.ts';
import { Checkbox } from '../choices.tsx';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { Refusal } from '../refusal.tsx';

/** What is to be stopped: one account, or all of the person. */
type Target = Account | 'all';

/** Stops trading at once, and lets it go on. */
export function KillSwitch(props: { readonly accounts: readonly Account[] | null; readonly onChange: () => void }) {
  const [asked, setAsked] = useState<Target | null>(null);
  const action = useAction();
  const open = props.accounts?.filter(({ closed }) => !closed) ?? null;
  const resume = async (target: Target): Promise<void> => {
    const path = target === 'all' ? '/resume' : `/accounts/${target.id}/resume`;
    if (await action.run(() => call('POST', path))) props.onChange();
  };
  const columns: TableColumn<Account>[] = [
    {
      id: 'account',
      title: tell('account'),
      text: ({ name }) => name,
      cell: ({ id, name }) => <a href={pathTo('account', id)}>{name}</a>,
    },
    {
      id: 'state',
      title: tell('state'),
      text: ({ killed }) => (killed === null ? tell('trading') : tell('stoppedAt', { time: killed.at })),
      cell: (account) => <AccountState account={account} />,
    },
    {
      id: 'orders',
      title: tell('openOrders'),
      number: true,
      text: ({ openOrders }) => String(openOrders),
      cell: ({ openOrders }) => shown(String(openOrders)),
    },
    {
      id: 'positions',
      title: tell('positions'),
      number: true,
      text: ({ openPositions }) => String(openPositions),
      cell: ({ openPositions }) => shown(String(openPositions)),
    },
    {
      id: 'act',
      title: '',
      cell: (account) =>
        account.killed === null ? (
          <button
            type="button"
            class="danger"
            aria-label={`${tell('killOne')}: ${account.name}`}
            onClick={() => setAsked(account)}
          >
            {tell('killOne')}
          </button>
        ) : (
          <button
            type="button"
            disabled={action.busy}
            aria-label={`${tell('resumeOne')}: ${account.name}`}
            onClick={() => void resume(account)}
          >
            {tell('resumeOne')}
          </button>
        ),
    },
  ];
  return (
    <section aria-labelledby="kill">
      <div class="section-head">
        <h2 id="kill">{tell('killSwitch')}</h2>
        <div class="buttons">
          {open?.some(({ killed }) => killed !== null) && (
            <button type="button" disabled={action.busy} onClick={() => void resume('all')}>
              {tell('resumeAll')}
            </button>
          )}
          <button type="button" class="main sell" disabled={open === null} onClick={() => setAsked('all')}>
            {tell('killAll')}
          </button>
        </div>
      </div>
      <p class="quiet">{tell('killText')}</p>
      <DataTable rows={open} columns={columns} keyOf={({ id }) => String(id)} empty="—" name={tell('killSwitch')} />
      <Refusal error={action.error} />
      {asked !== null && (
        <KillDialog
          target={asked}
          onClose={() => setAsked(null)}
          onStopped={() => {
            setAsked(null);
            props.onChange();
          }}
        />
      )}
    </section>
  );
}

function AccountState({ account: { killed, closing } }: { readonly account: Account }) {
  if (killed === null) return <span class="quiet">{tell('trading')}</span>;
  return (
    <span class="down">
      {tell('stoppedAt', { time: shownTime(killed.at) })}
      {killed.note !== null && ` · ${killed.note}`}
      {closing !== null && ` · ${tell('closing')}`}
    </span>
  );
}

function KillDialog(props: { readonly target: Target; readonly onClose: () => void; readonly onStopped: () => void }) {
  const { target } = props;
  const [flatten, setFlatten] = useState(false);
  const [note, setNote] = useState('');
  const action = useAction();
  const stop = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const path = target === 'all' ? '/kill' : `/accounts/${target.id}/kill`;
    const why = note.trim() === '' ? {} : { note: note.trim() };
    if (await action.run(() => call('POST', path, { flatten, ...why }))) props.onStopped();
  };
  const title = target === 'all' ? tell('killAllTitle') : tell('killOneTitle', { name: target.name });
  return (
    <Dialog title={title} onClose={props.onClose}>
      <form class="key-form" onSubmit={(event) => void stop(event)}>
        <p>{tell('killText')}</p>
        <Checkbox label={tell('flatten')} checked={flatten} onChange={setFlatten} />
        <label class="field">
          {tell('note')}
          <input value={note} maxLength={200} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <DialogEnd {...action} label={tell('killConfirm')} back={tell('cancel')} onClose={props.onClose} />
      </form>
    </Dialog>
  );
}
