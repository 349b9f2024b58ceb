import { useState } from 'preact/hooks';
import { may } from '../../desk/manager.ts';
import type { Client, Wallet } from '../../desk/rows.ts';
import {
  AddStrategy,
  EditClient,
  EnableClient,
  MoveMoney,
  NewPassword,
  OneTimePassword,
} from '../../parts/desk/client-dialogs.tsx';
import { AccountTable, StrategyTable, TransferTable } from '../../parts/desk/owner-tables.tsx';
import { DealTable } from '../../parts/desk/trading-tables.tsx';
import { Figure } from '../../parts/figure.tsx';
import { ShownOne } from '../../parts/ramm/shown-one.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { shownMoment, shownMoney } from '../../ramm/figures.ts';
import type { SearchAnswer } from '../../ramm/search.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { shown } from '../../words/numbers.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

export function ClientPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<Client> method="clients.get" id={id}>
      {(client) => <ClientView client={client} />}
    </ShownOne>
  );
}

type Opened = 'edit' | 'enable' | 'otp' | 'password' | 'money' | 'strategy';

const TABS = ['transfers', 'accounts', 'strategies', 'deals', 'statistic'] as const;

function ClientView({ client }: { readonly client: Client }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [tab, setTab] = useState<(typeof TABS)[number]>('transfers');
  const { ID, Login, FirstName, LastName } = client;
  const { answer, busy } = useAsk<SearchAnswer>('wallets.search', { Filter: { ClientID: ID } }, LOOK_MS);
  const wallet = ((answer?.Wallets ?? []) as readonly Wallet[])[0];
  // it is on its way: what shows it keeps its place
  const awaited = wallet === undefined && answer === null && busy;
  const hasWallet = wallet !== undefined || awaited;
  const close = (): void => setOpened(null);
  const filter = { ClientID: ID };
  const actions: readonly (readonly [Opened, string, boolean])[] = [
    ['money', tell('transfer'), hasWallet && may('walletTransfers.add')],
    ['strategy', tell('addStrategy'), hasWallet && client.Enabled && may('strategies.add')],
    ['edit', tell('edit'), may('clients.set')],
    ['password', tell('newPassword'), may('clients.setPassword')],
    ['otp', tell('otp'), client.Enabled && may('clients.getOTP')],
    ['enable', tell(client.Enabled ? 'disable' : 'enable'), may('clients.set')],
  ];
  return (
    <>
      <div class="page-head">
        <h1>
          {Login} <small>{[FirstName, LastName].filter(Boolean).join(' ')}</small>{' '}
          {!client.Enabled && <span class="notice">{tell('disabled')}</span>}
          {client.Test && <small>{tell('test')}</small>}
        </h1>
        <div class="buttons">
          {actions
            .filter(([, , allowed]) => allowed)
            .map(([what, label]) => (
              <button
                type="button"
                key={what}
                class={what === 'money' ? 'main' : ''}
                disabled={awaited && (what === 'money' || what === 'strategy')}
                onClick={() => setOpened(what)}
              >
                {label}
              </button>
            ))}
        </div>
      </div>
      <dl class="figures">
        <Figure name={tell('id')}>{ID}</Figure>
        <Figure name={tell('status')}>{stateText('client', client.Status)}</Figure>
        <Figure name={tell('registered')}>{shownMoment(client.RegisteredDate)}</Figure>
        <Figure name={tell('email')}>{client.Email || '—'}</Figure>
        {hasWallet && <WalletFigures wallet={wallet} />}
      </dl>
      <Tabs label={Login} tabs={TABS.map((each) => ({ id: each, title: tell(each) }))} chosen={tab} onChoose={setTab}>
        {tab === 'transfers' && <TransferTable filter={filter} />}
        {tab === 'accounts' && <AccountTable filter={filter} />}
        {tab === 'strategies' && <StrategyTable filter={filter} />}
        {tab === 'deals' && <DealTable filter={filter} />}
        {tab === 'statistic' && <StatisticView of={client} />}
      </Tabs>
      {opened === 'edit' && <EditClient client={client} onClose={close} />}
      {opened === 'enable' && <EnableClient client={client} onClose={close} />}
      {opened === 'otp' && <OneTimePassword client={client} onClose={close} />}
      {opened === 'password' && <NewPassword client={client} onClose={close} />}
      {opened === 'money' && wallet !== undefined && <MoveMoney wallet={wallet} onClose={close} />}
      {opened === 'strategy' && wallet !== undefined && <AddStrategy wallet={wallet} onClose={close} />}
    </>
  );
}

/** `wallet`: undefined while it is on its way. */
function WalletFigures({ wallet }: { readonly wallet: Wallet | undefined }) {
  return (
    <>
      <Figure name={`${tell('wallet')} ${wallet?.ID ?? '…'}: ${tell('free')}`}>
        {shownMoney(wallet?.Balance)} <small>{wallet?.Asset}</small>
      </Figure>
      <Figure name={tell('bonus')}>{shownMoney(wallet?.Bonus)}</Figure>
      <Figure name={tell('invested')}>{shownMoney(wallet?.Invested)}</Figure>
      <Figure name={tell('margin')}>{shownMoney(wallet?.Margin)}</Figure>
      <Figure name={tell('interval')}>{shownMoney(wallet?.IntervalPnL)}</Figure>
    </>
  );
}

/** Figures of the client's whole history, in the order in which they are read: money in, what became of it, rewards. */
const STATISTIC = [
  'ClientFundsTotalIn',
  'ClientFundsTotalOut',
  'ClientFundsDelta',
  'ClientBonusDelta',
  'Equity',
  'GrossProfit',
  'NetProfit',
  'GrossSwap',
  'CommissionBroker',
  'CommissionTrader',
  'FeeCharged',
  'FeeReceived',
  'CommissionReceived',
  'NetFloatingProfit',
] as const;

const COUNTS = ['ActiveAccounts', 'ClosedAccounts', 'ActiveStrategies', 'ClosedStrategies', 'Volume'] as const;

function StatisticView({ of: { Statistic } }: { readonly of: Client }) {
  return (
    <dl class="figures">
      {STATISTIC.map((name) => (
        <Figure key={name} name={tell(`statistic.${name}`)}>
          {shownMoney(Statistic[name])}
        </Figure>
      ))}
      {COUNTS.map((name) => (
        <Figure key={name} name={tell(`statistic.${name}`)}>
          {shown(Statistic[name])}
        </Figure>
      ))}
    </dl>
  );
}
