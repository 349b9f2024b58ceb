import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { typedDecimal } from '../../decimal.ts';
import { manager } from '../../desk/manager.ts';
import type { Strategy } from '../../desk/rows.ts';
import { readSync, type SyncRow } from '../../desk/sync.ts';
import type { FormField } from '../../ramm/draft.ts';
import { problemText } from '../../ramm/problem.ts';
import { type SearchAnswer, searchBody } from '../../ramm/search.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { say } from '../../words/language.ts';
import { shown } from '../../words/numbers.ts';
import { Checkbox } from '../choices.tsx';
import { Dialog } from '../dialog.tsx';
import { AskDialog } from '../ramm/ask-dialog.tsx';
import { FormFieldView } from '../ramm/form-field.tsx';
import { Refusal } from '../refusal.tsx';

interface Props {
  readonly strategy: Strategy;
  readonly onSent: (text: string) => void;
  readonly onClose: () => void;
}

/** Names of symbols that can be traded, as far as one page of them goes. */
function useSymbols(): readonly string[] {
  const wish = searchBody({ Enabled: true }, { Field: 'Name', Direction: 'Asc' }, 1, 100);
  const { answer } = useAsk<SearchAnswer>('symbols.search', wish);
  return ((answer?.Symbols ?? []) as readonly { readonly Name: string }[]).map(({ Name }) => Name);
}

/** The trader's position in one symbol, by hand. */
export function SendSignal({ strategy, onSent, onClose }: Props) {
  const fields: FormField[] = [
    { name: 'Symbol', label: tell('symbol'), required: true, most: 64, suggestions: useSymbols() },
    { name: 'Lot', label: tell('lot'), kind: 'number', required: true, hint: tell('lotHint') },
    { name: 'Equity', label: tell('traderEquity'), kind: 'number', hint: tell('equityHint') },
    { name: 'Ticket', label: tell('ticket'), most: 64, required: strategy.AccountingSystem === '0' },
    { name: 'Comment', label: tell('comment'), most: 200 },
  ];
  return (
    <AskDialog<{ readonly SignalID: string }>
      title={`${tell('sendSignal')}: ${strategy.Name}`}
      method="trading.addSignal"
      fields={fields}
      body={(read) => ({ ...read, StrategyID: strategy.ID })}
      confirm={({ Symbol: symbol = '', Lot = '' }) =>
        tell('signalText', { symbol, lot: shown(typedDecimal(Lot)), n: strategy.Accounts })
      }
      label={tell('confirm')}
      onDone={({ SignalID }) => {
        onSent(tell('signalSent', { id: SignalID }));
        onClose();
      }}
      onClose={onClose}
    />
  );
}

const EMPTY: SyncRow = { symbol: '', lot: '', equity: '', ticket: '' };

/** All of the trader's positions, by hand: what is not named is closed. */
export function SendSync({ strategy, onSent, onClose }: Props) {
  const symbols = useSymbols();
  const action = useAction();
  const [rows, setRows] = useState<readonly SyncRow[]>([EMPTY]);
  const [soft, setSoft] = useState(true);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState(false);
  const read = readSync(rows, strategy.AccountingSystem === '0');
  const write = (at: number, part: Partial<SyncRow>): void =>
    setRows(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  const go = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (read.wrong.some((row) => Object.keys(row).length > 0)) return;
    if (!asked) return setAsked(true);
    const sent = await action.run(() =>
      manager.change('trading.addSync', { StrategyID: strategy.ID, SoftSync: soft, Signals: read.signals }),
    );
    if (!sent) return setAsked(false);
    onSent(tell('syncSent'));
    onClose();
  };
  const list = read.signals.map(({ Symbol: symbol, Lot }) => `${symbol} ${shown(Lot)}`).join(', ');
  return (
    <Dialog title={`${tell('sendSync')}: ${strategy.Name}`} onClose={onClose}>
      <form class="ramm-form" onSubmit={(event) => void go(event)} noValidate>
        {asked ? (
          <p class="question">{tell('syncText', { list: list === '' ? tell('syncFlat') : list })}</p>
        ) : (
          <>
            {rows.map((row, at) => (
              <fieldset class="sync-row" key={at} aria-label={`${tell('symbol')} ${at + 1}`}>
                {(
                  [
                    'symbol',
                    'lot',
                    'equity',
                    ...(strategy.AccountingSystem === '0' ? ['ticket' as const] : []),
                  ] as const
                ).map((name) => (
                  <FormFieldView
                    key={name}
                    field={{
                      name,
                      label: tell(name === 'equity' ? 'traderEquity' : name),
                      kind: name === 'lot' || name === 'equity' ? 'number' : 'text',
                      most: 64,
                      ...(name === 'symbol' ? { suggestions: symbols } : {}),
                    }}
                    value={row[name]}
                    wrong={wrongText(tried ? read.wrong[at]?.[name] : undefined)}
                    onWrite={(text) => write(at, { [name]: text })}
                  />
                ))}
                <button
                  type="button"
                  aria-label={tell('removeRow', { symbol: row.symbol || String(at + 1) })}
                  onClick={() => setRows(rows.filter((_, i) => i !== at))}
                >
                  ×
                </button>
              </fieldset>
            ))}
            <button type="button" onClick={() => setRows([...rows, EMPTY])}>
              {tell('addRow')}
            </button>
            <Checkbox label={tell('softSync')} checked={soft} onChange={setSoft} />
          </>
        )}
        <Refusal error={action.error} textOf={problemText} />
        <div class="buttons">
          <button type="submit" class="main" disabled={action.busy}>
            {tell(asked ? 'confirm' : 'check')}
          </button>
          {asked && (
            <button type="button" onClick={() => setAsked(false)}>
              {tell('change')}
            </button>
          )}
          <button type="button" onClick={onClose}>
            {say('back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function wrongText(word: 'needValue' | 'needNumber' | undefined): string | undefined {
  return word === undefined ? undefined : tell(word);
}
