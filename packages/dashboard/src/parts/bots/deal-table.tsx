import type { Deal } from 'outcry/native-api';
import { instruments } from '../../api/house.ts';
import { statusText } from '../../bots/describe.ts';
import { dealErrorText } from '../../bots/error-text.ts';
import { heldAmount } from '../../bots/leaving.ts';
import { decimalText } from '../../decimal.ts';
import { pathTo } from '../../route.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';
import { decimalsOf, fixed, shown, shownTime } from '../../words/numbers.ts';
import { moneyCell } from '../tables.tsx';

/** Deals of a bot, each leading to its page; null: they are on their way. */
export function DealTable(props: { readonly deals: readonly Deal[] | null; readonly empty: BotWord }) {
  if (props.deals === null) return <p class="waiting">{say('loading')}</p>;
  if (props.deals.length === 0) return <p class="waiting">{tell(props.empty)}</p>;
  const isOver = props.deals.some(({ active }) => !active);
  return (
    <div class="scroll">
      <table class="deals">
        <thead>
          <tr>
            <th>{tell('dealShort')}</th>
            <th>{tell('pair')}</th>
            <th>{tell('state')}</th>
            <th class="number">{tell('profit')}</th>
            <th class="number">%</th>
            <th class="number">{tell('safetyOrders')}</th>
            <th class="number">{tell('held')}</th>
            <th class="number">{tell('averagePrice')}</th>
            <th>{tell('began')}</th>
            {isOver && <th>{tell('ended')}</th>}
          </tr>
        </thead>
        <tbody>
          {props.deals.map((deal) => (
            <DealRow key={deal.id} deal={deal} isOver={isOver} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DealRow({ deal, isOver }: { readonly deal: Deal; readonly isOver: boolean }) {
  const { figures, strategy, bought, sold } = deal;
  const profit = figures === null ? deal.profit : figures.actualProfit;
  const percent = figures === null ? deal.profitPercent : figures.actualProfitPercent;
  const entered = strategy === 'long' ? bought : sold;
  const priceStep = instruments.value.get(deal.instrument)?.priceStep ?? '0.000001';
  const held = figures === null ? entered.amount : decimalText(heldAmount(deal));
  return (
    <tr>
      <td>
        <a href={pathTo('deals', deal.id)}>{deal.id}</a>
      </td>
      <td>{deal.instrument}</td>
      <td>
        {statusText(deal)} {deal.error !== null && <span title={dealErrorText(deal.error)}>⚠</span>}
      </td>
      <td class="number">{moneyCell(profit, deal.quote, true)}</td>
      <td class="number">{fixed(percent, 2)}</td>
      <td class="number">
        {deal.safetyDone}/{deal.settings.maxSafetyOrders}
      </td>
      <td class="number">
        {shown(held)} <small>{deal.base}</small>
      </td>
      <td class="number">{fixed(entered.average, decimalsOf(priceStep))}</td>
      <td class="quiet">{shownTime(deal.createdAt)}</td>
      {isOver && <td class="quiet">{deal.closedAt === null ? '' : shownTime(deal.closedAt)}</td>}
    </tr>
  );
}
