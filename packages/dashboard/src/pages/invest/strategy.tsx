import { useState } from 'preact/hooks';
import { inAsset } from '../../invest/money-text.ts';
import type { StrategyDetails } from '../../invest/rows.ts';
import { isOpenTo, STRATEGY_CLOSED } from '../../invest/states.ts';
import { Figure } from '../../parts/figure.tsx';
import { InvestDialog } from '../../parts/invest/invest-dialog.tsx';
import { SharesOf, StrategyChart } from '../../parts/invest/strategy-history.tsx';
import { TermsText } from '../../parts/invest/terms-text.tsx';
import { TraderButtons, TraderTabs } from '../../parts/invest/trader-tabs.tsx';
import { ResultText } from '../../parts/ramm/result-text.tsx';
import { ShownOne } from '../../parts/ramm/shown-one.tsx';
import { shownMoment, shownMoney, shownPercent } from '../../ramm/figures.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { shown } from '../../words/numbers.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

export function StrategyPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<StrategyDetails> method="strategies.get" id={id}>
      {(strategy) => <StrategyView strategy={strategy} link={null} />}
    </ShownOne>
  );
}

/** A strategy behind a link to a hidden offer, whose terms count. */
export function LinkPage({ id: link }: { readonly id: string }) {
  return (
    <ShownOne<StrategyDetails> method="strategies.get" id={link} by="Link">
      {(strategy) => <StrategyView strategy={strategy} link={link} />}
    </ShownOne>
  );
}

function StrategyView({ strategy, link }: { readonly strategy: StrategyDetails; readonly link: string | null }) {
  const [investing, setInvesting] = useState(false);
  const { ID, Name, Status, IsMyStrategy, Account: own, PublicOffer, LinkOffer } = strategy;
  const terms = link === null ? PublicOffer : LinkOffer;
  const open = isOpenTo(strategy) && terms !== undefined;
  // the history of a hidden strategy is told to its trader and to those who have invested alone
  const told = PublicOffer !== undefined || IsMyStrategy || own !== undefined;
  return (
    <>
      <div class="page-head">
        <h1>
          {Name} <small>{stateText('strategy', Status)}</small>
        </h1>
        <div class="buttons">
          {open && (
            <button type="button" class="main" onClick={() => setInvesting(true)}>
              {tell('investInto')}
            </button>
          )}
          {own !== undefined && (
            <a class="button main" href={pathTo('invest', 'accounts', own.ID)}>
              {tell(own.IsSecurity ? 'myMoney' : 'myInvestment')}
            </a>
          )}
          {IsMyStrategy && <TraderButtons strategy={strategy} />}
        </div>
      </div>
      <YieldFigures strategy={strategy} />
      <div class="columns">
        {told ? <StrategyChart id={ID} /> : <p class="quiet">{tell('linkOnly')}</p>}
        <div>
          {told && <SharesOf id={ID} />}
          {terms !== undefined && (
            <section aria-labelledby="costs">
              <h2 id="costs">{tell(link === null ? 'publicTerms' : 'linkTerms')}</h2>
              <TermsText terms={terms} />
            </section>
          )}
          {!open && own === undefined && Status !== STRATEGY_CLOSED && (
            <p class="quiet">{tell(IsMyStrategy ? 'isMine' : 'notOpen')}</p>
          )}
        </div>
      </div>
      {own !== undefined && !own.IsSecurity && (
        <section aria-labelledby="mine">
          <h2 id="mine">
            <a href={pathTo('invest', 'accounts', own.ID)}>{tell('myInvestment')}</a>
          </h2>
          <dl class="figures">
            <Figure name={tell('state')}>{stateText('account', own.State)}</Figure>
            <Figure name={tell('equity')}>{inAsset(own.Equity, own.Asset)}</Figure>
            <Figure name={tell('earned')}>
              <ResultText amount={own.TotalProfit}>{shownMoney(own.TotalProfit)}</ResultText>
            </Figure>
            <Figure name={tell('positions')}>{shown(own.PositionsCount)}</Figure>
          </dl>
        </section>
      )}
      {IsMyStrategy && <TraderTabs strategy={strategy} />}
      {investing && terms !== undefined && (
        <InvestDialog strategy={strategy} terms={terms} link={link} onClose={() => setInvesting(false)} />
      )}
    </>
  );
}

const SPANS = ['day', 'week', 'month', 'quarter'] as const;

function YieldFigures({ strategy }: { readonly strategy: StrategyDetails }) {
  const { Yield, MonthlyYield, Yields, TraderInfo: info } = strategy;
  const percent = (fraction: string | undefined) => <ResultText amount={fraction}>{shownPercent(fraction)}</ResultText>;
  return (
    <dl class="figures">
      <Figure name={tell('yield')}>{percent(Yield)}</Figure>
      <Figure name={tell('monthly')}>{percent(MonthlyYield)}</Figure>
      {SPANS.map((span) => (
        <Figure key={span} name={tell(`yield.${span}`)}>
          {percent(Yields[span])}
        </Figure>
      ))}
      <Figure name={tell('equity')}>{shownMoney(strategy.Equity)}</Figure>
      <Figure name={tell('accounts')}>{shown(strategy.Accounts)}</Figure>
      <Figure name={tell('age')}>{tell('days', { n: shown(strategy.AgeByDays) })}</Figure>
      <Figure name={tell('accounting')}>{tell(strategy.AccountingSystem === '0' ? 'hedging' : 'netting')}</Figure>
      <Figure name={tell('created')}>{shownMoment(strategy.DTCreated)}</Figure>
      {strategy.DTClosed !== undefined && <Figure name={tell('closedAt')}>{shownMoment(strategy.DTClosed)}</Figure>}
      {info !== undefined && (
        <>
          <Figure name={tell('feesGotShort')}>{shownMoney(info.FeePaid)}</Figure>
          <Figure name={tell('feesDueShort')}>{shownMoney(info.FeeToPay)}</Figure>
          <Figure name={tell('commissionsGotShort')}>{shownMoney(info.CommissionPaid)}</Figure>
          <Figure name={tell('commissionsDueShort')}>{shownMoney(info.CommissionToPay)}</Figure>
        </>
      )}
    </dl>
  );
}
