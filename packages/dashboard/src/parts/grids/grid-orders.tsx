import type { GridBotOrder } from 'outcry/native-api';
import { roleText } from '../../grids/timeline-text.ts';
import { sentence } from '../../words/counts.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { say } from '../../words/language.ts';
import { decimalsOf, fixed, shown, shownPrice } from '../../words/numbers.ts';

/** The newest orders of a bot, open ones first, with what was filled at which average. */
export function GridOrders(props: { readonly orders: readonly GridBotOrder[] | null; readonly priceStep: string }) {
  const { orders, priceStep } = props;
  if (orders === null) return <p class="waiting">{say('loading')}</p>;
  if (orders.length === 0) return <p class="waiting">{tell('noOrders')}</p>;
  const isOpen = ({ order }: GridBotOrder): boolean => order.endedAt === null;
  const sorted = [...orders.filter(isOpen), ...orders.filter((each) => !isOpen(each))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll tall-table" tabIndex={0} aria-label={tell('orders')}>
      <table>
        <thead>
          <tr>
            <th>{tell('purpose')}</th>
            <th class="number">{say('price')}</th>
            <th class="number">{say('quantity')}</th>
            <th class="number">{say('filled')}</th>
            <th class="number">{say('average')}</th>
            <th>{say('status')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ role, order }) => (
            <tr key={order.id} class={order.endedAt === null ? '' : 'over'}>
              <td class={order.side === 'buy' ? 'up' : 'down'}>{sentence(roleText(role))}</td>
              <td class="number">{order.price === null ? tell('atMarket') : shownPrice(order.price, priceStep)}</td>
              <td class="number">{shown(order.quantity)}</td>
              <td class="number">{shown(order.filled)}</td>
              <td class="number">{fixed(order.averagePrice, decimalsOf(priceStep))}</td>
              <td>
                <span title={order.detail ?? undefined}>{say(`status.${order.status}`)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
