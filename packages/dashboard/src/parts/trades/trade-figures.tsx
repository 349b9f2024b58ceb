import type { Instrument, SmartTrade } from 'outcry/native-api';
import { entryText } from '../../trades/describe.ts';
import { isLongTrade, leavingPrice } from '../../trades/trade-money.ts';
import { decimalsOf, fixed, shortened, shown, shownPrice, shownTime } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';

/** What a trade has come to; of a running one at the prices of this moment. */
export function TradeFigures({ trade, instrument }: { readonly trade: SmartTrade; readonly instrument: Instrument }) {
  const { figures, entered, exited, quote, base, status } = trade;
  const { priceStep } = instrument;
  const long = isLongTrade(trade);
  const profit = figures?.profit ?? trade.profit;
  const percent = figures?.profitPercent ?? trade.profitPercent;
  const holds = entered.average !== null;
  return (
    <dl class="figures">
      <Figure name={tell(figures === null ? 'profit' : 'profitNow')}>
        {!holds || (figures === null && !COUNTED.has(status)) ? '—' : moneyCell(profit, quote, true)}
        {holds && percent !== null && (
          <small class="under quiet">
            {fixed(percent, 2)} %
            {trade.profitUsd !== null && quote !== 'USDT' && ` · ${shortened(trade.profitUsd, 2)} $`}
          </small>
        )}
      </Figure>
      {figures !== null && <Figure name={tell('priceNow')}>{shownPrice(leavingPrice(trade), priceStep)}</Figure>}
      <Figure name={tell('entryPrice')}>
        {fixed(trade.entryPrice, decimalsOf(priceStep))}
        <small class="under quiet">{entryText(trade, priceStep)}</small>
      </Figure>
      <Figure name={tell(long ? 'bought' : 'sold')}>
        {shown(entered.amount)} <small>{base}</small>
        <small class="under quiet">{holds && moneyCell(entered.volume, quote)}</small>
      </Figure>
      <Figure name={tell(long ? 'sold' : 'bought')}>
        {shown(exited.amount)} <small>{base}</small>
        <small class="under quiet">{exited.average !== null && moneyCell(exited.volume, quote)}</small>
      </Figure>
      {figures !== null && (
        <Figure name={tell(long ? 'left' : 'leftShort')}>
          {shown(figures.left)} <small>{base}</small>
        </Figure>
      )}
      <Figure name={tell('began')}>{shownTime(trade.createdAt)}</Figure>
      {trade.closedAt !== null && <Figure name={tell('ended')}>{shownTime(trade.closedAt)}</Figure>}
    </dl>
  );
}

/** Ends that have a result. */
const COUNTED: ReadonlySet<string> = new Set(['takeProfitFinished', 'stopLossFinished', 'panicSold']);
