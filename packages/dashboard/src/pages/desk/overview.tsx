import { useState } from 'preact/hooks';
import { manager, may } from '../../desk/manager.ts';
import type { FillRequest, Statistic } from '../../desk/rows.ts';
import { Choices } from '../../parts/choices.tsx';
import { pathOf } from '../../parts/desk/links.ts';
import { CompanySettings, MyProfile } from '../../parts/desk/own-dialogs.tsx';
import { Figure } from '../../parts/figure.tsx';
import { column } from '../../parts/ramm/column.tsx';
import { AskedCurve } from '../../parts/ramm/curve-view.tsx';
import { Linked } from '../../parts/ramm/linked.tsx';
import { MyPassword } from '../../parts/ramm/my-password.tsx';
import { SearchTable } from '../../parts/ramm/search-table.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { shownMoment, shownMoney } from '../../ramm/figures.ts';
import { problemText } from '../../ramm/problem.ts';
import { type Filter, type SearchAnswer, searchBody } from '../../ramm/search.ts';
import { LOOK_MS, partOf, useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { say } from '../../words/language.ts';
import { shown } from '../../words/numbers.ts';

const NEWEST = { Field: 'ID', Direction: 'Desc' } as const;
/** Statuses of accounts that are not closed. */
const OPEN_STATUSES = ['0', '1', '2', '3', '4', '5'];

/** The company at a glance: what it holds, and what waits for somebody. */
export function Overview() {
  const rights = ['company.getEquity', 'clients.search', 'strategies.search', 'accounts.search', 'deals.search'];
  return (
    <>
      <div class="page-head">
        <h1>{manager.session.value?.companyName}</h1>
        <OwnButtons />
      </div>
      {!rights.some(may) && <p class="waiting">{tell('noRightsYet')}</p>}
      <dl class="figures">
        <Count method="clients.search" name={tell('countClients')} filter={{}} />
        <Count method="strategies.search" name={tell('countStrategies')} filter={{ Status: '1' }} />
        <Count method="accounts.search" name={tell('countAccounts')} filter={{ Statuses: OPEN_STATUSES }} />
      </dl>
      {may('company.getEquity') && <EquityHistory />}
      <div class="columns">
        {may('trading.searchStrategies') && <NeedSync />}
        {may('fillRequests.search') && <OpenRequests />}
      </div>
      {may('clients.searchStatistic') && <Rewards />}
    </>
  );
}

/** What a manager changes of the company and of himself. */
function OwnButtons() {
  const [opened, setOpened] = useState<'company' | 'profile' | 'password' | null>(null);
  const close = (): void => setOpened(null);
  return (
    <div class="buttons">
      {may('company.set') && may('company.get') && (
        <button type="button" onClick={() => setOpened('company')}>
          {tell('companySettings')}
        </button>
      )}
      <button type="button" onClick={() => setOpened('profile')}>
        {tell('myProfile')}
      </button>
      <button type="button" onClick={() => setOpened('password')}>
        {tell('myPassword')}
      </button>
      {opened === 'company' && <CompanySettings onClose={close} />}
      {opened === 'profile' && <MyProfile onClose={close} />}
      {opened === 'password' && <MyPassword onClose={close} />}
    </div>
  );
}

/** How many rows a search finds. */
function Count(props: { readonly method: string; readonly name: string; readonly filter: Filter }) {
  const { answer } = useAsk<SearchAnswer>(props.method, searchBody(props.filter, NEWEST, 1, 1), LOOK_MS);
  if (!may(props.method)) return null;
  return <Figure name={props.name}>{answer === null ? '…' : shown(answer.Pagination.TotalRecords)}</Figure>;
}

interface EquityDay {
  readonly DT: string;
  readonly Equity: string;
  readonly WalletsBalance: string;
}

const SPANS = ['30', '90', '365', '3650'] as const;
const DAY_MS = 86_400_000;

function EquityHistory() {
  const [days, setDays] = useState<(typeof SPANS)[number]>('30');
  // to the day, so that it is asked once
  const since = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - Number(days) * DAY_MS);
  const DTFrom = since.toISOString().slice(0, -1);
  const asked = useAsk<readonly EquityDay[]>('company.getEquity', { Filter: { DTFrom } });
  const last = asked.answer?.at(-1);
  return (
    <section aria-labelledby="worth">
      <div class="section-head">
        <h2 id="worth">{tell('worth')}</h2>
        <Choices
          label={tell('span')}
          values={SPANS}
          value={days}
          wordOf={(each) => tell(`span.${each}`)}
          onChoose={setDays}
        />
      </div>
      <dl class="figures">
        <Figure name={tell('equity')}>{shownMoney(last?.Equity)}</Figure>
        <Figure name={tell('walletsWorth')}>{shownMoney(last?.WalletsBalance)}</Figure>
        <Figure name={tell('time')}>
          {last === undefined ? '—' : tell('atMidnight', { time: shownMoment(last.DT).slice(0, 10) })}
        </Figure>
      </dl>
      <AskedCurve
        name={tell('worth')}
        asked={partOf(asked, (history) => history.map(({ DT, Equity }) => ({ at: DT, value: Equity })))}
        textOf={shownMoney}
      />
    </section>
  );
}

