import type { GridBotWithLines, Instrument } from 'outcry/native-api';
import { profitOf, rangeText, stepText } from '../../grids/describe.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { amountText, fixed, shortened, shown, shownPrice, shownTime } from '../../words/numbers.ts';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';
import { RangeBar } from './range-bar.tsx';

/** What a bot has brought and what it holds, at the price of this moment. */
export function GridFigures({ bot, instrument }: { readonly bot: GridBotWithLines; readonly instrument: Instrument }) {
  const { figures, held, settings, quote, base, lines } = bot;
  const { priceStep } = instrument;
  const profit = profitOf(bot);
  const holds = held.amount !== '0';
  const range = { lower: lines.at(-1)?.price ?? settings.lower, upper: lines[0]?.price ?? settings.upper };
  const step = stepText(bot.step, settings.type, quote, priceStep);
  return (
    <dl class="figures">
      <Figure name={tell('profit')}>
        {moneyCell(profit.amount, profit.asset, true)}
        <small class="under quiet">
          {figures.profitPercent !== null && tell('ofInvested', { percent: fixed(figures.profitPercent, 2) })}
          {figures.profitUsd !== null && profit.asset !== 'USDT' && ` · ${shortened(figures.profitUsd, 2)} $`}
        </small>
      </Figure>
      <Figure name={tell('cycles')}>{bot.cycles}</Figure>
      <Figure name={tell('unrealised')}>{holds ? moneyCell(figures.unrealised, quote, true) : '—'}</Figure>
      <Figure name={tell('resultNow')}>
        {moneyCell(figures.result, quote, true)}
        {figures.resultPercent !== null && (
          <small class="under quiet">{tell('ofInvested', { percent: fixed(figures.resultPercent, 2) })}</small>
        )}
      </Figure>
      <Figure name={tell('priceNow')}>
        {shownPrice(figures.price, priceStep)}
        {bot.startPrice !== null && bot.enabled && (
          <small class="under quiet">{tell('startedAt', { price: shownPrice(bot.startPrice, priceStep) })}</small>
        )}
      </Figure>
      <Figure name={tell('range')}>
        <span class="range">{rangeText(range, priceStep)}</span>
        <small class="under quiet">{tell('apartBy', { n: String(lines.length), step })}</small>
        <RangeBar lower={range.lower} upper={range.upper} price={figures.price} />
      </Figure>
      <Figure name={tell('held')}>
        {shown(held.amount)} <small>{base}</small>
        {holds && <small class="under quiet">{tell('cost', { amount: amountText(held.volume, quote) })}</small>}
      </Figure>
      {bot.enabled && (
        <>
          <Figure name={tell('inOrders')}>
            {amountText(figures.inBuys, quote)}
            <small class="under quiet">
              {shown(figures.inSales)} {base}
            </small>
          </Figure>
          <Figure name={tell('invested')}>
            {moneyCell(bot.invested, quote)}
            <small class="under quiet">
              {tell('onEachLine', { amount: amountText(bot.amount, settings.orderCurrency === 'base' ? base : quote) })}
            </small>
          </Figure>
          {bot.begunAt !== null && <Figure name={tell('began')}>{shownTime(bot.begunAt)}</Figure>}
        </>
      )}
    </dl>
  );
}
