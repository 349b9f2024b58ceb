import { useState } from 'preact/hooks';
import { investor } from '../../invest/investor.ts';
import { inAsset } from '../../invest/money-text.ts';
import type { Wallet } from '../../invest/rows.ts';
import { sum } from '../../invest/sums.ts';
import { Figure } from '../../parts/figure.tsx';
import { ClosedInvestmentTable, InvestmentTable, TransferTable } from '../../parts/invest/money-tables.tsx';
import { type Condition, Filters } from '../../parts/ramm/filters.tsx';
import { MyPassword } from '../../parts/ramm/my-password.tsx';
import { ResultText } from '../../parts/ramm/result-text.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { problemText } from '../../ramm/problem.ts';
import type { Filter } from '../../ramm/search.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

const TABS = ['investments', 'closedInvestments', 'transfers'] as const;

/** The wallet, what is invested, and how money has moved. */
export function Overview() {
  const [tab, setTab] = useState<(typeof TABS)[number]>('investments');
  const [changing, setChanging] = useState(false);
  return (
    <>
      <div class="page-head">
        <h1>{investor.session.value?.companyName}</h1>
        <div class="buttons">
          <a class="button main" href={pathTo('invest', 'rating')}>
            {tell('toRating')}
          </a>
          <button type="button" onClick={() => setChanging(true)}>
            {tell('myPassword')}
          </button>
        </div>
      </div>
      <WalletFigures />
      <Tabs
        label={tell('overview')}
        tabs={TABS.map((each) => ({ id: each, title: tell(each) }))}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'investments' && <InvestmentTable empty={tell('noInvestments')} />}
        {tab === 'closedInvestments' && <ClosedInvestmentTable />}
        {tab === 'transfers' && <Transfers />}
      </Tabs>
      {changing && <MyPassword onClose={() => setChanging(false)} />}
    </>
  );
}

function WalletFigures() {
  const { answer, error } = useAsk<Wallet>('wallets.get', {}, LOOK_MS);
  const asset = answer?.Asset;
  const amount = (text: string | null | undefined): string => (answer === null ? '…' : inAsset(text, asset));
  return (
    <>
      {error !== null && <Refusal error={error} textOf={problemText} />}
      <dl class="figures">
        <Figure name={tell('freeMoney')}>{amount(answer?.Balance)}</Figure>
        <Figure name={tell('invested')}>{amount(answer?.Invested)}</Figure>
        <Figure name={tell('allFunds')}>{amount(sum(answer?.Balance ?? null, answer?.Invested ?? null))}</Figure>
        <Figure name={tell('margin')}>{amount(answer?.Margin)}</Figure>
        <Figure name={tell('intervalResult')}>
          <ResultText amount={answer?.IntervalPnL}>{amount(answer?.IntervalPnL)}</ResultText>
        </Figure>
      </dl>
      <p class="quiet">{tell('moneyHow')}</p>
    </>
  );
}

/** Kinds of transfers that clients are told of. */
const KINDS = ['0', '1', '4', '5', '6', '7', '8'];

function Transfers() {
  const [filter, setFilter] = useState<Filter>({});
  const kinds = KINDS.map((value) => ({ value, label: stateText('transfer', value) }));
  const conditions: readonly Condition[] = [
    { name: 'Type', label: tell('kind'), choices: [{ value: '', label: tell('all') }, ...kinds] },
    { name: 'DTFrom', label: tell('from'), day: 'first' },
    { name: 'DTTo', label: tell('until'), day: 'last' },
  ];
  return (
    <>
      <Filters conditions={conditions} onFilter={setFilter} />
      <TransferTable filter={filter} />
    </>
  );
}
