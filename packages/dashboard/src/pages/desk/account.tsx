import { useState } from 'preact/hooks';
import { may } from '../../desk/manager.ts';
import type { Account } from '../../desk/rows.ts';
import { pathOf } from '../../parts/desk/links.ts';
import { DealTable, PositionTable } from '../../parts/desk/trading-tables.tsx';
import { Figure } from '../../parts/figure.tsx';
import { AskDialog } from '../../parts/ramm/ask-dialog.tsx';
import { Linked } from '../../parts/ramm/linked.tsx';
import { ShownOne } from '../../parts/ramm/shown-one.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { shownMoment, shownMoney, shownPercent } from '../../ramm/figures.ts';
import { percentOf } from '../../ramm/percent.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { shown } from '../../words/numbers.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

export function AccountPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<Account> method="accounts.get" id={id}>
      {(account) => <AccountView account={account} />}
    </ShownOne>
  );
}

type Step = 'pause' | 'resume' | 'close';

const STEPS = ['pause', 'resume', 'close'] as const;
const TABS = ['positions', 'deals'] as const;

/** Status of a closed account. */
const CLOSED = '6';
/** States of accounts that follow their strategy, and of those that can follow it again. */
const FOLLOWS = /^[0-3]$/;
const RESUMES = /^(?:[4-9]|10|11)$/;

/** What may be done with an account in its state: the trader's own moves with its strategy. */
function stepsOf({ Status, State, Type }: Account): readonly Step[] {
  if (Status === CLOSED || State === '14' || Type === '0') return [];
  return STEPS.filter((step) =>
    step === 'pause' ? FOLLOWS.test(State) : step === 'resume' ? RESUMES.test(State) : true,
  );
}

function AccountView({ account }: { readonly account: Account }) {
  const [opened, setOpened] = useState<Step | 'execution' | null>(null);
  const [tab, setTab] = useState<(typeof TABS)[number]>('positions');
  const { ID, State, Type, Status } = account;
  const close = (): void => setOpened(null);
  const steps = stepsOf(account).filter((step) => may(`accounts.${step}`));
  const filter = { AccountID: ID };
  return (
    <>
      <div class="page-head">
        <h1>
          {tell('account')} {ID}{' '}
          <small>
            {stateText('accountType', Type)}, {stateText('account', State)}
          </small>
        </h1>
        <div class="buttons">
          {steps.map((step) => (
            <button type="button" key={step} onClick={() => setOpened(step)}>
              {tell(step)}
            </button>
          ))}
          {Status !== CLOSED && may('accounts.set') && (
            <button type="button" onClick={() => setOpened('execution')}>
              {tell('execution')}
            </button>
          )}
        </div>
      </div>
      <AccountFigures account={account} />
      <Tabs
        label={`${tell('account')} ${ID}`}
        tabs={TABS.map((each) => ({ id: each, title: tell(each) }))}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'positions' ? <PositionTable filter={filter} /> : <DealTable filter={filter} />}
      </Tabs>
      {opened === 'execution' && <Execution account={account} onClose={close} />}
      {opened !== null && opened !== 'execution' && (
        <AskDialog
          title={`${tell(opened)}: ${tell('account').toLowerCase()} ${ID}`}
          method={`accounts.${opened}`}
          fields={[]}
          body={() => ({ ID })}
          confirm={() => tell(`${opened}Text`, { id: ID })}
          label={tell(opened)}
          grave={opened === 'close'}
          onDone={close}
          onClose={close}
        />
      )}
    </>
  );
}

function Execution({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  return (
    <AskDialog
      title={`${tell('execution')}: ${tell('account').toLowerCase()} ${account.ID}`}
      method="accounts.set"
      changesOnly
      fields={[
        {
          name: 'ABook',
          label: tell('aBook'),
          kind: 'percent',
          required: true,
          hint: tell('executionHint'),
          initial: percentOf(account.ABook) ?? '',
        },
        {
          name: 'StreamID',
          label: tell('stream'),
          kind: 'choice',
          choices: account.AvailableStreams.map(({ StreamID, Name }) => ({ value: StreamID, label: Name })),
          initial: account.StreamID,
        },
      ]}
      body={(read) => ({ ID: account.ID, ...read })}
      label={tell('save')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function AccountFigures({ account }: { readonly account: Account }) {
  const stream = account.AvailableStreams.find(({ StreamID }) => StreamID === account.StreamID)?.Name;
  return (
    <dl class="figures">
      <Figure name={tell('client')}>
        <Linked to={pathOf('clients', account.ClientID)}>{account.ClientID}</Linked>
      </Figure>
      <Figure name={tell('strategy')}>
        <Linked to={pathOf('strategies', account.StrategyID)}>{account.StrategyID}</Linked>
      </Figure>
      <Figure name={tell('balance')}>
        {shownMoney(account.Balance)} <small>{account.AssetName}</small>
      </Figure>
      <Figure name={tell('equity')}>{shownMoney(account.Equity)}</Figure>
      <Figure name={tell('floating')}>{shownMoney(account.ProfitPositions)}</Figure>
      <Figure name={tell('margin')}>{shownMoney(account.Margin)}</Figure>
      <Figure name={tell('interval')}>{shownMoney(account.ProfitCurrentIntervalGross)}</Figure>
      <Figure name={tell('intervalNet')}>{shownMoney(account.ProfitCurrentIntervalNet)}</Figure>
      <Figure name={tell('feeRate')}>{shownPercent(account.FeeRate)}</Figure>
      <Figure name={tell('feeDue')}>{shownMoney(account.SuccessFee)}</Figure>
      <Figure name={tell('feeTotal')}>{shownMoney(account.FeeTotal)}</Figure>
      <Figure name={tell('drawdown')}>{shownMoney(account.DrawdownIn)}</Figure>
      <Figure name={tell('minimum')}>{shownMoney(account.AccountMinBalance)}</Figure>
      <Figure name={tell('withdrawable')}>{shownMoney(account.AvailableToWithdraw)}</Figure>
      <Figure name={tell('factor')}>{shown(account.Factor)}</Figure>
      <Figure name={tell('aBook')}>{shownPercent(account.ABook)}</Figure>
      <Figure name={tell('stream')}>{stream ?? account.StreamID}</Figure>
      <Figure name={tell('protection')}>
        <Level share={account.Protection} money={account.ProtectionEquity} at={account.ProtectionReached} />
      </Figure>
      <Figure name={tell('target')}>
        <Level share={account.Target} money={account.TargetEquity} at={account.TargetReached} />
      </Figure>
      <Figure name={tell('created')}>{shownMoment(account.DT)}</Figure>
      {account.DTClosed !== undefined && <Figure name={tell('closedAt')}>{shownMoment(account.DTClosed)}</Figure>}
    </dl>
  );
}

/** A level of equity at which the account stops, and when it was reached. */
function Level(props: {
  readonly share: string | undefined;
  readonly money: string | undefined;
  readonly at: string | undefined;
}) {
  const { share, money, at } = props;
  if (share === undefined || /^0*\.?0*$/.test(share)) return <>—</>;
  return (
    <>
      {shownPercent(share)} <small>{shownMoney(money)}</small>
      {at !== undefined && <small class="under">{tell('reached', { time: shownMoment(at) })}</small>}
    </>
  );
}
