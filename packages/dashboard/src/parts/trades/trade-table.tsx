import type { SmartTrade } from 'outcry/native-api';
import { accounts, instruments } from '../../api/house.ts';
import { pathTo } from '../../route.ts';
import type { AskedOrder } from '../../table/use-asked-order.ts';
import { kindText, nextText, statusText } from '../../trades/describe.ts';
import { tradeErrorText } from '../../trades/error-text.ts';
import { isHolding } from '../../trades/filters.ts';
import { isLongTrade, leavingPrice } from '../../trades/trade-money.ts';
import { say } from '../../words/language.ts';
import { decimalsOf, fixed, shown, shownPrice, shownTime } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { moneyCell } from '../tables.tsx';

/** Trades, each leading to its page; on a phone each is a card. */
export function TradeTable(props: {
  readonly trades: readonly SmartTrade[];
  readonly isOver: boolean;
  /** More trades follow that are not here yet. */
  readonly partial: boolean;
  /** By these columns the platform sorts. */
  readonly asked: AskedOrder | undefined;
}) {
  const { trades, isOver: over } = props;
  const several = new Set(trades.map(({ account }) => account)).size > 1;
  const columns: TableColumn<SmartTrade>[] = [
    {
      id: 'trade',
      title: tell('tradeShort'),
      style: 'cell-name',
      text: ({ instrument, id, note }) => [`${instrument} · ${id}`, note ?? ''].join(' ').trim(),
      cell: (trade) => <NameCell trade={trade} several={several} />,
    },
    {
      id: 'state',
      title: tell('state'),
      style: 'cell-state',
      text: statusText,
      cell: (trade) => <StateCell trade={trade} over={over} />,
    },
    {
      id: 'entry',
      title: tell('entryPrice'),
      number: true,
      style: 'cell-entry',
      text: (trade) => (isHolding(trade) ? trade.entryPrice : (trade.settings.entry?.price ?? null)),
      cell: (trade) => (
        <>
          <span class="label">{tell('entryPrice')}</span>
          {isHolding(trade)
            ? fixed(trade.entryPrice, decimalsOf(priceStepOf(trade)))
            : shownPrice(trade.settings.entry?.price, priceStepOf(trade))}
        </>
      ),
    },
    ...(over
      ? []
      : [
          {
            id: 'now',
            title: tell('priceNow'),
            number: true,
            style: 'cell-now',
            text: leavingPrice,
            cell: (trade: SmartTrade) => (
              <>
                <span class="label">{tell('priceNow')}</span>
                {shownPrice(leavingPrice(trade), priceStepOf(trade))}
              </>
            ),
          },
        ]),
    {
      id: 'profit',
      title: tell(over ? 'profit' : 'profitNow'),
      number: true,
      style: 'cell-profit',
      text: profitOf,
      cell: (trade) => (
        <>
          <span class="label">{tell(over ? 'profit' : 'profitNow')}</span>
          {profitOf(trade) === null ? (
            '—'
          ) : (
            <>
              {moneyCell(profitOf(trade), trade.quote, true)}{' '}
              <small>{fixed(trade.figures?.profitPercent ?? trade.profitPercent, 2)} %</small>
            </>
          )}
        </>
      ),
    },
    {
      id: 'amount',
      title: tell('amount'),
      number: true,
      style: 'cell-amount',
      text: amountOf,
      cell: (trade) => (
        <>
          <span class="label">{tell('amount')}</span>
          {shown(amountOf(trade))} <small>{trade.base}</small>
        </>
      ),
    },
    {
      id: 'time',
      title: tell(over ? 'ended' : 'began'),
      style: 'quiet cell-time',
      text: (trade) => timeOf(trade, over),
      cell: (trade) => shownTime(timeOf(trade, over)),
    },
  ];
  return (
    <DataTable
      rows={trades}
      columns={columns}
      keyOf={({ id }) => String(id)}
      empty={tell(over ? 'noEnded' : 'noRunning')}
      name={say('smartTrades')}
      partial={props.partial}
      asked={props.asked}
      style="bots trades"
    />
  );
}

function NameCell({ trade, several }: { readonly trade: SmartTrade; readonly several: boolean }) {
  const account = accounts.value.find((each) => each.id === trade.account);
  return (
    <>
      <a href={pathTo('smart-trades', trade.id)}>
        <b>
          {trade.instrument} · {trade.id}
        </b>
      </a>
      <small>
        <span class={isLongTrade(trade) ? 'up' : 'down'}>{kindText(trade)}</span>
        {several && ` · ${account?.name ?? ''}`}
        {trade.note !== null && ` · ${trade.note}`}
      </small>
    </>
  );
}

function StateCell({ trade, over }: { readonly trade: SmartTrade; readonly over: boolean }) {
  const { steps, error } = trade;
  const done = steps.filter(({ status }) => status === 'done' || status === 'panicSold').length;
  const next = over ? '' : nextText(trade, priceStepOf(trade));
  return (
    <>
      {statusText(trade)} {error !== null && <span title={tradeErrorText(error)}>⚠</span>}
      <small>
        {steps.length > 1 && tell('stepsDone', { done: String(done), all: String(steps.length) })}
        {steps.length > 1 && next !== '' && ', '}
        {next}
      </small>
    </>
  );
}

function priceStepOf({ instrument }: SmartTrade): string {
  return instruments.value.get(instrument)?.priceStep ?? '0.000001';
}

/** Null where nothing is held, or was sold that could be counted: cancelled, failed and simple trades. */
function profitOf(trade: SmartTrade): string | null {
  const { active, status, figures } = trade;
  const sold = status === 'takeProfitFinished' || status === 'stopLossFinished' || status === 'panicSold';
  return isHolding(trade) && (active || sold) ? (figures?.profit ?? trade.profit) : null;
}

function amountOf(trade: SmartTrade): string | null {
  const { figures, entered, settings } = trade;
  if (!isHolding(trade)) return settings.quantity;
  return figures === null ? entered.amount : figures.left;
}

function timeOf(trade: SmartTrade, over: boolean): string {
  return over ? (trade.closedAt ?? trade.updatedAt) : trade.createdAt;
}
