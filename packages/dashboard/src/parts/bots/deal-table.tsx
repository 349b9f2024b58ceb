import type { Deal } from 'outcry/native-api';
import { instruments } from '../../api/house.ts';
import { statusText } from '../../bots/describe.ts';
import { dealErrorText } from '../../bots/error-text.ts';
import { heldAmount } from '../../bots/leaving.ts';
import { decimalText } from '../../decimal.ts';
import { pathTo } from '../../route.ts';
import type { AskedOrder } from '../../table/use-asked-order.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { decimalsOf, fixed, shown, shownTime } from '../../words/numbers.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { moneyCell } from '../tables.tsx';

/** Deals of a bot, each leading to its page; null: they are on their way. */
export function DealTable(props: {
  readonly deals: readonly Deal[] | null;
  readonly empty: BotWord;
  /** More deals follow that are not here yet. */
  readonly partial?: boolean;
  /** By these columns the platform sorts. */
  readonly asked?: AskedOrder;
}) {
  const isOver = props.deals?.some(({ active }) => !active) === true;
  const columns: TableColumn<Deal>[] = [
    {
      id: 'deal',
      title: tell('dealShort'),
      text: ({ id }) => String(id),
      cell: ({ id }) => <a href={pathTo('deals', id)}>{id}</a>,
    },
    { id: 'pair', title: tell('pair'), text: ({ instrument }) => instrument, cell: ({ instrument }) => instrument },
    {
      id: 'state',
      title: tell('state'),
      text: statusText,
      cell: (deal) => (
        <>
          {statusText(deal)} {deal.error !== null && <span title={dealErrorText(deal.error)}>⚠</span>}
        </>
      ),
    },
    {
      id: 'profit',
      title: tell('profit'),
      number: true,
      text: profitOf,
      cell: (deal) => moneyCell(profitOf(deal), deal.quote, true),
    },
    { id: 'percent', title: '%', number: true, text: percentOf, cell: (deal) => fixed(percentOf(deal), 2) },
    {
      id: 'safety',
      title: tell('safetyOrders'),
      number: true,
      text: ({ safetyDone }) => String(safetyDone),
      cell: ({ safetyDone, settings }) => `${safetyDone}/${settings.maxSafetyOrders}`,
    },
    {
      id: 'held',
      title: tell('held'),
      number: true,
      text: heldOf,
      cell: (deal) => (
        <>
          {shown(heldOf(deal))} <small>{deal.base}</small>
        </>
      ),
    },
    {
      id: 'average',
      title: tell('averagePrice'),
      number: true,
      text: (deal) => enteredOf(deal).average,
      cell: (deal) => fixed(enteredOf(deal).average, decimalsOf(priceStepOf(deal))),
    },
    {
      id: 'began',
      title: tell('began'),
      text: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <span class="quiet">{shownTime(createdAt)}</span>,
    },
  ];
  if (isOver) {
    columns.push({
      id: 'ended',
      title: tell('ended'),
      text: ({ closedAt }) => closedAt,
      cell: ({ closedAt }) => <span class="quiet">{closedAt === null ? '' : shownTime(closedAt)}</span>,
    });
  }
  return (
    <DataTable
      rows={props.deals}
      columns={columns}
      keyOf={({ id }) => String(id)}
      empty={tell(props.empty)}
      name={tell('deals')}
      partial={props.partial === true}
      asked={props.asked}
      style="deals"
    />
  );
}

function profitOf({ figures, profit }: Deal): string | null {
  return figures === null ? profit : figures.actualProfit;
}

function percentOf({ figures, profitPercent }: Deal): string | null {
  return figures === null ? profitPercent : figures.actualProfitPercent;
}

function enteredOf({ strategy, bought, sold }: Deal): Deal['bought'] {
  return strategy === 'long' ? bought : sold;
}

function heldOf(deal: Deal): string {
  return deal.figures === null ? enteredOf(deal).amount : decimalText(heldAmount(deal));
}

function priceStepOf({ instrument }: Deal): string {
  return instruments.value.get(instrument)?.priceStep ?? '0.000001';
}
