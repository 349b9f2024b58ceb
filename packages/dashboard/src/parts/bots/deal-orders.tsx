import type { Deal, DealOrder } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { refusalText } from '../../bots/describe.ts';
import { roleText } from '../../bots/timeline-text.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { sentence } from '../../words/counts.ts';
import { say } from '../../words/language.ts';
import { shown, shownPrice } from '../../words/numbers.ts';

/** Orders of a deal that rest now; those that a person has added may be taken back. */
export function DealOrders(props: {
  readonly deal: Deal;
  readonly orders: readonly DealOrder[] | null;
  readonly priceStep: string;
  readonly onDone: () => void;
}) {
  const { deal, orders, priceStep, onDone } = props;
  const { busy, error, run } = useAction();
  const open = orders?.filter(({ order }) => order.endedAt === null) ?? null;
  if (open === null) return <p class="waiting">{say('loading')}</p>;
  if (open.length === 0) return <p class="waiting">{tell('noResting')}</p>;
  const takeBack = async (id: number): Promise<void> => {
    if (await run(() => call('DELETE', `/deals/${deal.id}/funds/${id}`))) onDone();
  };
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>{tell('purpose')}</th>
            <th class="number">{say('price')}</th>
            <th class="number">{say('quantity')}</th>
            <th class="number">{say('filled')}</th>
            <th>
              <span class="unseen">{tell('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {open.map(({ role, step, order }) => (
            <tr key={order.id}>
              <td class={order.side === 'buy' ? 'up' : 'down'}>
                {sentence(roleText(role, step, deal.settings.takeProfitSteps.length))}
              </td>
              <td class="number">{order.price === null ? tell('atMarket') : shownPrice(order.price, priceStep)}</td>
              <td class="number">{shown(order.quantity)}</td>
              <td class="number">{shown(order.filled)}</td>
              <td class="number">
                {role === 'added' && (
                  <button type="button" disabled={busy} onClick={() => void takeBack(order.id)}>
                    {tell('takeBack')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="refusal" role="alert">
        {error === null ? '' : refusalText(error)}
      </p>
    </div>
  );
}
