import type { Account } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { LIMIT_FIELDS, type LimitField, limitBody, limitDraft, wrongLimit } from '../../system/limit-draft.ts';
import { tell } from '../../words/house/system-words.ts';
import { say } from '../../words/language.ts';
import { amountText, shown } from '../../words/numbers.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { type Done, DoneBar } from '../done-bar.tsx';
import { NumberField } from '../field.tsx';

/** What the owner allows each account. */
export function Limits(props: { readonly accounts: readonly Account[] | null; readonly onChange: () => void }) {
  const [edited, setEdited] = useState<Account | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const changed = ({ id, name, limits }: Account): Done => ({
    text: tell('limitsSet', { name }),
    undo: {
      label: say('undo'),
      text: say('undone'),
      act: async () => {
        await call('PUT', `/accounts/${id}/limits`, limitBody(limitDraft(limits)));
        props.onChange();
      },
    },
  });
  const limitColumn = (field: LimitField): TableColumn<Account> => ({
    id: field,
    title: tell(`limit.${field}`),
    number: true,
    text: ({ limits }) => (limits[field] === null ? null : String(limits[field])),
    cell: ({ limits, currency }) => <LimitCell value={limits[field]} currency={currency} />,
  });
  const columns: TableColumn<Account>[] = [
    { id: 'account', title: tell('account'), text: ({ name }) => name, cell: ({ name }) => name },
    ...LIMIT_FIELDS.map(limitColumn),
    {
      id: 'edit',
      title: '',
      cell: (account) => (
        <button type="button" aria-label={`${tell('edit')}: ${account.name}`} onClick={() => setEdited(account)}>
          {tell('edit')}
        </button>
      ),
    },
  ];
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">{tell('limits')}</h2>
      <p class="quiet">{tell('limitsText')}</p>
      <DataTable
        rows={props.accounts?.filter(({ closed }) => !closed) ?? null}
        columns={columns}
        keyOf={({ id }) => String(id)}
        empty="—"
        name={tell('limits')}
      />
      <DoneBar done={done} />
      {edited !== null && (
        <LimitDialog
          account={edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            setDone(changed(edited));
            props.onChange();
          }}
        />
      )}
    </section>
  );
}

function LimitCell({ value, currency }: { readonly value: string | number | null; readonly currency: string }) {
  if (value === null) return <span class="quiet">{tell('noLimit')}</span>;
  return <>{typeof value === 'number' ? shown(String(value)) : amountText(value, currency)}</>;
}

function LimitDialog(props: { readonly account: Account; readonly onClose: () => void; readonly onSaved: () => void }) {
  const { account } = props;
  const [draft, setDraft] = useState(() => limitDraft(account.limits));
  const action = useAction();
  const faults = LIMIT_FIELDS.map((field) => wrongLimit(field, draft[field]));
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (faults.some((fault) => fault !== null)) return;
    if (await action.run(() => call('PUT', `/accounts/${account.id}/limits`, limitBody(draft)))) props.onSaved();
  };
  const wrongText = (fault: (typeof faults)[number] | undefined): string | undefined => {
    if (fault === null || fault === undefined) return undefined;
    return fault === 'whole' ? tell('needWhole') : say('needNumber');
  };
  return (
    <Dialog title={tell('editLimits', { name: account.name })} onClose={props.onClose}>
      <form class="key-form" onSubmit={(event) => void save(event)} noValidate>
        {LIMIT_FIELDS.map((field, i) => (
          <NumberField
            key={field}
            label={tell(`limit.${field}`)}
            {...(field === 'maxOrdersPerMinute' ? {} : { unit: account.currency })}
            value={draft[field]}
            wrong={wrongText(faults[i])}
            placeholder={tell('emptyNone')}
            hint={tell(`limitHint.${field}`)}
            onWrite={(text) => {
              action.clear();
              setDraft({ ...draft, [field]: text });
            }}
          />
        ))}
        <DialogEnd
          busy={action.busy || faults.some((fault) => fault !== null)}
          error={action.error}
          label={tell('save')}
          kind=""
          back={tell('cancel')}
          onClose={props.onClose}
        />
      </form>
    </Dialog>
  );
}
