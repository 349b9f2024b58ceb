import { useState } from 'preact/hooks';
import { inAsset } from '../../invest/money-text.ts';
import type { Account, Strategy } from '../../invest/rows.ts';
import { ACCOUNT_CLOSED, type AccountStep, stepsOf, stopOf } from '../../invest/states.ts';
import { Figure } from '../../parts/figure.tsx';
import { AccountChart } from '../../parts/invest/account-chart.tsx';
import { FundDialog, SettingsDialog, StepDialog, WithdrawDialog } from '../../parts/invest/account-dialogs.tsx';
import { TransferTable } from '../../parts/invest/money-tables.tsx';
import { ClosedTradeTable, DealTable, OpenTradeTable, PositionTable } from '../../parts/invest/trade-tables.tsx';
import { ResultText } from '../../parts/ramm/result-text.tsx';
import { ShownOne } from '../../parts/ramm/shown-one.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { shownMoment, shownMoney, shownPercent, signOf } from '../../ramm/figures.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { fixed, shown } from '../../words/numbers.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

interface Told {
  readonly Strategy: Strategy;
  readonly Account: Account;
}

export function AccountPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<Told> method="accounts.get" id={id} by="AccountID">
      {({ Strategy: strategy, Account: account }) => <AccountView account={account} strategy={strategy} />}
    </ShownOne>
  );
}

const TABS = ['positions', 'closedTrades', 'deals', 'transfers'] as const;

function AccountView({ account, strategy }: { readonly account: Account; readonly strategy: Strategy }) {
  const [opened, setOpened] = useState<AccountStep | null>(null);
  const [tab, setTab] = useState<(typeof TABS)[number]>('positions');
  const { ID, State } = account;
  const close = (): void => setOpened(null);
  const shared = { account, strategy, onClose: close };
  // transfers are those of the caller's own wallet
  const Positions = strategy.AccountingSystem === '0' ? OpenTradeTable : PositionTable;
  const tabs = TABS.filter((each) => each !== 'transfers' || account.IsMyAccount);
  return (
    <>
      <div class="page-head">
        <h1>
          {strategy.Name}{' '}
          <small>
            {tell(account.IsSecurity ? 'traderAccount' : 'account')} {ID}, {stateText('account', State)}
          </small>
        </h1>
        <div class="buttons">
          {stepsOf(account).map((step) => (
            <button type="button" key={step} class={step === 'fund' ? 'main' : ''} onClick={() => setOpened(step)}>
              {tell(step)}
            </button>
          ))}
        </div>
      </div>
      <Stopped account={account} />
      <AccountFigures account={account} strategy={strategy} />
      <AccountChart id={ID} />
      <Tabs
        label={`${tell('account')} ${ID}`}
        tabs={tabs.map((each) => ({ id: each, title: tell(each) }))}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'positions' && <Positions account={ID} />}
        {tab === 'closedTrades' && <ClosedTradeTable account={ID} />}
        {tab === 'deals' && <DealTable account={ID} />}
        {tab === 'transfers' && <TransferTable filter={{ AccountID: ID }} />}
      </Tabs>
      {opened === 'fund' && <FundDialog {...shared} />}
      {opened === 'withdraw' && <WithdrawDialog {...shared} onPause={() => setOpened('pause')} />}
      {opened === 'settings' && <SettingsDialog {...shared} />}
      {(opened === 'pause' || opened === 'resume' || opened === 'close') && <StepDialog {...shared} step={opened} />}
    </>
  );
}

/** Why it has stopped by itself, and what is to be decided now. */
function Stopped({ account }: { readonly account: Account }) {
  const why = stopOf(account);
  if (why === null || account.Status === ACCOUNT_CLOSED) return null;
  const at = { margin: account.MCReached, protection: account.ProtectionReached, target: account.TargetReached }[why];
  return (
    <div class="trouble" role="status">
      <b>{tell(`stop.${why}`)}</b> {at !== undefined && shownMoment(at)}
      <p>{tell('stopNow')}</p>
    </div>
  );
}

interface Shown {
  readonly account: Account;
  readonly strategy: Strategy;
}

function AccountFigures({ account, strategy }: Shown) {
  const { Asset: asset } = account;
  return (
    <>
      <dl class="figures">
        <Figure name={tell('equity')}>{inAsset(account.Equity, asset)}</Figure>
        <Figure name={tell('earned')}>
          <ResultText amount={account.TotalProfit}>{shownMoney(account.TotalProfit)}</ResultText>
        </Figure>
        <Figure name={tell('intervalResult')}>
          <ResultText amount={account.ProfitCurrentIntervalGross}>
            {shownMoney(account.ProfitCurrentIntervalGross)}
          </ResultText>
        </Figure>
        <Figure name={tell('withdrawable')}>{shownMoney(account.AvailableToWithdraw)}</Figure>
        <Figure name={tell('factor')}>{shown(account.Factor)}</Figure>
        <Figure name={tell('protection')}>
          <Level share={account.Protection} money={account.ProtectionEquity} />
        </Figure>
        <Figure name={tell('target')}>
          <Level share={account.Target} money={account.TargetEquity} />
        </Figure>
        <Figure name={tell('strategy')}>
          <a href={pathTo('invest', 'strategies', strategy.ID)}>{strategy.Name}</a>
        </Figure>
      </dl>
      <details class="group">
        <summary>{tell('moreFigures')}</summary>
        <MoreFigures account={account} />
      </details>
    </>
  );
}

function MoreFigures({ account }: Pick<Shown, 'account'>) {
  const { MarginLevel, Offer, IsSecurity } = account;
  return (
    <dl class="figures">
      <Figure name={tell('balance')}>{shownMoney(account.Balance)}</Figure>
      <Figure name={tell('margin')}>{shownMoney(account.Margin)}</Figure>
      <Figure name={tell('freeMargin')}>{shownMoney(account.FreeMargin)}</Figure>
      <Figure name={tell('marginLevel')}>{MarginLevel === undefined ? '—' : `${fixed(MarginLevel, 2)}\u202f%`}</Figure>
      {!IsSecurity && (
        <>
          <Figure name={tell('feeRate')}>{shownPercent(Offer.FeeRate)}</Figure>
          <Figure name={tell('feeAccrued')}>{shownMoney(account.FeeToPay)}</Figure>
          <Figure name={tell('feePaid')}>{shownMoney(account.FeePaid)}</Figure>
          <Figure name={tell('commissionPaid')}>{shownMoney(account.TotalCommissionPaid)}</Figure>
        </>
      )}
      <Figure name={tell('minimum')}>{shownMoney(account.AccountMinBalance)}</Figure>
      <Figure name={tell('opened')}>{shownMoment(account.DT)}</Figure>
      {account.DTClosed !== undefined && <Figure name={tell('closedAt')}>{shownMoment(account.DTClosed)}</Figure>}
    </dl>
  );
}

/** A level of equity at which copying stops. */
function Level({ share, money }: { readonly share: string | undefined; readonly money: string | undefined }) {
  if (signOf(share) === 0) return <>{tell('off')}</>;
  return (
    <>
      {shownPercent(share)} <small>{shownMoney(money)}</small>
    </>
  );
}
