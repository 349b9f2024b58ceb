import type { Deal, Page, SmartTrade } from 'outcry/native-api';
import { statusText as dealStatus } from '../../bots/describe.ts';
import { pathTo } from '../../route.ts';
import { statusText as tradeStatus } from '../../trades/describe.ts';
import { tell } from '../../words/house/home-words.ts';
import { fixed, shownTime } from '../../words/numbers.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { moneyCell } from '../tables.tsx';

/** A deal or smart trade as this page shows it. */
interface OpenRow {
  readonly key: string;
  readonly href: string;
  readonly what: string;
  readonly pair: string;
  readonly state: string;
  readonly profit: string | null;
  readonly percent: string | null;
  readonly quote: string;
  readonly began: string;
}

function dealRow(deal: Deal): OpenRow {
  return {
    key: `deal ${deal.id}`,
    href: pathTo('deals', deal.id),
    what: tell('dealOf', { name: deal.botName }),
    pair: deal.instrument,
    state: dealStatus(deal),
    profit: deal.figures?.actualProfit ?? null,
    percent: deal.figures?.actualProfitPercent ?? null,
    quote: deal.quote,
    began: deal.createdAt,
  };
}

function tradeRow(trade: SmartTrade): OpenRow {
  return {
    key: `trade ${trade.id}`,
    href: pathTo('smart-trades', trade.id),
    what: tell('smartTrade'),
    pair: trade.instrument,
    state: tradeStatus(trade),
    profit: trade.figures?.profit ?? null,
    percent: trade.figures?.profitPercent ?? null,
    quote: trade.quote,
    began: trade.createdAt,
  };
}

/** Deals and smart trades that run, newest first. */
export function OpenView(props: { readonly deals: Page<Deal> | null; readonly trades: Page<SmartTrade> | null }) {
  const { deals, trades } = props;
  const rows =
    deals === null || trades === null
      ? null
      : [...deals.items.map(dealRow), ...trades.items.map(tradeRow)].sort((a, b) => (a.began < b.began ? 1 : -1));
  const columns: TableColumn<OpenRow>[] = [
    {
      id: 'what',
      title: tell('what'),
      text: ({ what }) => what,
      cell: ({ what, href }) => <a href={href}>{what}</a>,
    },
    { id: 'pair', title: tell('pair'), text: ({ pair }) => pair, cell: ({ pair }) => pair },
    { id: 'state', title: tell('state'), text: ({ state }) => state, cell: ({ state }) => state },
    {
      id: 'profit',
      title: tell('profit'),
      number: true,
      text: ({ profit }) => profit,
      cell: ({ profit, quote }) => moneyCell(profit, quote, true),
    },
    {
      id: 'percent',
      title: '%',
      number: true,
      text: ({ percent }) => percent,
      cell: ({ percent }) => fixed(percent, 2),
    },
    {
      id: 'began',
      title: tell('began'),
      text: ({ began }) => began,
      cell: ({ began }) => <span class="quiet">{shownTime(began)}</span>,
    },
  ];
  return (
    <section aria-labelledby="open">
      <h2 id="open">{tell('open')}</h2>
      <DataTable rows={rows} columns={columns} keyOf={({ key }) => key} empty={tell('noneOpen')} name={tell('open')} />
      {(deals?.next ?? trades?.next ?? null) !== null && (
        <p class="quiet">{tell('newestOnly', { n: String(OPEN_ROWS) })}</p>
      )}
    </section>
  );
}

/** Rows of each kind that are asked for. */
export const OPEN_ROWS = 100;
