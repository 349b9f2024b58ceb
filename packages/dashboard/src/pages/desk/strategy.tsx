import { useState } from 'preact/hooks';
import { may } from '../../desk/manager.ts';
import type { Strategy } from '../../desk/rows.ts';
import { pathOf } from '../../parts/desk/links.ts';
import { AccountTable } from '../../parts/desk/owner-tables.tsx';
import { SendSignal, SendSync } from '../../parts/desk/signal-dialogs.tsx';
import { DealTable, PositionTable, SignalTable } from '../../parts/desk/trading-tables.tsx';
import { Figure } from '../../parts/figure.tsx';
import { AskDialog } from '../../parts/ramm/ask-dialog.tsx';
import { CurveView } from '../../parts/ramm/curve-view.tsx';
import { Linked } from '../../parts/ramm/linked.tsx';
import { ShownOne } from '../../parts/ramm/shown-one.tsx';
import { type SymbolShare, SymbolShares } from '../../parts/ramm/symbol-shares.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { perMillion, shownMoment, shownMoney, shownPercent } from '../../ramm/figures.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { fixed, shown } from '../../words/numbers.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

export function StrategyPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<Strategy> method="strategies.get" id={id}>
      {(strategy) => <StrategyView strategy={strategy} />}
    </ShownOne>
  );
}

type Opened = 'signal' | 'sync' | 'rename' | 'close';

const TABS = ['accounts', 'signals', 'deals', 'positions'] as const;
const ACTIVE = '1';
const CLOSED = '4';

function StrategyView({ strategy }: { readonly strategy: Strategy }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [tab, setTab] = useState<(typeof TABS)[number]>('accounts');
  const [said, setSaid] = useState('');
  const { ID, Name, Status } = strategy;
  const close = (): void => setOpened(null);
  const filter = { StrategyID: ID };
  const actions: readonly (readonly [Opened, string, boolean])[] = [
    ['signal', tell('sendSignal'), Status === ACTIVE && may('trading.addSignal')],
    ['sync', tell('sendSync'), Status === ACTIVE && may('trading.addSync')],
    ['rename', tell('rename'), Status !== CLOSED && may('strategies.set')],
    ['close', tell('closeStrategy'), Status !== CLOSED && may('strategies.close')],
  ];
  return (
    <>
      <div class="page-head">
        <h1>
          {Name} <small>{stateText('strategy', Status)}</small>
        </h1>
        <div class="buttons">
          {actions
            .filter(([, , allowed]) => allowed)
            .map(([what, label]) => (
              <button type="button" key={what} class={what === 'signal' ? 'main' : ''} onClick={() => setOpened(what)}>
                {label}
              </button>
            ))}
        </div>
      </div>
      <p class="sent" role="status">
        {said}
      </p>
      <StrategyFigures strategy={strategy} />
      <div class="columns">
        <section aria-labelledby="yield">
          <h2 id="yield">{tell('yield')}</h2>
          <CurveView
            name={tell('yield')}
            points={strategy.Chart.map(({ DT, Yield }) => ({ at: DT, value: Yield }))}
            textOf={(value) => `${fixed(value, 2)}\u202f%`}
          />
        </section>
        <SharesOf id={ID} />
      </div>
      <Tabs label={Name} tabs={TABS.map((each) => ({ id: each, title: tell(each) }))} chosen={tab} onChoose={setTab}>
        {tab === 'accounts' && <AccountTable filter={filter} />}
        {tab === 'signals' && <SignalTable filter={filter} />}
        {tab === 'deals' && <DealTable filter={filter} />}
        {tab === 'positions' && <PositionTable filter={filter} />}
      </Tabs>
      {opened === 'signal' && <SendSignal strategy={strategy} onSent={setSaid} onClose={close} />}
      {opened === 'sync' && <SendSync strategy={strategy} onSent={setSaid} onClose={close} />}
      {opened === 'rename' && (
        <AskDialog
          title={`${tell('rename')}: ${Name}`}
          method="strategies.set"
          fields={[{ name: 'Name', label: tell('name'), required: true, most: 64, initial: Name }]}
          body={(read) => ({ ID, ...read })}
          label={tell('save')}
          onDone={close}
          onClose={close}
        />
      )}
      {opened === 'close' && (
        <AskDialog
          title={tell('closeStrategy')}
          method="strategies.close"
          fields={[]}
          body={() => ({ ID })}
          confirm={() => tell('closeStrategyText', { name: Name })}
          label={tell('closeStrategy')}
          grave
          onDone={close}
          onClose={close}
        />
      )}
    </>
  );
}

function StrategyFigures({ strategy }: { readonly strategy: Strategy }) {
  const { TraderID, TraderLogin, ExternalServer, ExternalAccount } = strategy;
  return (
    <dl class="figures">
      <Figure name={tell('id')}>{strategy.ID}</Figure>
      <Figure name={tell('trader')}>
        <Linked to={pathOf('clients', TraderID)}>{TraderLogin}</Linked>
      </Figure>
      <Figure name={tell('equity')}>{shownMoney(strategy.Equity)}</Figure>
      <Figure name={tell('yield')}>{shownPercent(strategy.Yield)}</Figure>
      <Figure name={tell('monthly')}>{shownPercent(strategy.MonthlyYield)}</Figure>
      <Figure name={tell('accounts')}>{shown(strategy.Accounts)}</Figure>
      <Figure name={tell('fee')}>{shownPercent(strategy.Fee)}</Figure>
      <Figure name={`${tell('commission')}, ${tell('perMillion').toLowerCase()}`}>
        {perMillion(strategy.Commission)}
      </Figure>
      <Figure name={tell('partnerShare')}>{shownPercent(strategy.PartnerShare)}</Figure>
      <Figure name={tell('unitPrice')}>{shown(strategy.UnitPrice)}</Figure>
      <Figure name={tell('leverage')}>{shown(strategy.Leverage)}</Figure>
      <Figure name={tell('accounting')}>{tell(strategy.AccountingSystem === '0' ? 'hedging' : 'netting')}</Figure>
      <Figure name={tell('created')}>{shownMoment(strategy.DTCreated)}</Figure>
      {strategy.DTClosed !== undefined && <Figure name={tell('closedAt')}>{shownMoment(strategy.DTClosed)}</Figure>}
      {ExternalServer !== undefined && (
        <Figure name={tell('external')}>{`${ExternalServer}, ${ExternalAccount ?? ''}`}</Figure>
      )}
    </dl>
  );
}

interface Shares {
  readonly StrategySymbolStat: readonly SymbolShare[];
}

/** What was traded, by turnover. */
function SharesOf({ id }: { readonly id: string }) {
  const { answer } = useAsk<Shares>('strategysymbolstat.get', { ID: id });
  if (!may('strategysymbolstat.get')) return null;
  return <SymbolShares shares={answer?.StrategySymbolStat ?? []} title={tell('symbols')} />;
}
