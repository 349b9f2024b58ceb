import type { SmartTrade } from 'outcry/native-api';
import { accounts, instruments } from '../../api/house.ts';
import { pathTo } from '../../route.ts';
import { kindText, nextText, statusText } from '../../trades/describe.ts';
import { tradeErrorText } from '../../trades/error-text.ts';
import { isHolding } from '../../trades/filters.ts';
import { isLongTrade, leavingPrice } from '../../trades/trade-money.ts';
import { decimalsOf, fixed, shown, shownPrice, shownTime } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { moneyCell } from '../tables.tsx';

/** Trades, each leading to its page; on a phone each is a card. */
export function TradeTable({
  trades,
  isOver: over,
}: {
  readonly trades: readonly SmartTrade[];
  readonly isOver: boolean;
}) {
  if (trades.length === 0) return <p class="waiting">{tell(over ? 'noEnded' : 'noRunning')}</p>;
  const several = new Set(trades.map(({ account }) => account)).size > 1;
  return (
    <table class="bots trades">
      <thead>
        <tr>
          <th>{tell('tradeShort')}</th>
          <th>{tell('state')}</th>
          <th class="number">{tell('entryPrice')}</th>
          <th class="number">{tell(over ? 'profit' : 'priceNow')}</th>
          {!over && <th class="number">{tell('profitNow')}</th>}
          <th class="number">{tell('amount')}</th>
          <th>{tell(over ? 'ended' : 'began')}</th>
        </tr>
      </thead>
      <tbody>
        {trades.map((trade) => (
          <Row key={trade.id} trade={trade} over={over} several={several} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { readonly trade: SmartTrade; readonly over: boolean; readonly several: boolean }) {
  const { trade, over, several } = props;
  const { id, figures, entered, quote, base, error, settings } = trade;
  const priceStep = instruments.value.get(trade.instrument)?.priceStep ?? '0.000001';
  const account = accounts.value.find((each) => each.id === trade.account);
  const profit = figures?.profit ?? trade.profit;
  const percent = figures?.profitPercent ?? trade.profitPercent;
  const done = trade.steps.filter(({ status }) => status === 'done' || status === 'panicSold').length;
  const next = over ? '' : nextText(trade, priceStep);
  return (
    <tr>
      <td class="cell-name">
        <a href={pathTo('smart-trades', id)}>
          <b>
            {trade.instrument} · {id}
          </b>
        </a>
        <small>
          <span class={isLongTrade(trade) ? 'up' : 'down'}>{kindText(trade)}</span>
          {several && ` · ${account?.name ?? ''}`}
          {trade.note !== null && ` · ${trade.note}`}
        </small>
      </td>
      <td class="cell-state">
        {statusText(trade)} {error !== null && <span title={tradeErrorText(error)}>⚠</span>}
        <small>
          {trade.steps.length > 1 && tell('stepsDone', { done: String(done), all: String(trade.steps.length) })}
          {trade.steps.length > 1 && next !== '' && ', '}
          {next}
        </small>
      </td>
      <td class="number cell-entry">
        <span class="label">{tell('entryPrice')}</span>
        {isHolding(trade)
          ? fixed(trade.entryPrice, decimalsOf(priceStep))
          : shownPrice(settings.entry?.price, priceStep)}
      </td>
      {!over && (
        <td class="number cell-now">
          <span class="label">{tell('priceNow')}</span>
          {shownPrice(leavingPrice(trade), priceStep)}
        </td>
      )}
      <td class="number cell-profit">
        <span class="label">{tell(over ? 'profit' : 'profitNow')}</span>
        {isHolding(trade) && profit !== null && hasResult(trade) ? (
          <>
            {moneyCell(profit, quote, true)} <small>{fixed(percent, 2)} %</small>
          </>
        ) : (
          '—'
        )}
      </td>
      <td class="number cell-amount">
        <span class="label">{tell('amount')}</span>
        {shown(
          figures !== null && isHolding(trade) ? figures.left : isHolding(trade) ? entered.amount : settings.quantity,
        )}{' '}
        <small>{base}</small>
      </td>
      <td class="quiet cell-time">{shownTime(over ? (trade.closedAt ?? trade.updatedAt) : trade.createdAt)}</td>
    </tr>
  );
}

/** Cancelled, failed and simple trades have sold nothing that could be counted. */
function hasResult({ active, status }: SmartTrade): boolean {
  return active || status === 'takeProfitFinished' || status === 'stopLossFinished' || status === 'panicSold';
}
