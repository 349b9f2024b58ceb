import type { Deal, Fill, FillRequest, SignalRow } from '../../desk/rows.ts';
import { pathOf } from '../../parts/desk/links.ts';
import { DealTable } from '../../parts/desk/trading-tables.tsx';
import { Figure } from '../../parts/figure.tsx';
import { column } from '../../parts/ramm/column.tsx';
import { Linked } from '../../parts/ramm/linked.tsx';
import { SearchTable } from '../../parts/ramm/search-table.tsx';
import { ShownOne } from '../../parts/ramm/shown-one.tsx';
import { shownMoment, shownMoney } from '../../ramm/figures.ts';
import { type SearchAnswer, searchBody } from '../../ramm/search.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { shown } from '../../words/numbers.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

/** A signal, the aggregated orders it led to, and its deals. */
export function SignalPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<SignalRow> method="signals.get" id={id}>
      {(signal) => (
        <>
          <div class="page-head">
            <h1>
              {tell('signal')} {id} <small>{stateText('signal', signal.Status)}</small>
            </h1>
          </div>
          <SignalFigures signal={signal} />
          <RequestsOf signal={id} />
          <section aria-labelledby="deals-of">
            <h2 id="deals-of">{tell('deals')}</h2>
            <DealTable filter={{ SignalID: id }} />
          </section>
        </>
      )}
    </ShownOne>
  );
}

function SignalFigures({ signal }: { readonly signal: SignalRow }) {
  const synced = [...(signal.SymbolsSync ?? '').matchAll(/Symbol='([^']*)'/g)].map(([, symbol = '']) => symbol);
  return (
    <dl class="figures">
      <Figure name={tell('strategy')}>
        <Linked to={pathOf('strategies', signal.StrategyID)}>{signal.StrategyID}</Linked>
      </Figure>
      <Figure name={tell('time')}>{shownMoment(signal.DT)}</Figure>
      <Figure name={tell('processed')}>{shownMoment(signal.DTProcessed)}</Figure>
      <Figure name={tell('symbol')}>{signal.Symbol || '—'}</Figure>
      <Figure name={tell('traderLot')}>{shown(signal.TraderLot)}</Figure>
      <Figure name={tell('traderEquity')}>{shownMoney(signal.TraderEquity)}</Figure>
      {synced.length > 0 && <Figure name={tell('symbols')}>{synced.join(', ')}</Figure>}
      {signal.Ticket !== undefined && <Figure name={tell('ticket')}>{signal.Ticket}</Figure>}
      {signal.Comment !== undefined && <Figure name={tell('comment')}>{signal.Comment}</Figure>}
    </dl>
  );
}

/** One order for each stream and symbol: the newest deals of a signal name them all. */
function RequestsOf({ signal }: { readonly signal: string }) {
  const newest = searchBody({ SignalID: signal }, { Field: 'FillRequestID', Direction: 'Desc' }, 1, 100);
  const { answer } = useAsk<SearchAnswer>('deals.search', newest, LOOK_MS);
  const deals = (answer?.Deals ?? []) as readonly Deal[];
  const requests = new Map<string, Deal>();
  for (const deal of deals) if (deal.FillRequestID !== undefined) requests.set(deal.FillRequestID, deal);
  if (requests.size === 0) return null;
  return (
    <section aria-labelledby="requests-of">
      <h2 id="requests-of">{tell('requests')}</h2>
      <ul class="requests">
        {[...requests].map(([id, { Symbol: symbol = '' }]) => {
          const text = `${tell('request')} ${id}: ${symbol}`;
          return (
            <li key={id}>
              <Linked to={pathOf('requests', id)}>{text}</Linked>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** An aggregated order and how it was executed. */
export function RequestPage({ id }: { readonly id: string }) {
  return (
    <ShownOne<FillRequest> method="fillRequests.get" id={id}>
      {(request) => (
        <>
          <div class="page-head">
            <h1>
              {tell('request')} {id}: {request.Symbol}
            </h1>
          </div>
          <dl class="figures">
            <Figure name={tell('volume')}>{shown(request.Volume)}</Figure>
            <Figure name={tell('stream')}>{request.StreamID}</Figure>
            <Figure name={tell('time')}>{shownMoment(request.DT)}</Figure>
            <Figure name={tell('lastFill')}>{shownMoment(request.DTLastFill)}</Figure>
            <Figure name={tell('processed')}>{shownMoment(request.DTProcessed)}</Figure>
          </dl>
          <section aria-labelledby="fills-of">
            <h2 id="fills-of">{tell('fills')}</h2>
            <FillTable request={id} />
          </section>
        </>
      )}
    </ShownOne>
  );
}

function FillTable({ request }: { readonly request: string }) {
  const columns = [
    column<Fill>({ field: 'ID', title: tell('id'), as: 'number' }),
    column<Fill>({ field: 'DTExecuted', title: tell('executed'), as: 'moment' }),
    column<Fill>({ field: 'Symbol', title: tell('symbol') }),
    column<Fill>({ field: 'Price', title: tell('price'), as: 'number' }),
    column<Fill>({ field: 'VolumeFilled', title: tell('filled'), as: 'number' }),
    column<Fill>({ field: 'VolumeRejected', title: tell('rejected'), as: 'number' }),
    column<Fill>({ field: 'CommissionFill', title: tell('commission'), as: 'number' }),
    column<Fill>({ field: 'Ticket', title: tell('ticket') }),
    column<Fill>({ field: 'DTProcessed', title: tell('processed'), as: 'moment' }),
  ];
  return (
    <SearchTable
      method="fills.search"
      entities="Fills"
      filter={{ FillRequestID: request }}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noFills')}
      name={tell('fills')}
    />
  );
}
