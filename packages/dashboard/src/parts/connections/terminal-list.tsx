import type { MadeStrategyToken, StrategyToken } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { type MadeRamm, madeToken } from '../../connections/ramm.ts';
import { tell } from '../../words/house/connection-words.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { Refusal } from '../refusal.tsx';

/** Strategies and the tokens of their terminals. A new token ends the one before: that is asked first. */
export function TerminalList(props: {
  readonly strategies: readonly StrategyToken[] | null;
  readonly onMade: (made: MadeRamm) => void;
}) {
  const [asked, setAsked] = useState<StrategyToken | null>(null);
  const action = useAction();
  const make = async ({ strategy }: StrategyToken): Promise<void> => {
    await action.run(async () => {
      const made = await call<MadeStrategyToken>('POST', '/strategy-tokens', { strategy });
      setAsked(null);
      props.onMade(madeToken(made));
    });
  };
  const columns: TableColumn<StrategyToken>[] = [
    { id: 'name', title: tell('strategy'), text: ({ name }) => name, cell: ({ name }) => <b>{name}</b> },
    {
      id: 'token',
      title: tell('secret.token'),
      text: ({ hasToken }) => tell(hasToken ? 'hasToken' : 'hasNone'),
      cell: ({ hasToken }) => tell(hasToken ? 'hasToken' : 'hasNone'),
    },
    {
      id: 'make',
      title: '',
      cell: (row) => (
        <button
          type="button"
          disabled={action.busy}
          aria-label={`${tell('makeToken')}: ${row.name}`}
          onClick={() => (row.hasToken ? setAsked(row) : void make(row))}
        >
          {tell('makeToken')}
        </button>
      ),
    },
  ];
  return (
    <>
      {asked === null && <Refusal error={action.error} />}
      <DataTable
        rows={props.strategies}
        columns={columns}
        keyOf={({ strategy }) => String(strategy)}
        empty={tell('noStrategies')}
        name={`${tell('face.ramm')}, ${tell('terminals')}`}
      />
      {asked !== null && (
        <Dialog title={tell('renewTitle', { name: asked.name })} onClose={() => setAsked(null)}>
          <p>{tell('renewText')}</p>
          <DialogEnd
            {...action}
            label={tell('makeToken')}
            back={tell('cancel')}
            onGo={() => void make(asked)}
            onClose={() => setAsked(null)}
          />
        </Dialog>
      )}
    </>
  );
}
