import type { Account, Balance, LedgerEntry, Margin } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { loadAccounts } from '../api/house.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useLive } from '../api/use-live.ts';
import { usePages } from '../api/use-pages.ts';
import { typedDecimal } from '../decimal.ts';
import { OpenOrders } from '../parts/account-orders.tsx';
import { NumberField } from '../parts/field.tsx';
import { ProfitDays } from '../parts/profit-days.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { FillTable, type HistoryPart, moneyCell, OrderTable, PositionTable, Table } from '../parts/tables.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useAskedOrder } from '../table/use-asked-order.ts';
import { errorText } from '../words/errors.ts';
import { say, type Word } from '../words/language.ts';
import { shortened, shown, shownTime, usualDecimals } from '../words/numbers.ts';
import { WORDS } from '../words/words.ts';

/** How often worth and margin are asked anew (ms). */
const LOOK_MS = 2_000;

/** One account: its worth, money, positions, orders, fills and ledger. */
export function AccountPage({ id }: { readonly id: number }) {
  const { answer: account, error, again } = useAnswer<Account>(`/accounts/${id}`);
  const margin = useAnswer<Margin>(account?.margin === true ? `/accounts/${id}/margin` : null);
  const positions = useLive('positions', id);
  const balances = useLive('balances', id);
  const orders = useLive('orders', id);
  const askMargin = margin.again;
  useEffect(() => {
    const timer = setInterval(() => {
      again();
      askMargin();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [id]);
  if (account === null) return <Waiting error={error} />;
  return (
    <div class="account-page">
      <Head account={account} margin={margin.answer} />
      <div class="columns">
        <section>
          <h2>{say('money')}</h2>
          <BalanceTable balances={balances ?? account.balances} />
        </section>
        <Transfers account={account} onDone={again} />
      </div>
      <section>
        <h2>{say('positions')}</h2>
        <PositionTable positions={positions} />
      </section>
      <section>
        <h2>{say('openOrders')}</h2>
        <OpenOrders orders={orders?.filter(({ endedAt }) => endedAt === null) ?? null} account={id} />
      </section>
      <Histories id={id} />
      <ProfitDays account={id} />
    </div>
  );
}

function Head({ account, margin }: { readonly account: Account; readonly margin: Margin | null }) {
  const figures: [Word, string | null][] = [['worth', account.equity]];
  if (margin !== null) {
    figures.push(
      ['liquid', margin.liquid],
      ['starting', margin.starting],
      ['corrected', margin.corrected],
      ['minimal', margin.minimal],
    );
  }
  return (
    <div class="head">
      <h1>
        {account.name} <small>{account.id}</small>
      </h1>
      <dl>
        {figures.map(([word, amount]) => (
          <div key={word}>
            <dt>{say(word)}</dt>
            <dd title={`${amount} ${account.currency}`}>
              {shortened(amount, usualDecimals(account.currency))} <small>{account.currency}</small>
            </dd>
          </div>
        ))}
        {margin !== null && (
          <div>
            <dt>{say('sufficiency')}</dt>
            <dd>{shown(margin.level)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function BalanceTable({ balances }: { readonly balances: readonly Balance[] }) {
  return (
    <Table
      rows={balances}
      keyOf={({ asset }) => asset}
      empty="noHistory"
      name="money"
      columns={[
        { word: 'asset', cell: ({ asset }) => <b>{asset}</b>, text: ({ asset }) => asset },
        ...(['total', 'held', 'margin', 'available'] as const).map((word) => ({
          word,
          number: true,
          cell: (balance: Balance) => shortened(balance[word], usualDecimals(balance.asset)),
          text: (balance: Balance) => balance[word],
        })),
      ]}
    />
  );
}

/** Paper money in and out. */
function Transfers({ account, onDone }: { readonly account: Account; readonly onDone: () => void }) {
  const [amount, setAmount] = useState('');
  const [asset, setAsset] = useState(account.currency);
  const [message, setMessage] = useState('');
  const [failed, setFailed] = useState(false);
  const text = typedDecimal(amount);
  const wrong = amount.trim() !== '' && text === null ? say('needNumber') : undefined;
  const move = async (kind: 'deposits' | 'withdrawals'): Promise<void> => {
    try {
      await call('POST', `/accounts/${account.id}/${kind}`, { asset, amount: text, key: crypto.randomUUID() });
      setAmount('');
      setMessage(say('done'));
      setFailed(false);
      onDone();
      await loadAccounts();
    } catch (error) {
      setMessage(errorText(error));
      setFailed(true);
    }
  };
  const assets = [...new Set([account.currency, ...account.balances.map((balance) => balance.asset)])];
  return (
    <section class="transfers">
      <h2>{say('deposit')}</h2>
      <NumberField label={say('amount')} value={amount} wrong={wrong} onWrite={setAmount} />
      <label class="field">
        {say('asset')}
        <select value={asset} onChange={(event) => setAsset(event.currentTarget.value)}>
          {assets.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <div class="buttons">
        <button type="button" class="main" disabled={text === null} onClick={() => void move('deposits')}>
          {say('deposit')}
        </button>
        <button type="button" disabled={text === null} onClick={() => void move('withdrawals')}>
          {say('withdraw')}
        </button>
      </div>
      <p class={failed ? 'refusal' : 'sent'} role="status">
        {message}
      </p>
    </section>
  );
}

const HISTORIES = ['ordersHistory', 'fills', 'ledger'] as const;
const PATHS = { ordersHistory: 'orders', fills: 'fills', ledger: 'ledger' } as const;

function Histories({ id }: { readonly id: number }) {
  const [shownHistory, show] = useState<(typeof HISTORIES)[number]>('ordersHistory');
  return (
    <section>
      <Tabs
        label={say('history')}
        tabs={HISTORIES.map((each) => ({ id: each, title: say(each) }))}
        chosen={shownHistory}
        onChoose={show}
      >
        <History key={`${id} ${shownHistory}`} id={id} kind={shownHistory} />
      </Tabs>
    </section>
  );
}

const PAGE = 50;

/** Page by page, from either end: newest first unless the heading is pressed. */
function History({ id, kind }: { readonly id: number; readonly kind: (typeof HISTORIES)[number] }) {
  const { asked, direction } = useAskedOrder({ time: 'time' }, { id: 'time', descending: true });
  const { rows, partial, error, more } = usePages<unknown>(`/accounts/${id}/${PATHS[kind]}`, { direction }, PAGE);
  const part = { rows: rows as never, partial, asked };
  return (
    <>
      {error !== null && <Refusal error={error} />}
      {kind === 'ordersHistory' && <OrderTable {...part} />}
      {kind === 'fills' && <FillTable {...part} />}
      {kind === 'ledger' && <LedgerTable {...part} />}
      {partial && (
        <button type="button" onClick={more}>
          {say('more')}
        </button>
      )}
    </>
  );
}

function LedgerTable(part: HistoryPart<LedgerEntry>) {
  const kindText = (kind: string): string => {
    const word = `ledger.${kind}`;
    return word in WORDS ? say(word as Word) : kind;
  };
  return (
    <Table
      {...part}
      keyOf={({ seq, entry }) => `${seq} ${entry}`}
      empty="noHistory"
      name="ledger"
      columns={[
        { word: 'time', cell: ({ at }) => <time dateTime={at}>{shownTime(at)}</time>, text: ({ at }) => at },
        { word: 'kindOf', cell: ({ kind }) => kindText(kind), text: ({ kind }) => kindText(kind) },
        { word: 'instrument', cell: ({ instrument }) => instrument ?? '', text: ({ instrument }) => instrument },
        {
          word: 'amount',
          number: true,
          cell: ({ amount, asset }) => moneyCell(amount, asset, true),
          text: ({ amount }) => amount,
        },
        { word: 'asset', cell: ({ asset }) => asset, text: ({ asset }) => asset },
      ]}
    />
  );
}