interface Unsynchronised {
  readonly Strategies: readonly { readonly ID: string; readonly ExternalServer?: string }[];
}

/** Strategies shown at most: the count tells of the rest. */
const MOST_SHOWN = 20;

function NeedSync() {
  const { answer, error } = useAsk<Unsynchronised>(
    'trading.searchStrategies',
    { NeedSyncOnly: true, Statuses: ['1'] },
    LOOK_MS,
  );
  const waiting = answer?.Strategies ?? [];
  return (
    <section aria-labelledby="need-sync">
      <h2 id="need-sync">{tell('needSync')}</h2>
      {error !== null && <Refusal error={error} textOf={problemText} />}
      {waiting.length === 0 ? (
        <p class="waiting">{answer === null ? say('loading') : tell('noSync')}</p>
      ) : (
        <>
          <ul class="needs">
            {waiting.slice(0, MOST_SHOWN).map(({ ID, ExternalServer }) => (
              <li key={ID} class="urgent">
                <Linked to={pathOf('strategies', ID)}>
                  {tell('strategy')} {ID} {ExternalServer}
                </Linked>
              </li>
            ))}
          </ul>
          <p class="quiet">{tell('found', { n: String(waiting.length) })}</p>
        </>
      )}
    </section>
  );
}

/** Requests that are not processed yet stand first when sorted by that moment. */
function OpenRequests() {
  const wish = searchBody({}, { Field: 'DTProcessed', Direction: 'Asc' }, 1, 100);
  const { answer, error } = useAsk<SearchAnswer>('fillRequests.search', wish, LOOK_MS);
  const all = (answer?.FillRequests ?? []) as readonly FillRequest[];
  const open = all.filter(({ DTProcessed }) => DTProcessed === undefined);
  return (
    <section aria-labelledby="open-requests">
      <h2 id="open-requests">{tell('openRequests')}</h2>
      {error !== null && <Refusal error={error} textOf={problemText} />}
      {open.length === 0 ? (
        <p class="waiting">{answer === null ? say('loading') : tell('noRequests')}</p>
      ) : (
        <>
          <ul class="needs">
            {open.slice(0, MOST_SHOWN).map(({ ID, Symbol: symbol, Volume, DT }) => (
              <li key={ID}>
                <Linked to={pathOf('requests', ID)}>
                  {ID}: {symbol} {shown(Volume)}, {shownMoment(DT)}
                </Linked>
              </li>
            ))}
          </ul>
          <p class="quiet">{open.length === 100 ? tell('openMany') : tell('found', { n: String(open.length) })}</p>
        </>
      )}
    </section>
  );
}

function Rewards() {
  const columns = [
    column<Statistic>({ field: 'Login', title: tell('trader'), to: ({ IDClient }) => pathOf('clients', IDClient) }),
    column<Statistic>({ field: 'StrategiesFeeDue', title: tell('feesDue'), as: 'money' }),
    column<Statistic>({ field: 'StrategiesCommissionDue', title: tell('commissionsDue'), as: 'money' }),
    column<Statistic>({ field: 'StrategiesFeeReceived', title: tell('feesGot'), as: 'money' }),
    column<Statistic>({ field: 'StrategiesCommissionReceived', title: tell('commissionsGot'), as: 'money' }),
  ];
  return (
    <section aria-labelledby="rewards">
      <h2 id="rewards">{tell('rewards')}</h2>
      <SearchTable
        method="clients.searchStatistic"
        entities="Statistic"
        columns={columns}
        keyOf={({ IDClient }) => IDClient}
        empty={tell('noClients')}
        name={tell('rewards')}
        order={{ Field: 'StrategiesFeeDue', Direction: 'Desc' }}
      />
    </section>
  );
}
