import { useState } from 'preact/hooks';
import { may } from '../../desk/manager.ts';
import type { ManagerRow } from '../../desk/rows.ts';
import { RightsGrid } from '../../parts/desk/rights-grid.tsx';
import { Figure } from '../../parts/figure.tsx';
import { AskDialog } from '../../parts/ramm/ask-dialog.tsx';
import { ShownOne } from '../../parts/ramm/shown-one.tsx';
import type { FormField } from '../../ramm/draft.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

type Manager = Omit<ManagerRow, 'Status'> & { readonly Tag: string };

export function ManagerPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<Manager> method="managers.get" id={id}>
      {(manager) => <ManagerView manager={manager} />}
    </ShownOne>
  );
}

function ManagerView({ manager }: { readonly manager: Manager }) {
  const [opened, setOpened] = useState<'edit' | 'status' | null>(null);
  const { ID, Login, FirstName, LastName, Mobile, Comment, Tag } = manager;
  const close = (): void => setOpened(null);
  const fields: FormField[] = [
    { name: 'FirstName', label: tell('firstName'), most: 200, initial: FirstName },
    { name: 'LastName', label: tell('lastName'), most: 200, initial: LastName },
    { name: 'Mobile', label: tell('mobile'), most: 200, initial: Mobile },
    { name: 'Comment', label: tell('comment'), most: 10_000, initial: Comment },
    { name: 'Tag', label: tell('tag'), most: 20, initial: Tag },
  ];
  const states = ['1', '2', '3', '4'].map((value) => ({ value, label: stateText('manager', value) }));
  return (
    <>
      <div class="page-head">
        <h1>
          {Login} <small>{[FirstName, LastName].filter(Boolean).join(' ')}</small>
        </h1>
        {may('managers.set') && (
          <div class="buttons">
            <button type="button" onClick={() => setOpened('edit')}>
              {tell('edit')}
            </button>
            <button type="button" onClick={() => setOpened('status')}>
              {tell('status')}
            </button>
          </div>
        )}
      </div>
      <dl class="figures">
        <Figure name={tell('id')}>{ID}</Figure>
        <Figure name={tell('mobile')}>{Mobile || '—'}</Figure>
        <Figure name={tell('comment')}>{Comment || '—'}</Figure>
      </dl>
      <RightsGrid manager={ID} login={Login} />
      {opened === 'edit' && (
        <AskDialog
          title={`${tell('edit')}: ${Login}`}
          method="managers.set"
          fields={fields}
          changesOnly
          body={(read) => ({ ID, ...read })}
          label={tell('save')}
          onDone={close}
          onClose={close}
        />
      )}
      {opened === 'status' && (
        <AskDialog
          title={`${tell('status')}: ${Login}`}
          method="managers.set"
          fields={[{ name: 'Status', label: tell('status'), kind: 'choice', choices: states, initial: '1' }]}
          body={(read) => ({ ID, ...read })}
          confirm={({ Status }) => `${Login}: ${stateText('manager', Status)}`}
          label={tell('confirm')}
          onDone={close}
          onClose={close}
        />
      )}
    </>
  );
}
