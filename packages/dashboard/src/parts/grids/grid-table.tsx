import type { GridBot } from 'outcry/native-api';
import { accounts, instruments } from '../../api/house.ts';
import { attentionOf, profitOf, rangeText, statusText } from '../../grids/describe.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { say } from '../../words/language.ts';
import { fixed } from '../../words/numbers.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { moneyCell } from '../tables.tsx';
import { RangeBar } from './range-bar.tsx';

/** Grid bots, each leading to its page; on a phone each is a card. */
export function GridTable({ bots }: { readonly bots: readonly GridBot[] }) {
  const several = new Set(bots.map(({ account }) => account)).size > 1;
  const columns: TableColumn<GridBot>[] = [
    {
      id: 'bot',
      title: tell('bot'),
      style: 'cell-name',
      text: ({ settings, instrument, note }) => [settings.name, instrument, note ?? ''].join(' ').trim(),
      cell: (bot) => (
        <>
          <a href={pathTo('grids', bot.id)}>
            <b>{bot.settings.name}</b>
          </a>
          <small>
            {bot.instrument}
            {several && ` · ${accounts.value.find(({ id }) => id === bot.account)?.name ?? ''}`}
            {bot.note !== null && ` · ${bot.note}`}
          </small>
        </>
      ),
    },
    {
      id: 'state',
      title: tell('state'),
      style: 'cell-state',
      text: statusText,
      cell: (bot) => {
        const attention = attentionOf(bot);
        return (
          <>
            <span class={bot.enabled ? 'up' : ''}>{statusText(bot)}</span>
            {attention !== null && <small class="attention">⚠ {attention}</small>}
          </>
        );
      },
    },
    {
      id: 'range',
      title: tell('range'),
      style: 'cell-range',
      text: ({ settings }) => settings.lower,
      cell: ({ instrument, settings, figures }) => (
        <>
          <span class="label">{tell('range')}</span>
          {rangeText(settings, instruments.value.get(instrument)?.priceStep ?? '0.000001')}
          <small>{tell('linesCount', { n: String(settings.lines) })}</small>
          <RangeBar lower={settings.lower} upper={settings.upper} price={figures.price} />
        </>
      ),
    },
    {
      id: 'cycles',
      title: tell('cycles'),
      number: true,
      style: 'cell-cycles',
      text: ({ cycles }) => String(cycles),
      cell: ({ cycles }) => (
        <>
          <span class="label">{tell('cycles')}</span>
          {cycles}
        </>
      ),
    },
    {
      id: 'profit',
      title: tell('profit'),
      number: true,
      style: 'cell-profit',
      text: (bot) => profitOf(bot).amount,
      cell: (bot) => (
        <>
          <span class="label">{tell('profit')}</span>
          {moneyCell(profitOf(bot).amount, profitOf(bot).asset, true)}
          {bot.figures.profitPercent !== null && <small class="under">{fixed(bot.figures.profitPercent, 2)} %</small>}
        </>
      ),
    },
    {
      id: 'unrealised',
      title: tell('unrealised'),
      number: true,
      style: 'cell-unrealised',
      text: ({ held, figures }) => (held.amount === '0' ? null : figures.unrealised),
      cell: ({ held, figures, quote }) => (
        <>
          <span class="label">{tell('unrealised')}</span>
          {held.amount === '0' ? '—' : moneyCell(figures.unrealised, quote, true)}
        </>
      ),
    },
  ];
  return (
    <DataTable
      rows={bots}
      columns={columns}
      keyOf={({ id }) => String(id)}
      empty={say('nothingFound')}
      name={say('grids')}
      style="bots trades grids"
      rowStyle={({ enabled }) => (enabled ? '' : 'over')}
    />
  );
}
