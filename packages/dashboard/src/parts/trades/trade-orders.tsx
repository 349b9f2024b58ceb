import type { SmartTrade, SmartTradeOrder } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { roleText } from '../../trades/timeline-text.ts';
import { sentence } from '../../words/counts.ts';
import { errorText } from '../../words/errors.ts';
import { say } from '../../words/language.ts';
import { decimalsOf, fixed, shown, shownPrice } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';

/** Orders that a person has added and may take back. */
const OWN: ReadonlySet<string> = new Set(['added', 'reduce']);

/** All orders of a trade, open ones first, with what was filled at which average. */
export function TradeOrders(props: {
  readonly trade: SmartTrade;
  readonly orders: readonly SmartTradeOrder[] | null;
  readonly priceStep: string;
  readonly onDone: () => void;
}) {
  const { trade, orders, priceStep, onDone } = props;
  const { busy, error, run } = useAction();
  if (orders === null) return <p class="waiting">{say('loading')}</p>;
  if (orders.length === 0) return <p class="waiting">{tell('noOrders')}</p>;
  const isOpen = ({ order }: SmartTradeOrder): boolean => order.endedAt === null;
  const sorted = [...orders.filter(isOpen), ...orders.filter((each) => !isOpen(each))];
  const takeBack = async (id: number): Promise<void> => {
    if (await run(() => call('DELETE', `/smart-trades/${trade.id}/orders/${id}`))) onDone();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={tell('orders')}>
        <table>
          <thead>
            <tr>
              <th>{tell('purpose')}</th>
              <th class="number">{say('price')}</th>
              <th class="number">{say('filled')}</th>
              <th class="number">{say('average')}</th>
              <th>{say('status')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ role, step, order }) => (
              <tr key={order.id} class={order.endedAt === null ? '' : 'over'}>
                <td class={order.side === 'buy' ? 'up' : 'down'}>
                  {sentence(roleText(role, step, trade.settings, trade.steps.length))}
                </td>
                <td class="number">{order.price === null ? tell('atMarket') : shownPrice(order.price, priceStep)}</td>
                <td class="number">
                  {tell('ofQuantity', { filled: shown(order.filled), quantity: shown(order.quantity) })}
                </td>
                <td class="number">{fixed(order.averagePrice, decimalsOf(priceStep))}</td>
                <td>
                  <span title={order.detail ?? undefined}>{say(`status.${order.status}`)}</span>{' '}
                  {order.endedAt === null && OWN.has(role) && (
                    <button type="button" disabled={busy} onClick={() => void takeBack(order.id)}>
                      {tell('takeBack')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="refusal" role="alert">
        {error === null ? '' : errorText(error)}
      </p>
    </>
  );
}
