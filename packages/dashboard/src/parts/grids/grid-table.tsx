import type { GridBot } from 'outcry/native-api';
import { accounts, instruments } from '../../api/house.ts';
import { attentionOf, profitOf, rangeText, statusText } from '../../grids/describe.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { fixed } from '../../words/numbers.ts';
import { moneyCell } from '../tables.tsx';
import { RangeBar } from './range-bar.tsx';

/** Grid bots, each leading to its page; on a phone each is a card. */
export function GridTable({ bots }: { readonly bots: readonly GridBot[] }) {
  const several = new Set(bots.map(({ account }) => account)).size > 1;
  return (
    <table class="bots trades grids">
      <thead>
        <tr>
          <th>{tell('bot')}</th>
          <th>{tell('state')}</th>
          <th>{tell('range')}</th>
          <th class="number">{tell('cycles')}</th>
          <th class="number">{tell('profit')}</th>
          <th class="number">{tell('unrealised')}</th>
        </tr>
      </thead>
      <tbody>
        {bots.map((bot) => (
          <Row key={bot.id} bot={bot} several={several} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ bot, several }: { readonly bot: GridBot; readonly several: boolean }) {
  const { id, instrument, settings, figures, held, quote, enabled } = bot;
  const priceStep = instruments.value.get(instrument)?.priceStep ?? '0.000001';
  const account = accounts.value.find((each) => each.id === bot.account);
  const attention = attentionOf(bot);
  const profit = profitOf(bot);
  return (
    <tr class={enabled ? '' : 'over'}>
      <td class="cell-name">
        <a href={pathTo('grids', id)}>
          <b>{settings.name}</b>
        </a>
        <small>
          {instrument}
          {several && ` · ${account?.name ?? ''}`}
          {bot.note !== null && ` · ${bot.note}`}
        </small>
      </td>
      <td class="cell-state">
        <span class={enabled ? 'up' : ''}>{statusText(bot)}</span>
        {attention !== null && <small class="attention">⚠ {attention}</small>}
      </td>
      <td class="cell-range">
        <span class="label">{tell('range')}</span>
        {rangeText(settings, priceStep)}
        <small>{tell('linesCount', { n: String(settings.lines) })}</small>
        <RangeBar lower={settings.lower} upper={settings.upper} price={figures.price} />
      </td>
      <td class="number cell-cycles">
        <span class="label">{tell('cycles')}</span>
        {bot.cycles}
      </td>
      <td class="number cell-profit">
        <span class="label">{tell('profit')}</span>
        {moneyCell(profit.amount, profit.asset, true)}
        {figures.profitPercent !== null && <small class="under">{fixed(figures.profitPercent, 2)} %</small>}
      </td>
      <td class="number cell-unrealised">
        <span class="label">{tell('unrealised')}</span>
        {held.amount === '0' ? '—' : moneyCell(figures.unrealised, quote, true)}
      </td>
    </tr>
  );
}
